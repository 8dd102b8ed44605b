// Finding the show that a listing belongs to, and taking in what it says.
#include <algorithm>

#include "platform/base/text.hpp"
#include "shows/bill.hpp"
#include "shows/matching.hpp"
#include "shows/record.hpp"
#include "shows/shows.hpp"
#include "shows/shows.sql.hpp"
#include "shows/venue_clock.hpp"

namespace shows {

namespace {

// A night of a date is over between these hours of the next day in UTC, wherever on earth it is; see over_at.
constexpr std::chrono::hours earliest_end{-8 - 1}, latest_end{18 + 1};

struct Clock {
  std::optional<std::string> zone;
  std::string city_key;
};
Clock clock_of(db::Tx& tx, const std::optional<VenueId>& venue) {
  if (!venue) return {};
  return tx.one(sql::venue_clock, [](const db::Row& row) { return Clock{row.maybe_str(0), row.str(1)}; }, *venue).value_or(Clock{});
}

// Shows that have the artist's name on their bill, though nobody has linked it yet.
void add_named(db::Tx& tx, const SourceShow& show, const std::string& artist_name, std::vector<Known>& known) {
  const std::string name = base::fold(artist_name);
  tx.each(
      sql::billed_at,
      [&](const db::Row& row) {
        if (row.is_null(3) && base::fold(row.text(1)) == name)
          known.push_back({row.id<ShowId>(0), show.venue, "", row.maybe_str(2), false});
      },
      *show.venue, *show.date);
}

std::vector<Show> on_night(db::Tx& tx, ArtistId artist, VenueId venue, const std::string& date) {
  std::vector<Show> shows;
  for (const ShowId id : tx.all(sql::on_night, [](const db::Row& row) { return row.id<ShowId>(0); }, artist, venue, date))
    if (auto show = by_id(tx, id)) shows.push_back(std::move(*show));
  return shows;
}

Best find(db::Tx& tx, const SourceShow& show, const std::string& artist_name) {
  if (!show.date) return {};
  const base::Time next_day = *over_at(*show.date, "UTC") - std::chrono::hours(6);
  std::vector<Known> known = tx.all(
      sql::of_artist_on,
      [](const db::Row& row) { return Known{row.id<ShowId>(0), row.maybe_id<VenueId>(1), row.str(2), row.maybe_str(3), row.flag(4)}; },
      show.artist, show.source, *show.date, next_day + earliest_end, next_day + latest_end);
  if (show.venue) add_named(tx, show, artist_name, known);
  const Night night{show.venue, clock_of(tx, show.venue).city_key, show.start_time, show.kind == ListingKind::setlist};
  return best_of(night, known);
}

// Answers whether the show's page shows something new.
bool apply(db::Tx& tx, base::Time now, ShowId id, const SourceShow& show, const std::string& artist_name) {
  auto record = tx.one(sql::for_update, read_record, id);
  if (!record) return false;
  const std::optional<VenueId> venue_before = record->venue;
  bool changed = false;
  const std::vector<Billed> stored = bill::read(tx, id);
  const std::vector<Billed> billed = bill::merged(stored, bill::told(show, artist_name), show.kind == ListingKind::primary);
  if (!bill::same(stored, billed)) {
    bill::write(tx, id, billed);
    changed = true;
  }
  record->artist = bill::headliner(billed, show.artist);
  const auto claims = claims_of(show, record->artist == show.artist);
  const auto subject = provenance::subject(provenance::Entity::show, id);
  const std::string speaks = speaker(show.source, show.kind, show.external_id);
  if (!provenance::already_said(tx, now, subject, speaks, claims)) {
    const auto winners = provenance::record(tx, now, subject, speaks, claims);
    for (std::size_t i = 0; i < claims.size(); ++i)
      if (winners[i].changed) put(*record, claims[i].field, winners[i].value), changed = true;
  }
  if (!changed) return false;
  // The clock of a place it moved away from is not its own.
  if (record->venue != venue_before && !show.time_zone) record->time_zone.reset();
  record->venue_zone = clock_of(tx, record->venue).zone;
  write(tx, now, id, *record);
  return true;
}

// What a show that was added with a time draws from later shows of its artist, day and venue; see Match::drawn.
std::vector<Drawn> drawn_by(db::Tx& tx, ShowId id, const SourceShow& show) {
  std::vector<Drawn> drawn;
  if (!show.date || !show.start_time || !show.venue) return drawn;
  for (const Show& other : on_night(tx, show.artist, *show.venue, *show.date)) {
    if (other.id == id || !other.start_time || *other.start_time <= *show.start_time) continue;
    const auto said = provenance::list(tx, provenance::subject(provenance::Entity::show, other.id));
    for (const Listing& l : other.listings) {
      const std::string speaks = speaker(l.source, l.kind, l.external_id);
      const bool timed = std::ranges::any_of(said, [&](const auto& e) { return e.field == "start_time" && e.source == speaks; });
      if (!timed && l.how != "person") drawn.push_back({other.id, l.source, l.external_id, l.artist, l.kind == ListingKind::setlist});
    }
  }
  return drawn;
}

std::optional<ShowId> known_id(db::Tx& tx, const SourceShow& show) { return by_source(tx, show.source, show.external_id); }

bool attach(db::Tx& tx, base::Time now, ShowId id, const SourceShow& show, const Best& best) {
  return tx.run(sql::insert_source, show.source, show.external_id, id, show.artist, to_string(show.kind), show.url, now,
                best.id ? "merged" : "added", best.id ? best.score : 1, best.id ? best.reason : std::string("new"), show.venue_record) > 0;
}

Match update(db::Tx& tx, base::Time now, ShowId id, const SourceShow& show, const std::string& artist_name) {
  const bool changed = apply(tx, now, id, show, artist_name);
  return {id, changed ? How::updated : How::unchanged, 1, "known by its id", {}, {}};
}

}  // namespace

Match match_or_add(db::Tx& tx, base::Time now, const SourceShow& told) {
  const SourceShow show = cleaned(told);
  const std::string artist_name = tx.one(sql::lock_artist, [](const db::Row& row) { return row.str(0); }, show.artist).value_or("");
  if (const auto id = known_id(tx, show)) return update(tx, now, *id, show, artist_name);
  const Best best = find(tx, show, artist_name);
  const ShowId id = best.id.value_or(ShowId::make());
  if (!best.id) tx.run(sql::insert_show, id, show.artist, now);
  if (!attach(tx, now, id, show, best)) {
    // Another artist's import of the same night was quicker with this listing.
    if (!best.id) tx.run(sql::delete_show, id);
    return update(tx, now, known_id(tx, show).value(), show, artist_name);
  }
  apply(tx, now, id, show, artist_name);
  if (!best.id) return {id, How::added, 1, "new", {}, drawn_by(tx, id, show)};
  Match match{id, How::merged, best.score, best.reason, {}, {}};
  if (best.rival) match.review = Review{*best.rival, best.score, "two shows of this artist fit equally well on " + *show.date};
  return match;
}

}  // namespace shows
