#include "shows/record.hpp"

#include "platform/base/dates.hpp"
#include "platform/base/text.hpp"
#include "shows/shows.sql.hpp"
#include "shows/status.hpp"
#include "shows/venue_clock.hpp"

namespace shows {

namespace {

using Text = std::optional<std::string>;

constexpr std::string_view official[] = {"ticketmaster", "ticketmaster.partner", "ticketmaster.resale", "setlistfm"};
constexpr std::string_view tours[] = {"setlistfm", "ticketmaster", "ticketmaster.partner"};

void keep_clean(Text& text, std::size_t limit) {
  if (text) *text = base::clean(*text, limit);
  if (text && text->empty()) text.reset();
}

void keep_date(Text& date) {
  if (date && !is_date(*date)) date.reset();
}

Text some(const std::string& value) { return value.empty() ? std::nullopt : Text(value); }

}  // namespace

SourceShow cleaned(SourceShow show) {
  show.name = base::clean(show.name, 300);
  keep_date(show.date);
  keep_date(show.initial_date);
  if (show.start_time) *show.start_time = show.start_time->substr(0, 5);
  if (show.start_time && !is_time(*show.start_time)) show.start_time.reset();
  if (show.time_zone && !is_zone(*show.time_zone)) show.time_zone.reset();
  keep_clean(show.ticket_url, 2000);
  keep_clean(show.ticket_status, 40);
  keep_clean(show.tour, 200);
  keep_clean(show.url, 2000);
  // The date of a cancelled listing is often a dummy; where it was first announced is the truth.
  if (show.status == Status::cancelled && show.initial_date) show.date = show.initial_date;
  return show;
}

std::string speaker(std::string_view source, ListingKind kind, std::string_view external_id) {
  const std::string_view trust = kind == ListingKind::partner ? ".partner" : kind == ListingKind::resale ? ".resale" : "";
  return std::string(source).append(trust).append("/").append(external_id);
}

provenance::Ranking ranking_of(std::string_view field) { return field == "tour" ? provenance::Ranking(tours) : official; }

std::vector<provenance::Claim> claims_of(const SourceShow& show, bool headliner) {
  std::vector<provenance::Claim> claims;
  const auto claim = [&](std::string_view field, const Text& value) {
    if (value) claims.push_back({field, *value, ranking_of(field)});
  };
  claim("name", some(show.name));
  // Without a date, "postponed" takes the old one back.
  claim("date", show.status == Status::postponed && !show.date ? Text("") : show.date);
  claim("start_time", show.start_time);
  claim("time_zone", show.time_zone);
  if (show.status) claim("status", std::string(to_string(*show.status)));
  claim("initial_date", show.initial_date);
  claim("ticket_url", show.ticket_url);
  claim("ticket_status", show.ticket_status);
  if (headliner) claim("tour", show.tour);
  if (show.venue) claim("venue", show.venue->str());
  if (show.festival) claim("festival", "1");
  return claims;
}

Record read_record(const db::Row& row) {
  return {row.id<ArtistId>(0),      row.maybe_id<VenueId>(1), row.str(2),       row.maybe_str(3), row.maybe_str(4),  row.maybe_str(5),
          status_from(row.text(6)), row.maybe_str(7),         row.maybe_str(8), row.maybe_str(9), row.maybe_str(10), row.flag(11),
          row.maybe_str(12)};
}

void put(Record& record, std::string_view field, const std::string& value) {
  if (field == "name") record.name = value;
  else if (field == "date" && value.empty())
    record.initial_date = record.initial_date ? record.initial_date : record.date, record.date.reset();
  else if (field == "date") record.date = value;
  else if (field == "start_time") record.start_time = value;
  else if (field == "time_zone") record.time_zone = value;
  else if (field == "status") record.status = status_from(value);
  else if (field == "initial_date") record.initial_date = value;
  else if (field == "ticket_url") record.ticket_url = value;
  else if (field == "ticket_status") record.ticket_status = value;
  else if (field == "tour") record.tour = value;
  else if (field == "venue") record.venue = VenueId::parse(value);
  else if (field == "festival") record.festival = value == "1";
}

void write(db::Tx& tx, base::Time now, ShowId id, Record record) {
  const Text zone = record.zone();
  const bool firm = record.status != Status::cancelled && record.status != Status::postponed;
  const auto over = firm && record.date ? over_at(*record.date, zone) : std::nullopt;
  const auto starts = record.date && record.start_time && zone ? to_utc(*record.date, *record.start_time, *zone) : std::nullopt;
  if (record.status == Status::upcoming && over && *over <= now) record.status = Status::completed;
  else if (record.status == Status::completed && over && *over > now) record.status = Status::upcoming;
  tx.run(sql::update_show, record.artist, record.venue, record.name, record.date, record.start_time, starts, zone, over,
         to_string(record.status), record.initial_date, record.ticket_url, record.ticket_status, record.tour, record.festival, now, id);
  tx.run(sql::set_over, id);
}

}  // namespace shows
