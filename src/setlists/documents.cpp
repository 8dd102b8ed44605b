#include "setlists/documents.hpp"

#include "platform/base/json.hpp"
#include "platform/db/lists.hpp"
#include "setlists/beginning.hpp"
#include "setlists/documents.sql.hpp"
#include "setlists/ot/wire.hpp"

namespace setlists::documents {

namespace json = boost::json;
namespace sql = ::documents::sql;

namespace {

constexpr ot::Rev copy_every = 100;
constexpr base::JsonLimits own_json{.bytes = 64u << 20, .depth = 32};

// What the program wrote itself; if it cannot be read the data is broken.
ot::Document read_document(std::string_view text) {
  return ot::parse_document(base::parse_json(text, own_json).value(), ot::own_limits).value();
}
ot::Ops read_ops(std::string_view text) { return ot::parse_ops(base::parse_json(text, own_json).value(), ot::own_limits).value(); }
std::string text_of(const ot::Document& document) { return json::serialize(ot::to_json(document)); }
std::string text_of(const ot::Ops& ops) { return json::serialize(ot::to_json(ops)); }

ot::Revision read_revision(const db::Row& row) {
  return {.rev = row.i64(0),
          .from = {.cid = row.str(1), .cseq = row.i64(2), .person = row.i64(3)},
          .at = row.time(8),
          .ops = read_ops(row.text(4)),
          .inverse = read_ops(row.text(5)),
          .undo_of = row.maybe_i64(6),
          .rollback_to = row.maybe_i64(7)};
}

json::value or_null(const std::optional<ot::Rev>& rev) { return rev ? json::value(*rev) : json::value(nullptr); }

json::array as_row(const ot::Revision& r) {
  const auto person = r.from.person == 0 ? json::value(nullptr) : json::value(r.from.person);
  return {r.rev,
          r.from.cid,
          r.from.cseq,
          person,
          text_of(r.ops),
          text_of(r.inverse),
          or_null(r.undo_of),
          or_null(r.rollback_to),
          base::to_millis(r.at)};
}

std::string as_rows(const std::vector<ot::Revision>& revisions) {
  json::array rows;
  for (const auto& r : revisions) rows.push_back(as_row(r));
  return json::serialize(rows);
}

std::optional<Head> stored(db::Tx& tx, SetlistId setlist) {
  return tx.one(sql::head, [](const db::Row& row) { return Head{read_document(row.text(1)), row.i64(0)}; }, setlist);
}

}  // namespace

Head head(db::Tx& tx, SetlistId setlist) {
  if (auto kept = stored(tx, setlist)) return std::move(*kept);
  return {beginning(tx, setlist).document, 0};
}

Head open(db::Tx& tx, base::Time now, SetlistId setlist) {
  if (auto kept = stored(tx, setlist)) return std::move(*kept);
  auto first = beginning(tx, setlist);
  const ot::Rev rev = first.document.items.empty() ? 0 : 1;
  if (tx.run(sql::begin, setlist, rev, text_of(first.document), now) == 0) return stored(tx, setlist).value();
  if (rev == 1) {
    ot::Revision seed{
        .rev = 1, .from = {.cid = first.source, .cseq = 1, .person = 0}, .at = now, .ops = ot::diff({}, first.document), .inverse = {}};
    ot::Document empty;
    seed.inverse = ot::apply(empty, seed.ops).value();
    tx.run(sql::append, setlist, as_rows({seed}), rev);
  }
  return {std::move(first.document), rev};
}

std::deque<ot::Revision> log(db::Tx& tx, SetlistId setlist, ot::Rev after, std::int64_t most) {
  std::deque<ot::Revision> out;
  tx.each(sql::log, [&](const db::Row& row) { out.push_back(read_revision(row)); }, setlist, after, most);
  return out;
}

std::optional<ot::Rev> committed(db::Tx& tx, SetlistId setlist, const std::string& cid, std::int64_t cseq) {
  return tx.one(sql::committed, [](const db::Row& row) { return row.i64(0); }, setlist, cid, cseq);
}

bool commit(db::Tx& tx, base::Time now, SetlistId setlist, ot::Rev before, const ot::Document& head,
            const std::vector<ot::Revision>& revisions) {
  if (revisions.empty()) return true;
  const auto text = text_of(head);
  const auto rev = revisions.back().rev;
  const bool copy = rev / copy_every > before / copy_every;
  // In one round trip: whether the first found the revision it expects shows in what the second adds.
  tx.queue(sql::advance, rev, text, now, setlist, before);
  const auto rows = as_rows(revisions);
  const auto added = copy ? tx.run(sql::append, setlist, rows, rev) : tx.run_last(sql::append, setlist, rows, rev);
  if (added == 0) return false;
  if (copy) tx.run(sql::keep_version, setlist, rev, text);
  return true;
}

void lock(db::Tx& tx, SetlistId setlist) {
  tx.each(sql::lock, [](const db::Row&) {}, setlist);
}

std::optional<ot::Document> at(db::Tx& tx, SetlistId setlist, ot::Rev rev) {
  const auto newest = stored(tx, setlist);
  if (!newest || rev < 0 || rev > newest->rev) return std::nullopt;
  if (rev == newest->rev) return newest->document;
  const auto copy =
      tx.one(
            sql::version_before, [](const db::Row& row) { return Head{read_document(row.text(1)), row.i64(0)}; }, setlist, rev)
          .value_or(Head{});
  ot::Document document = copy.document;
  for (const auto& revision : log(tx, setlist, copy.rev, rev - copy.rev)) ot::apply(document, revision.ops).value();
  return document;
}

std::vector<Change> since(db::Tx& tx, SetlistId setlist, ot::Rev after, int most) {
  return tx.all(sql::since, [](const db::Row& row) { return Change{read_revision(row), row.str(9)}; }, setlist, after, most);
}

std::vector<Change> history(db::Tx& tx, SetlistId setlist, ot::Rev before, int most) {
  return tx.all(
      sql::history, [](const db::Row& row) { return Change{read_revision(row), row.str(9)}; }, setlist, before > 0 ? before : INT64_MAX,
      most);
}

std::vector<At> revisions(db::Tx& tx, const std::vector<SetlistId>& setlists) {
  return tx.all(sql::revisions, [](const db::Row& row) { return At{row.id<SetlistId>(0), row.i64(1)}; }, db::json_list(setlists));
}

void adopt(db::Tx& tx, ot::Person guest, ot::Person user) { tx.run(sql::adopt, user, guest); }

}  // namespace setlists::documents
