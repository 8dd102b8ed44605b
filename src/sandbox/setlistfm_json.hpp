// setlist.fm's objects (providers/README.md, 4.4).
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/catalogue.hpp"

namespace sandbox {

namespace json = boost::json;

// A building under one of its names: a renamed hall is two venues there.
struct SetlistfmVenue {
  std::size_t hall;
  bool former = false;
};

class SetlistfmJson {
 public:
  SetlistfmJson(Catalogue& catalogue, std::string site) : catalogue_(catalogue), site_(std::move(site)) {}

  json::object artist(std::size_t performer) const;
  json::object original(std::size_t original) const;
  json::object venue(const SetlistfmVenue& venue) const;
  json::object city(const City& city) const;
  json::object setlist(const Night& night) const;

 private:
  json::object song(const PlayedSong& song) const;
  json::object credited(const Credit& credit) const;
  json::object person(std::string mbid, std::string_view name, std::string sort, std::string_view disambiguation) const;

  Catalogue& catalogue_;
  std::string site_;
};

SetlistfmVenue venue_of(const Catalogue& catalogue, const Night& night);
std::string venue_id(const Codes& codes, const SetlistfmVenue& venue);
std::optional<SetlistfmVenue> read_venue_id(const Catalogue& catalogue, std::string_view id);
std::string setlist_id(const Codes& codes, const Night& night);
std::string version_id(const Codes& codes, const Night& night);
base::Time last_updated(const Catalogue& catalogue, const Night& night);
constexpr std::uint32_t setlist_salt = 1, venue_salt = 2, version_salt = 3;

}  // namespace sandbox
