#include "imports/progress.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "frame/words.hpp"
#include "imports/imports.sql.hpp"
#include "imports/jobs.hpp"

namespace imports {

namespace {

// How much of the bar each part is; setlists are the most work.
constexpr int weight_of(Part part) {
  switch (part) {
    case Part::profile: return 10;
    case Part::shows: return 25;
    case Part::albums: return 25;
    case Part::setlists: return 40;
  }
  return 0;
}

PartStatus parse_status(std::string_view text) {
  for (const auto s : {PartStatus::waiting, PartStatus::running, PartStatus::paused, PartStatus::done, PartStatus::failed})
    if (name(s) == text) return s;
  return PartStatus::absent;
}

Progress progress_row(const db::Row& row) {
  Progress p;
  p.id = row.id<ImportId>(0);
  p.artist = row.id<artists::ArtistId>(1);
  p.status = row.str(2);
  p.percent = static_cast<int>(row.i64(3));
  p.phase = row.str(4);
  p.sequence = row.i64(5);
  p.started_at = row.time(6);
  p.finished_at = row.maybe_time(7);
  return p;
}

std::vector<PartState> parts_of(db::Tx& tx, ImportId import) {
  std::vector<PartState> parts;
  for (const Part p : all_parts) parts.push_back({.part = p, .status = PartStatus::waiting});
  tx.each(
      sql::parts,
      [&](const db::Row& row) {
        const auto part = parse_part(row.text(0));
        if (!part) return;
        parts[static_cast<std::size_t>(*part)] = {*part,      parse_status(row.text(1)), row.i64(2), row.maybe_i64(3),
                                                  row.i64(4), row.maybe_time(5),         row.i64(8), row.str(6),
                                                  row.str(7)};
      },
      import);
  return parts;
}

}  // namespace

std::string_view name(Part part) {
  switch (part) {
    case Part::profile: return "profile";
    case Part::shows: return "shows";
    case Part::albums: return "albums";
    case Part::setlists: return "setlists";
  }
  return {};
}

std::string_view name(PartStatus status) {
  switch (status) {
    case PartStatus::waiting: return "waiting";
    case PartStatus::running: return "running";
    case PartStatus::paused: return "paused";
    case PartStatus::done: return "done";
    case PartStatus::failed: return "failed";
    case PartStatus::absent: return "absent";
  }
  return {};
}

std::string_view source_name(Part part) { return frame::source_name(source_key(part)); }

std::optional<Part> parse_part(std::string_view text) {
  for (const Part p : all_parts)
    if (name(p) == text) return p;
  return std::nullopt;
}

bool ended(PartStatus status) { return status == PartStatus::done || status == PartStatus::failed || status == PartStatus::absent; }

int percent_of(const std::vector<PartState>& parts) {
  double sum = 0;
  bool all_here = true;
  for (const auto& p : parts) {
    const double share = p.total && *p.total > 0 ? std::min(1.0, static_cast<double>(p.done) / static_cast<double>(*p.total)) : 0;
    const bool here = p.status == PartStatus::done || p.status == PartStatus::absent;
    sum += weight_of(p.part) * (here ? 1.0 : share);
    all_here = all_here && here;
  }
  return all_here ? 100 : std::min(99, static_cast<int>(sum));
}

std::string phase_of(const std::vector<PartState>& parts) {
  // The first part under way names the phase; when none is, the first that has not ended: what follows may be waiting for it.
  auto found = std::ranges::find(parts, PartStatus::running, &PartState::status);
  if (found == parts.end()) found = std::ranges::find_if(parts, [](const auto& p) { return !ended(p.status); });
  return found == parts.end() ? "done" : std::string(name(found->part));
}

std::string status_of(const std::vector<PartState>& parts) {
  if (!std::ranges::all_of(parts, [](const auto& p) { return ended(p.status); })) return "importing";
  return std::ranges::any_of(parts, [](const auto& p) { return p.status == PartStatus::failed; }) ? "failed" : "completed";
}

PartBooks books_of(db::Tx& tx, ImportId import, Part part) {
  auto books = tx.one(
      sql::part_cursor,
      [](const db::Row& row) { return PartBooks{row.str(0), row.i64(1), row.maybe_i64(2), row.i64(3), parse_status(row.text(4))}; }, import,
      name(part));
  return books.value_or(PartBooks{.cursor = "{}"});
}

boost::json::value PartBooks::cursor_value() const {
  boost::system::error_code error;
  auto value = boost::json::parse(cursor, error);
  return !error && value.is_object() ? std::move(value) : boost::json::object{};
}

void save_books(db::Tx& tx, base::Time now, ImportId import, Part part, const PartBooks& books) {
  tx.run(sql::save_part, name(books.status), books.cursor, books.done, books.total, books.imported, now, import, name(part));
}

void set_part_status(db::Tx& tx, base::Time now, ImportId import, Part part, PartStatus status, std::optional<base::Time> resume_at,
                     std::string_view code, std::string_view message) {
  const auto text_or_null = [](std::string_view s) { return s.empty() ? std::nullopt : std::optional(s); };
  tx.run(sql::set_part_status, name(status), resume_at, text_or_null(code), text_or_null(message), now, import, name(part));
}

void announce(db::Tx& tx, base::Time now, bus::Bus& bus, ImportId import, std::initializer_list<std::string_view> sections) {
  if (!tx.one(sql::lock_import, [](const db::Row&) { return true; }, import)) return;
  auto parts = parts_of(tx, import);
  const std::string status = status_of(parts);
  const auto is_over = [&](Part p) { return ended(parts[static_cast<std::size_t>(p)].status); };
  const auto shown = is_over(Part::profile) && is_over(Part::shows) ? std::optional(now) : std::nullopt;
  Progress after = tx.one(sql::save_progress, progress_row, status, percent_of(parts), phase_of(parts), shown,
                          status == "importing" ? std::nullopt : std::optional(now), import)
                       .value();
  after.parts = std::move(parts);
  artists::set_import_status(tx, now, after.artist,
                             status == "importing" ? artists::ImportStatus::importing
                             : status == "failed"  ? artists::ImportStatus::failed
                                                   : artists::ImportStatus::completed);

  boost::json::object event = to_object(after, now);
  boost::json::array names;
  for (const auto s : sections) names.emplace_back(s);
  event["sections"] = std::move(names);
  tx.run(sql::insert_event, import, after.sequence, boost::json::serialize(event), now);
  tx.run(sql::prune_events, import, after.sequence - 200);
  tx.after_commit([&bus, artist = after.artist] { bus.publish(changed_topic, artist.str()); });
}

void log(db::Tx& tx, base::Time now, artists::ArtistId artist, std::string_view source, std::string_view outcome, std::string_view subject,
         std::int64_t count, std::string_view message) {
  tx.run(sql::insert_log, base::next_id(), artist, now, source, outcome, subject, count, message);
}

std::optional<Progress> progress_of(db::Tx& tx, artists::ArtistId artist) {
  auto progress = tx.one(sql::by_artist, progress_row, artist);
  if (progress) progress->parts = parts_of(tx, progress->id);
  return progress;
}

std::vector<Event> events_after(db::Tx& tx, artists::ArtistId artist, std::int64_t sequence) {
  return tx.all(sql::events_after, [](const db::Row& row) { return Event{row.i64(0), row.str(1)}; }, artist, sequence);
}

std::vector<LogLine> log_of(db::Tx& tx, artists::ArtistId artist, int limit) {
  return tx.all(
      sql::log_of, [](const db::Row& row) { return LogLine{row.time(0), row.str(1), row.str(2), row.str(3), row.i64(4), row.str(5)}; },
      artist, limit);
}

std::vector<Listed> newest(db::Tx& tx, int limit, int offset) {
  auto listed = tx.all(sql::newest, [](const db::Row& row) { return Listed{progress_row(row), row.str(8), row.str(9)}; }, limit, offset);
  for (auto& l : listed) l.progress.parts = parts_of(tx, l.progress.id);
  return listed;
}

Counts counts(db::Tx& tx) {
  Counts c;
  tx.each(sql::counts, [&](const db::Row& row) {
    (row.text(0) == "importing" ? c.running : row.text(0) == "failed" ? c.failed : c.completed) = row.i64(1);
  });
  return c;
}

}  // namespace imports
