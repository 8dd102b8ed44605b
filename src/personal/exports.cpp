#include "personal/exports.hpp"

#include "personal/export_job.hpp"
#include "personal/exports.sql.hpp"
#include "platform/base/base64.hpp"

namespace personal {

namespace {

namespace sql = ::exports::sql;

ExportState state_from(std::string_view word) {
  if (word == "making") return ExportState::making;
  if (word == "ready") return ExportState::ready;
  return word == "over" ? ExportState::over : ExportState::failed;
}

}  // namespace

std::optional<base::Time> Export::next() const {
  if (state == ExportState::making) return std::nullopt;
  return state == ExportState::failed ? asked : asked + between_exports;
}

std::optional<Export> export_of(db::Tx& tx, UserId user) {
  return tx.one(
      sql::of,
      [](const db::Row& row) { return Export{row.id<ExportId>(0), state_from(row.text(1)), row.time(2), row.maybe_time(3), row.i64(4)}; },
      user);
}

base::Result<Export> ask_export(db::Tx& tx, base::Time now, UserId user) {
  const auto id = ExportId::make();
  tx.run(sql::drop_former_pieces, user, now - between_exports);
  if (tx.run(sql::ask, user, id, now, now - between_exports) == 0) {
    const auto former = export_of(tx, user);
    if (former && former->state == ExportState::making)
      return base::Error{base::Kind::conflict, "personal.export_being_made",
                         "Your data is being put together already. A mail tells you when it is ready."};
    return base::Error{base::Kind::rate_limited, "personal.export_too_soon",
                       "You asked for your data less than a day ago. Please come back tomorrow; the file you have stays."};
  }
  enqueue_export(tx, now, id);
  return Export{.id = id, .asked = now};
}

std::optional<Export> find_export(db::Tx& tx, base::Time now, UserId user, ExportId id) {
  auto found = export_of(tx, user);
  if (found && (found->id != id || !found->to_fetch(now))) return std::nullopt;
  return found;
}

std::string export_bytes(db::Tx& tx, ExportId id) {
  std::string bytes;
  tx.each(sql::pieces, [&](const db::Row& row) { bytes += base::from_base64(row.text(0)).value_or(""); }, id);
  return bytes;
}

int sweep_exports(db::Tx& tx, base::Time now) {
  const auto expired = tx.all(sql::expired, [](const db::Row& row) { return row.id<ExportId>(0); }, now);
  for (const auto id : expired) {
    tx.run(sql::drop_pieces, id);
    tx.run(sql::mark_over, id);
  }
  return static_cast<int>(expired.size());
}

void forget_export(db::Tx& tx, UserId user) {
  tx.run(sql::forget_pieces, user);
  tx.run(sql::forget, user);
}

}  // namespace personal
