// Venues: the same building under different spellings and ids is one venue (IMP-8); what is unsure is added as new and
// reported for review, never merged.
//
// When two are one, countries permitting:
//   known id                     the service's id was seen before
//   name and city                names equal once folded, without "the" and the city's own name ("Kolder Club, Copenhagen")
//   alike                        name similarity ≥ 0.90 in the same city, or less than 300 m apart; or there one has a sponsor's name
//                                before the other's ("Eventim Apollo", "Apollo")
// Name similarity is the share of words both have, where a word of five letters or more may be slightly misspelt
// (Jaro-Winkler ≥ 0.92) and numbers must agree: "Hall 1" is not "Hall 2". Buildings known to be 3 km apart are never merged.
// Names are compared with every spelling the building had, so a renamed hall is found by its old name. A record that is the same as
// several venues makes them one.
// Unsure: similarity 0.60-0.90, or one name is part of the other ("Paradiso", "Paradiso Noord"), in the same city or within 300 m;
// or the same name of two words or more where one side does not know its town.
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
// The middle of the venues of a town, as its name is typed; of the country with most of them where several have such a town. Nothing
// where no venue there has a place.
std::optional<Place> town(db::Tx& tx, std::string_view city);
std::optional<VenueId> by_source(db::Tx& tx, std::string_view source, std::string_view external_id);

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
  // Other venues that this record shows to be the same building; the caller merges them, unless a person keeps them apart.
  std::vector<VenueId> bridged;
};
// Fields by provenance: Ticketmaster before setlist.fm, of several records of one service the one with the least id, so that they may
// come in any order. The address of a venue never changes.
Match match_or_add(db::Tx& tx, base::Time now, const SourceVenue& venue);

struct SourceLink {
  std::string source = {};
  std::string external_id = {};
  std::optional<std::string> url = {};
  std::string how = {};  // how the record was found to be this building, and how sure that is
  double score = 1;      // 0-1
  std::string reason = {};
};
std::vector<SourceLink> sources(db::Tx& tx, VenueId id);
std::vector<std::string> names(db::Tx& tx, VenueId id);  // every spelling, and former names

// Two venues were one building: all that is known of `from` is known of `into`, and its address leads there. What other modules hang on
// `from` is theirs to move first.
void merge(db::Tx& tx, base::Time now, VenueId from, VenueId into);

// A record was not this building: a venue of its own is made of what it says. Nothing when it is not of this venue, or its only record.
std::optional<VenueId> split(db::Tx& tx, base::Time now, VenueId id, std::string_view source, std::string_view external_id);

// A person's word about name, city, address, time_zone or url outranks every later sync; an empty value takes it back.
// Errors: venues.unknown, venues.bad_field, venues.bad_value.
base::Result<void> correct(db::Tx& tx, base::Time now, VenueId id, std::string_view field, std::string_view value);
inline constexpr std::string_view correctable[] = {"name", "city", "address", "time_zone", "url"};

std::int64_t touch(db::Tx& tx, base::Time now, VenueId id);

}  // namespace venues
