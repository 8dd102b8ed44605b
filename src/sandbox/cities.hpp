// The real cities in which the made-up artists play: what Ticketmaster and setlist.fm call them differs, on purpose.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace sandbox {

struct Country {
  std::string_view code;
  std::string_view ticketmaster;  // "Great Britain"
  std::string_view setlistfm;     // "United Kingdom"
};

enum class Region : std::uint8_t { britain, europe, america, latin, asia, pacific };

struct City {
  std::string_view local;    // Ticketmaster's name: "München"
  std::string_view english;  // setlist.fm's, asked with Accept-Language: en
  std::string_view state;
  std::string_view state_code;    // Ticketmaster's; empty where it sends none
  std::string_view state_digits;  // setlist.fm's where it differs (digits outside the US, unique only within a country)
  std::string_view country;
  std::string_view zone;  // IANA
  std::string_view postal_code;
  int geonames;
  double latitude, longitude;
  Region region;
};

std::span<const City> cities();
const Country& country_of(const City& city);

}  // namespace sandbox
