// Reading shows; match.cpp takes them in.
#include "shows/shows.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "platform/db/lists.hpp"
#include "shows/bill.hpp"
#include "shows/shows.sql.hpp"
#include "shows/status.hpp"
#include "shows/venue_clock.hpp"

namespace shows {

namespace {

constexpr double metres_in_a_degree = 111'195;  // of a great circle of the mean earth
constexpr std::chrono::days a_while{400};       // how long a postponed show without a new date is still told

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// The columns of show_rows, then songs and opener.
void fill(ShowRow& show, const db::Row& row) {
  show.id = row.id<ShowId>(0);
  show.artist = row.id<ArtistId>(1);
  show.artist_name = row.str(2);
  show.artist_slug = row.str(3);
  show.name = row.str(4);
  show.date = row.maybe_str(5);
  show.start_time = row.maybe_str(6);
  show.starts_at = row.maybe_time(7);
  show.time_zone = row.maybe_str(8);
  show.over_at = row.maybe_time(9);
  show.status = status_from(row.text(10));
  show.initial_date = row.maybe_str(11);
  show.ticket_url = row.maybe_str(12);
  show.ticket_status = row.maybe_str(13);
  show.tour = row.maybe_str(14);
  show.festival = row.flag(15);
  show.revision = row.i64(16);
  if (const auto venue = row.maybe_id<VenueId>(17))
    show.venue = Venue{*venue, row.str(18), row.str(19), row.str(20), row.str(21), row.str(22), row.str(23)};
  show.supports = lines(row.text(24));
  show.song_count = row.i64(25);
  show.opener = row.str(26);
}

ShowRow read_row(const db::Row& row) {
  ShowRow show;
  fill(show, row);
  return show;
}

Announced read_announced(const db::Row& row) { return {read_row(row), row.time(27)}; }

Counts read_counts(const db::Row& row) { return {row.i64(0), row.i64(1) - row.i64(0)}; }

}  // namespace

std::string_view to_string(Status status) {
  switch (status) {
    case Status::upcoming: return "upcoming";
    case Status::completed: return "completed";
    case Status::cancelled: return "cancelled";
    case Status::postponed: return "postponed";
    case Status::rescheduled: return "rescheduled";
  }
  return "";
}

std::string_view to_string(ListingKind kind) {
  switch (kind) {
    case ListingKind::primary: return "primary";
    case ListingKind::resale: return "resale";
    case ListingKind::partner: return "partner";
    case ListingKind::setlist: return "setlist";
  }
  return "";
}

ListingKind listing_kind_from(std::string_view text) {
  for (const ListingKind kind : {ListingKind::resale, ListingKind::partner, ListingKind::setlist})
    if (text == to_string(kind)) return kind;
  return ListingKind::primary;
}

Status status_from(std::string_view text) {
  for (const Status status : {Status::completed, Status::cancelled, Status::postponed, Status::rescheduled})
    if (text == to_string(status)) return status;
  return Status::upcoming;
}

Status ShowRow::status_at(base::Time now) const {
  const bool planned = status == Status::upcoming || status == Status::rescheduled;
  return planned && over_at && *over_at <= now ? Status::completed : status;
}

bool ShowRow::tonight(base::Time now) const {
  return over_at && now < *over_at && date && concert_day(now, time_zone.value_or("")) == *date;
}

std::optional<Show> by_id(db::Tx& tx, ShowId id) {
  Show show;
  tx.each(sql::by_id, [&](const db::Row& row) { fill(show, row); }, id);
  if (show.id == ShowId{}) return std::nullopt;
  show.bill = bill::read(tx, show.id);
  show.listings = tx.all(
      sql::listings,
      [](const db::Row& row) {
        return Listing{row.str(0),  row.str(1), listing_kind_from(row.text(2)), row.maybe_str(3), row.id<ArtistId>(4), row.str(5),
                       row.real(6), row.str(7)};
      },
      show.id);
  return show;
}

std::optional<ShowId> by_source(db::Tx& tx, std::string_view source, std::string_view external_id) {
  return tx.one(sql::id_by_source, [](const db::Row& row) { return row.id<ShowId>(0); }, source, external_id);
}

std::vector<ShowRow> upcoming_of(db::Tx& tx, ArtistId artist, base::Time now, int limit, int offset) {
  return tx.all(sql::upcoming_of, read_row, artist, now, limit, offset);
}

std::vector<ShowRow> upcoming_of_any(db::Tx& tx, const Wish& wish, base::Time now, int limit) {
  const auto around = wish.around.value_or(Around{});
  const auto shrink = std::cos(around.middle.latitude * std::numbers::pi / 180);  // of a degree of longitude
  return tx.all(sql::upcoming_of_any, read_row, db::json_list(wish.artists), now, wish.from, wish.to, wish.around ? 1 : 0,
                around.middle.latitude, shrink, around.middle.longitude, around.metres / metres_in_a_degree, limit);
}

std::vector<Announced> announced_of(db::Tx& tx, const std::vector<ArtistId>& artists, std::string_view since_date, int limit) {
  return tx.all(sql::announced_of, read_announced, db::json_list(artists), since_date, limit);
}

std::vector<Announced> announced(db::Tx& tx, ShowId id) { return tx.all(sql::announced, read_announced, id); }

std::vector<ShowRow> past_of(db::Tx& tx, ArtistId artist, base::Time now, int limit, int offset) {
  return tx.all(sql::past_of, read_row, artist, now, limit, offset);
}

std::vector<ShowRow> called_off_of(db::Tx& tx, ArtistId artist, base::Time now, int limit) {
  return tx.all(sql::called_off_of, read_row, artist, concert_day(now, ""), concert_day(now - a_while, ""), limit);
}

std::vector<ShowRow> upcoming_at(db::Tx& tx, VenueId venue, base::Time now, int limit, int offset) {
  return tx.all(sql::upcoming_at, read_row, venue, now, limit, offset);
}

std::vector<ShowRow> past_at(db::Tx& tx, VenueId venue, base::Time now, int limit, int offset) {
  return tx.all(sql::past_at, read_row, venue, now, limit, offset);
}

std::vector<ShowRow> on_date(db::Tx& tx, std::string_view date, int limit) { return tx.all(sql::on_date, read_row, date, limit); }

std::vector<ShowRow> upcoming(db::Tx& tx, base::Time now, int limit, int offset) {
  return tx.all(sql::upcoming, read_row, now, limit, offset);
}

Counts counts_of(db::Tx& tx, ArtistId artist, base::Time now) {
  return tx.one(sql::counts_of, read_counts, now, artist).value_or(Counts{});
}
Counts counts_at(db::Tx& tx, VenueId venue, base::Time now) { return tx.one(sql::counts_at, read_counts, now, venue).value_or(Counts{}); }

std::vector<Played> artists_at(db::Tx& tx, VenueId venue, base::Time now, int limit) {
  return tx.all(
      sql::artists_at, [](const db::Row& row) { return Played{row.id<ArtistId>(0), row.str(1), row.str(2), row.i64(3), row.str(4)}; },
      venue, now, limit);
}

}  // namespace shows
