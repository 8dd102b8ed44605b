#include "venues/venues.hpp"

#include <charconv>
#include <cmath>

#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "provenance/provenance.hpp"
#include "venues/likeness.hpp"
#include "venues/matching.hpp"
#include "venues/venues.sql.hpp"

namespace venues {

namespace {

constexpr std::string_view ranking[] = {"ticketmaster", "setlistfm"};

std::optional<Place> read_place(const db::Row& row, int column) {
  if (row.is_null(column) || row.is_null(column + 1)) return std::nullopt;
  return Place{row.real(column), row.real(column + 1)};
}

Venue read_venue(const db::Row& row) {
  return {row.id<VenueId>(0),
          row.str(1),
          row.str(2),
          row.str(3),
          row.maybe_str(4),
          row.maybe_str(5),
          row.maybe_str(6),
          row.maybe_str(7),
          row.maybe_str(8),
          read_place(row, 9),
          row.maybe_str(11),
          row.maybe_i64(12),
          base::texts_in(row.text(13)),
          row.maybe_str(14),
          row.i64(15),
          row.time(16)};
}

Known read_known(const db::Row& row) { return {row.id<VenueId>(0), row.str(1), row.str(2), row.str(3), row.str(4), read_place(row, 5)}; }

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
  venue.address = cleaned(venue.address, 300);
  venue.postal_code = cleaned(venue.postal_code, 20);
  venue.time_zone = cleaned(venue.time_zone, 60);
  venue.url = cleaned(venue.url, 2000);
  if (venue.place && !real(*venue.place)) venue.place.reset();
  if (venue.city_place && !real(*venue.city_place)) venue.city_place.reset();
  if (venue.capacity && (*venue.capacity <= 0 || *venue.capacity > 1'000'000)) venue.capacity.reset();
  return venue;
}

std::string written(Place place) { return std::to_string(place.latitude) + "," + std::to_string(place.longitude); }

std::optional<Place> place_from(std::string_view text) {
  Place place;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, place.latitude);
  if (first.ec != std::errc{} || first.ptr == end) return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, place.longitude);
  return second.ec == std::errc{} ? std::optional(place) : std::nullopt;
}

std::vector<provenance::Claim> claims_of(const SourceVenue& venue) {
  std::vector<provenance::Claim> claims;
  const auto claim = [&](std::string_view field, const std::optional<std::string>& value) {
    if (value && !value->empty()) claims.push_back({field, *value, ranking});
  };
  claim("name", venue.name);
  claim("city", venue.city);
  claim("region", venue.region);
  claim("country", venue.country);
  claim("country_code", venue.country_code);
  claim("address", venue.address);
  claim("postal_code", venue.postal_code);
  claim("time_zone", venue.time_zone);
  claim("url", venue.url);
  if (venue.place) claim("place", written(*venue.place));
  if (venue.capacity) claim("capacity", std::to_string(*venue.capacity));
  return claims;
}

void put(Venue& venue, std::string_view field, const std::string& value) {
  if (field == "name") venue.name = value;
  else if (field == "city") venue.city = value;
  else if (field == "region") venue.region = value;
  else if (field == "country") venue.country = value;
  else if (field == "country_code") venue.country_code = value;
  else if (field == "address") venue.address = value;
  else if (field == "postal_code") venue.postal_code = value;
  else if (field == "time_zone") venue.time_zone = value;
  else if (field == "url") venue.url = value;
  else if (field == "place") venue.place = place_from(value);
  else if (field == "capacity") std::from_chars(value.data(), value.data() + value.size(), venue.capacity.emplace());
}

// Answers whether the venue's page shows something new.
bool apply(db::Tx& tx, base::Time now, VenueId id, const SourceVenue& source) {
  const auto claims = claims_of(source);
  const auto subject = provenance::subject(provenance::Entity::venue, id);
  if (provenance::already_said(tx, now, subject, source.source, claims)) return false;
  tx.run(sql::lock_venue, id);
  const std::optional<Venue> stored = by_id(tx, id);
  if (!stored) return false;
  Venue venue = *stored;
  bool changed = false;
  const auto winners = provenance::record(tx, now, subject, source.source, claims);
  for (std::size_t i = 0; i < claims.size(); ++i)
    if (winners[i].changed) put(venue, claims[i].field, winners[i].value), changed = true;
  if (!changed) return false;
  const std::optional<double> latitude = venue.place ? std::optional(venue.place->latitude) : std::nullopt;
  const std::optional<double> longitude = venue.place ? std::optional(venue.place->longitude) : std::nullopt;
  tx.run(sql::update_venue, venue.name, joined(telling_words(venue.name, venue.city)), venue.city, base::fold(venue.city), venue.region,
         venue.country, venue.country_code, venue.address, venue.postal_code, latitude, longitude, venue.time_zone, venue.capacity,
         venue.url, now, id);
  return true;
}

std::vector<Known> in_box(db::Tx& tx, Place centre, double half_degrees) {
  const double widen = std::min(10.0, 1 / std::max(0.1, std::cos(centre.latitude * 3.14159265 / 180)));
  return tx.all(sql::in_box, read_known, centre.latitude - half_degrees, centre.latitude + half_degrees,
                centre.longitude - half_degrees * widen, centre.longitude + half_degrees * widen);
}

std::vector<Known> possible(db::Tx& tx, const SourceVenue& venue) {
  std::vector<Known> known;
  if (!venue.city.empty()) known = tx.all(sql::in_city, read_known, base::fold(venue.city), joined(telling_words(venue.name, venue.city)));
  for (const auto& [place, half_degrees] : {std::pair(venue.place, 0.003), std::pair(venue.city_place, 0.28)})
    if (place)
      for (Known& other : in_box(tx, *place, half_degrees)) known.push_back(std::move(other));
  return known;
}

struct Best {
  std::optional<VenueId> id;
  Judgement judgement;
};
Best best_of(const SourceVenue& venue, const std::vector<Known>& possible) {
  Best best;
  for (const Known& known : possible) {
    const Judgement j = judge(venue, known);
    if (std::pair(j.verdict, j.score) > std::pair(best.judgement.verdict, best.judgement.score)) best = {known.id, j};
  }
  return best;
}

VenueId insert(db::Tx& tx, base::Time now, const SourceVenue& venue) {
  const VenueId id = VenueId::make();
  const std::string name = venue.name.empty() ? "Unnamed venue" : venue.name;
  const std::string key = venue.name.empty() ? "" : joined(telling_words(name, venue.city));
  std::string wanted = base::slugify(name + " " + venue.city);
  if (wanted.empty()) wanted = "venue";
  for (int n = 1; n <= 40; ++n) {
    const std::string slug = n == 1 ? wanted : wanted + "-" + (n < 40 ? std::to_string(n) : id.str());
    if (tx.run(sql::insert_venue, id, name, key, slug, venue.city, base::fold(venue.city), venue.country_code, now) > 0) return id;
  }
  throw std::logic_error("no address is left for a venue");
}

}  // namespace

std::optional<Venue> by_id(db::Tx& tx, VenueId id) { return tx.one(sql::by_id, read_venue, id); }
std::optional<Venue> by_slug(db::Tx& tx, std::string_view slug) { return tx.one(sql::by_slug, read_venue, slug); }

Match match_or_add(db::Tx& tx, base::Time now, const SourceVenue& told) {
  const SourceVenue venue = cleaned(told);
  const auto known_id = [&] {
    return tx.one(sql::id_by_source, [](const db::Row& row) { return row.id<VenueId>(0); }, venue.source, venue.external_id);
  };
  if (const auto id = known_id()) return {*id, How::known_id, 1, "known by its id", {}, apply(tx, now, *id, venue)};
  const std::string city = base::fold(venue.city);
  tx.each(sql::lock_city, [](const db::Row&) {}, city);
  if (const auto id = known_id()) return {*id, How::known_id, 1, "known by its id", {}, apply(tx, now, *id, venue)};
  const Best best = venue.name.empty() ? Best{} : best_of(venue, possible(tx, venue));
  Match match;
  if (best.judgement.verdict == Verdict::same) {
    match = {*best.id, best.judgement.how, best.judgement.score, best.judgement.reason, {}, false};
  } else {
    match = {insert(tx, now, venue), How::added, 1, "new", {}, true};
    if (best.judgement.verdict == Verdict::unsure) match.review = {*best.id, best.judgement.score, best.judgement.reason};
  }
  tx.run(sql::insert_source, venue.source, venue.external_id, match.id, venue.url, now);
  match.changed = apply(tx, now, match.id, venue) || match.changed;
  return match;
}

std::vector<SourceLink> sources(db::Tx& tx, VenueId id) {
  return tx.all(sql::sources, [](const db::Row& row) { return SourceLink{row.str(0), row.str(1), row.maybe_str(2)}; }, id);
}

std::int64_t touch(db::Tx& tx, base::Time now, VenueId id) {
  return tx.one(sql::touch, [](const db::Row& row) { return row.i64(0); }, now, id).value_or(0);
}

}  // namespace venues
