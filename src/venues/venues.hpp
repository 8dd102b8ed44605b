// Venues: the same building under different spellings and ids is one venue (IMP-8); what is unsure is added as new and
// reported for review, never merged.
//
// When two are one, countries permitting:
//   known id                     the service's id was seen before
//   name and city                names equal once folded, without "the" and the city's own name ("Kolder Club, Copenhagen")
//   alike                        name similarity ≥ 0.90 in the same city, or less than 300 m apart
// Name similarity is the share of words both have, where a word of five letters or more may be slightly misspelt
// (Jaro-Winkler ≥ 0.92) and numbers must agree: "Hall 1" is not "Hall 2". Buildings known to be 3 km apart are never merged.
// Unsure: similarity 0.60-0.90, or one name is part of the other ("Paradiso", "Paradiso Noord"), in the same city or within 300 m.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/tx.hpp"

namespace venues {

struct VenueTag;
using VenueId = base::Id<VenueTag>;

struct Place {
  double latitude = 0;  // degrees, WGS 84
  double longitude = 0;
};
double metres_between(Place a, Place b);

struct Venue {
  VenueId id;
  std::string name;
  std::string slug;
  std::string city;
  std::optional<std::string> region;
  std::optional<std::string> country;
  std::optional<std::string> country_code;  // ISO 3166-1 alpha-2, upper case
  std::optional<std::string> address;
  std::optional<std::string> postal_code;
  std::optional<Place> place;
  std::optional<std::string> time_zone;  // IANA
  std::optional<std::int64_t> capacity;
  std::vector<std::string> amenities;
  std::optional<std::string> url;
  std::int64_t revision = 0;
  base::Time updated_at;
};
std::optional<Venue> by_id(db::Tx& tx, VenueId id);
std::optional<Venue> by_slug(db::Tx& tx, std::string_view slug);

struct SourceVenue {
  std::string source = {};  // ticketmaster, setlistfm
  std::string external_id = {};
  std::string name = {};  // may be empty: some sources know only the town
  std::string city = {};
  std::optional<std::string> region = {};
  std::optional<std::string> country = {};
  std::optional<std::string> country_code = {};
  std::optional<std::string> address = {};
  std::optional<std::string> postal_code = {};
  std::optional<Place> place = {};       // of the building
  std::optional<Place> city_place = {};  // of the town only (setlist.fm): helps with towns spelt in two languages
  std::optional<std::string> time_zone = {};
  std::optional<std::int64_t> capacity = {};
  std::optional<std::string> url = {};
};

enum class How { known_id, name_and_city, alike, added };
std::string_view to_string(How how);

struct Review {
  VenueId candidate;  // the venue it may be
  double score = 0;
  std::string reason;
};
struct Match {
  VenueId id;
  How how = How::added;
  double score = 1;    // 0-1
  std::string reason;  // for the import log, in plain words
  std::optional<Review> review;
  bool changed = false;  // the venue's page shows something new
};
// Fields by provenance: Ticketmaster before setlist.fm. The address of a venue never changes.
Match match_or_add(db::Tx& tx, base::Time now, const SourceVenue& venue);

struct SourceLink {
  std::string source = {};
  std::string external_id = {};
  std::optional<std::string> url = {};
};
std::vector<SourceLink> sources(db::Tx& tx, VenueId id);
std::int64_t touch(db::Tx& tx, base::Time now, VenueId id);

}  // namespace venues
