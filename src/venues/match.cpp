// Finding the building of a record.
#include <algorithm>
#include <cmath>

#include "platform/base/country.hpp"
#include "platform/base/text.hpp"
#include "venues/likeness.hpp"
#include "venues/matching.hpp"
#include "venues/stored.hpp"
#include "venues/venues.sql.hpp"

namespace venues {

namespace {

Known read_known(const db::Row& row) {
  std::optional<Place> place;
  if (!row.is_null(5) && !row.is_null(6)) place = Place{row.real(5), row.real(6)};
  return {row.id<VenueId>(0), row.str(1), row.str(2), row.str(3), row.str(4), place};
}

// On earth, and not the point that stands for "unknown".
bool real(const Place& p) {
  return std::isfinite(p.latitude) && std::isfinite(p.longitude) && std::abs(p.latitude) <= 90 && std::abs(p.longitude) <= 180 &&
         (p.latitude != 0 || p.longitude != 0);
}

std::optional<std::string> cleaned(const std::optional<std::string>& text, std::size_t limit) {
  std::string out = base::clean(text.value_or(""), limit);
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

SourceVenue cleaned(SourceVenue venue) {
  venue.name = base::clean(venue.name, 200);
  venue.city = base::clean(venue.city, 120);
  venue.region = cleaned(venue.region, 120);
  venue.country = cleaned(venue.country, 120);
  venue.country_code = cleaned(venue.country_code, 2);
  if (venue.country_code)
    for (char& c : *venue.country_code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  // Each source spells it in its own way ("United States Of America").
  if (auto name = base::country_name(venue.country_code.value_or("")); !name.empty()) venue.country = std::move(name);
  venue.address = cleaned(venue.address, 300);
  venue.postal_code = cleaned(venue.postal_code, 20);
  venue.time_zone = cleaned(venue.time_zone, 60);
  venue.url = cleaned(venue.url, 2000);
  if (venue.place && !real(*venue.place)) venue.place.reset();
  if (venue.city_place && !real(*venue.city_place)) venue.city_place.reset();
  if (venue.capacity && (*venue.capacity <= 0 || *venue.capacity > 1'000'000)) venue.capacity.reset();
  return venue;
}

std::vector<Known> in_box(db::Tx& tx, Place centre, double half_degrees) {
  const double widen = std::min(10.0, 1 / std::max(0.1, std::cos(centre.latitude * 3.14159265 / 180)));
  return tx.all(sql::in_box, read_known, centre.latitude - half_degrees, centre.latitude + half_degrees,
                centre.longitude - half_degrees * widen, centre.longitude + half_degrees * widen);
}

std::vector<Known> possible(db::Tx& tx, const SourceVenue& venue) {
  const std::string key = joined(telling_words(venue.name, venue.city));
  std::vector<Known> known;
  if (!venue.city.empty()) known = tx.all(sql::in_city, read_known, base::fold(venue.city), key);
  for (const auto& [place, half_degrees] : {std::pair(venue.place, 0.003), std::pair(venue.city_place, 0.28)})
    if (place)
      for (Known& other : in_box(tx, *place, half_degrees)) known.push_back(std::move(other));
  for (Known& other : tx.all(sql::named, read_known, key)) known.push_back(std::move(other));
  return known;
}

bool apart(const Known& a, const Known& b) { return a.place && b.place && metres_between(*a.place, *b.place) > far_away; }

// The best first; of equals the one that was here first. `same`: all that the record is the same as, one entry a venue.
struct Found {
  std::optional<VenueId> id;
  Judgement judgement;
  std::vector<Known> same;
};
Found search(const SourceVenue& venue, const std::vector<Known>& possible) {
  Found best;
  for (const Known& known : possible) {
    const Judgement j = judge(venue, known);
    const auto better = std::tuple(j.verdict, j.score, known.id.value * -1);
    const auto so_far = std::tuple(best.judgement.verdict, best.judgement.score, best.id ? best.id->value * -1 : 0);
    if (j.verdict != Verdict::different && (!best.id || better > so_far)) best.id = known.id, best.judgement = j;
    if (j.verdict == Verdict::same && std::ranges::find(best.same, known.id, &Known::id) == best.same.end()) best.same.push_back(known);
  }
  return best;
}

Match found_by_id(db::Tx& tx, base::Time now, VenueId id, const SourceVenue& venue) {
  if (!venue.name.empty()) stored::remember_name(tx, id, venue.name, venue.city);
  return {id, How::known_id, 1, "known by its id", {}, stored::apply(tx, now, id, venue), {}};
}

// Joins the best; others it is the same as are told, or where one is too far from the best, put up for review.
Match join(const Found& found) {
  Match match{*found.id, found.judgement.how, found.judgement.score, found.judgement.reason, {}, false, {}};
  const Known& best = *std::ranges::find(found.same, *found.id, &Known::id);
  for (const Known& other : found.same) {
    if (other.id == best.id) continue;
    if (!apart(best, other)) match.bridged.push_back(other.id);
    else if (!match.review) match.review = Review{other.id, 0.5, "fits “" + other.name + "” as well, which is far from there"};
  }
  return match;
}

}  // namespace

Match match_or_add(db::Tx& tx, base::Time now, const SourceVenue& told) {
  const SourceVenue venue = cleaned(told);
  const auto known_id = [&] {
    return tx.one(sql::id_by_source, [](const db::Row& row) { return row.id<VenueId>(0); }, venue.source, venue.external_id);
  };
  if (const auto id = known_id()) return found_by_id(tx, now, *id, venue);
  tx.each(sql::lock_city, [](const db::Row&) {}, base::fold(venue.city));
  if (const auto id = known_id()) return found_by_id(tx, now, *id, venue);
  const Found found = venue.name.empty() ? Found{} : search(venue, possible(tx, venue));
  Match match;
  if (found.judgement.verdict == Verdict::same) {
    match = join(found);
  } else {
    match = {stored::insert(tx, now, venue), How::added, 1, "new", {}, true, {}};
    if (found.id) match.review = Review{*found.id, found.judgement.score, found.judgement.reason};
  }
  tx.run(sql::insert_source, venue.source, venue.external_id, match.id, venue.url, now, to_string(match.how), match.score, match.reason);
  if (!venue.name.empty()) stored::remember_name(tx, match.id, venue.name, venue.city);
  match.changed = stored::apply(tx, now, match.id, venue) || match.changed;
  return match;
}

}  // namespace venues
