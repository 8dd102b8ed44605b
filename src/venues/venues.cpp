#include "venues/venues.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "provenance/provenance.hpp"
#include "venues/likeness.hpp"
#include "venues/stored.hpp"
#include "venues/venues.sql.hpp"

namespace venues {

namespace {

constexpr std::string_view ranking[] = {"ticketmaster", "setlistfm"};
constexpr std::string_view fields[] = {"name",        "city",      "region", "country", "country_code", "address",
                                       "postal_code", "time_zone", "url",    "place",   "capacity"};

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

void write(db::Tx& tx, base::Time now, const Venue& venue) {
  const std::optional<double> latitude = venue.place ? std::optional(venue.place->latitude) : std::nullopt;
  const std::optional<double> longitude = venue.place ? std::optional(venue.place->longitude) : std::nullopt;
  tx.run(sql::update_venue, venue.name, joined(telling_words(venue.name, venue.city)), venue.city, base::fold(venue.city), venue.region,
         venue.country, venue.country_code, venue.address, venue.postal_code, latitude, longitude, venue.time_zone, venue.capacity,
         venue.url, now, venue.id);
}

// Puts the values that win into the venue; answers whether its page shows something new.
bool record(db::Tx& tx, base::Time now, VenueId id, const std::string& speaker, const std::vector<provenance::Claim>& claims) {
  const auto subject = provenance::subject(provenance::Entity::venue, id);
  if (provenance::already_said(tx, now, subject, speaker, claims)) return false;
  tx.run(sql::lock_venue, id);
  std::optional<Venue> venue = by_id(tx, id);
  if (!venue) return false;
  bool changed = false;
  const auto winners = provenance::record(tx, now, subject, speaker, claims);
  for (std::size_t i = 0; i < claims.size(); ++i)
    if (winners[i].changed) put(*venue, claims[i].field, winners[i].value), changed = true;
  if (changed) write(tx, now, *venue);
  return changed;
}

// Decides every field anew.
void settle(db::Tx& tx, base::Time now, VenueId id) {
  std::optional<Venue> venue = by_id(tx, id);
  if (!venue) return;
  for (const std::string_view field : fields)
    if (const auto winner = provenance::settle(tx, provenance::subject(provenance::Entity::venue, id), field, ranking))
      put(*venue, field, winner->value);
  write(tx, now, *venue);
}

}  // namespace

bool stored::apply(db::Tx& tx, base::Time now, VenueId id, const SourceVenue& source) {
  return record(tx, now, id, source.source + "/" + source.external_id, claims_of(source));
}

std::optional<Venue> by_id(db::Tx& tx, VenueId id) { return tx.one(sql::by_id, read_venue, id); }
std::optional<Venue> by_slug(db::Tx& tx, std::string_view slug) { return tx.one(sql::by_slug, read_venue, slug); }

std::optional<Place> town(db::Tx& tx, std::string_view city) {
  return tx.one(sql::town, [](const db::Row& row) { return Place{row.real(0), row.real(1)}; }, base::fold(city));
}

std::optional<VenueId> by_source(db::Tx& tx, std::string_view source, std::string_view external_id) {
  return tx.one(sql::id_by_source, [](const db::Row& row) { return row.id<VenueId>(0); }, source, external_id);
}

std::vector<SourceLink> sources(db::Tx& tx, VenueId id) {
  return tx.all(
      sql::sources,
      [](const db::Row& row) { return SourceLink{row.str(0), row.str(1), row.maybe_str(2), row.str(3), row.real(4), row.str(5)}; }, id);
}

std::vector<std::string> names(db::Tx& tx, VenueId id) {
  return tx.all(sql::names, [](const db::Row& row) { return row.str(0); }, id);
}

void merge(db::Tx& tx, base::Time now, VenueId from, VenueId into) {
  if (from == into) return;
  for (const VenueId id : {std::min(from, into), std::max(from, into)}) tx.run(sql::lock_venue, id);
  tx.run(sql::merge_names, into, from);
  tx.run(sql::drop_names, from);
  tx.run(sql::merge_sources, into, from);
  provenance::move(tx, provenance::subject(provenance::Entity::venue, from), provenance::subject(provenance::Entity::venue, into));
  tx.run(sql::mark_merged, into, now, from);
  settle(tx, now, into);
}

base::Result<void> correct(db::Tx& tx, base::Time now, VenueId id, std::string_view field, std::string_view value) {
  const auto venue = by_id(tx, id);
  if (!venue) return base::not_found("venues.unknown", "There is no such venue.");
  if (std::ranges::find(correctable, field) == std::end(correctable))
    return base::invalid("venues.bad_field", "This field of a venue cannot be corrected.");
  const std::string text = base::clean(value, 300);
  if (field == "time_zone" && !text.empty() && text.find('/') == text.npos && text != "UTC")
    return base::invalid("venues.bad_value", "A time zone is written like Europe/Oslo.");
  if (!text.empty()) {
    record(tx, now, venue->id, std::string(provenance::person), {{field, text, ranking}});
    if (field == "name" || field == "city") stored::remember_name(tx, venue->id, by_id(tx, id)->name, by_id(tx, id)->city);
    return {};
  }
  provenance::withdraw(tx, provenance::subject(provenance::Entity::venue, venue->id), provenance::person, field);
  settle(tx, now, venue->id);
  return {};
}

VenueId stored::insert(db::Tx& tx, base::Time now, const SourceVenue& venue) {
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

std::optional<VenueId> split(db::Tx& tx, base::Time now, VenueId id, std::string_view source, std::string_view external_id) {
  if (by_source(tx, source, external_id) != id || sources(tx, id).size() < 2) return std::nullopt;
  const auto subject = provenance::subject(provenance::Entity::venue, id);
  const std::string speaker = std::string(source).append("/").append(external_id);
  Venue told;
  std::vector<provenance::Entry> kept;
  for (provenance::Entry& entry : provenance::list(tx, subject))
    if (entry.source == speaker) put(told, entry.field, entry.value);
    else kept.push_back(std::move(entry));
  SourceVenue record{.source = std::string(source), .external_id = std::string(external_id), .name = told.name, .city = told.city};
  record.country_code = told.country_code;
  const VenueId fresh = stored::insert(tx, now, record);
  tx.run(sql::give_source, fresh, source, external_id);
  provenance::move(tx, subject, provenance::subject(provenance::Entity::venue, fresh), speaker);
  // What only this record called the building is no name of it any more.
  tx.run(sql::drop_names, id);
  settle(tx, now, id);
  const std::string city = by_id(tx, id)->city;
  for (const provenance::Entry& entry : kept)
    if (entry.field == "name") stored::remember_name(tx, id, entry.value, city);
  settle(tx, now, fresh);
  stored::remember_name(tx, fresh, told.name, told.city);
  return fresh;
}

void stored::remember_name(db::Tx& tx, VenueId id, const std::string& name, const std::string& city) {
  const std::string key = joined(telling_words(name, city));
  if (!key.empty()) tx.run(sql::insert_name, id, key, base::fold(city), name, city);
}

std::int64_t touch(db::Tx& tx, base::Time now, VenueId id) {
  return tx.one(sql::touch, [](const db::Row& row) { return row.i64(0); }, now, id).value_or(0);
}

}  // namespace venues
