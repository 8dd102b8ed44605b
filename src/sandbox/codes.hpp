// Ids that look like the services' own and lead back to what they name without a table: a small number is scrambled by a
// bijection that depends on the seed, and written in the alphabet of the service.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

class Codes {
 public:
  explicit Codes(std::uint64_t seed) : seed_(seed) {}

  // Spotify: 22 characters of base 62. Half of it is a checksum, so that an invented id is not found.
  std::string spotify(std::uint64_t thing) const;
  std::optional<std::uint64_t> from_spotify(std::string_view id) const;

  // Ticketmaster: a prefix that tells the source, then 11 case-sensitive characters with '-' and '_'.
  std::string ticketmaster(std::string_view prefix, std::uint64_t thing) const;
  std::optional<std::uint64_t> from_ticketmaster(std::string_view prefix, std::string_view id) const;

  // setlist.fm: up to 8 hex digits, without leading zeros. `salt` keeps the kinds apart.
  std::string setlistfm(std::uint32_t thing, std::uint32_t salt) const;
  std::optional<std::uint32_t> from_setlistfm(std::string_view id, std::uint32_t salt) const;

  // MusicBrainz: a version 4 UUID; one way.
  std::string mbid(std::uint64_t thing) const;

 private:
  std::uint64_t seed_;
};

}  // namespace sandbox
