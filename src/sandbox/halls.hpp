// Made-up venues in real cities. The services spell them differently and know each of them under several ids.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/calendar.hpp"
#include "sandbox/cities.hpp"

namespace sandbox {

enum class HallKind : std::uint8_t { club, theatre, arena, grounds };

struct Hall {
  std::string name;  // Ticketmaster's spelling, now and then with a trailing blank
  std::string setlist_name;
  std::string former_name;  // on setlist.fm, for nights before `renamed`; empty when it never had one
  Day renamed = 0;
  bool without_city = false;  // on setlist.fm: the city is only in the name
  std::uint16_t city = 0;
  HallKind kind = HallKind::club;
  double latitude = 0, longitude = 0;
  std::string street;

  const City& place() const { return cities()[city]; }
};

// One club, one theatre and one arena a city, in the order of cities(), then the festival grounds.
std::vector<Hall> make_halls(std::uint64_t seed);
constexpr std::size_t hall_index(std::size_t city, HallKind kind) { return city * 3 + static_cast<std::size_t>(kind); }

struct Festival {
  std::string_view name;
  std::string_view grounds;
  std::string_view city;  // english
  unsigned month, day;    // about when it opens
  int days;
  int acts;
};
std::span<const Festival> festivals();

}  // namespace sandbox
