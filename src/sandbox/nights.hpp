// When and where an artist plays, from the first show to some months after "today". Dates are absolute: tomorrow's sandbox shows the
// same nights under the same ids, one of them having moved from the ticket shop into history.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sandbox/calendar.hpp"
#include "sandbox/discography.hpp"
#include "sandbox/halls.hpp"

namespace sandbox {

enum class Slot : std::uint8_t { evening, early, late, festival };

// How Ticketmaster tells of a night (providers/README.md, 3.4).
enum class Trap : std::uint8_t {
  none,
  many_rows,  // primary, resale, TicketWeb and Universe, each with its own venue id
  cancelled,
  cancelled_parked,  // under a dummy date far ahead, first planned date in initialStartDate
  postponed,         // no new date: only found with includeTBD
  rescheduled,
  no_specific_time,
  time_tba,
  date_tba,  // only found with includeTBA
  sold_out,  // "offsale" is still on
  test_row,  // a row that is a test, beside the real one
  no_attractions,
  no_venue,
  parking,    // a parking row and a VIP upsell beside the real one
  presented,  // a promoter stands before the headliner
};

constexpr std::uint16_t first_everywhere = 420;  // ordinals of nights_everywhere

struct Night {
  Day day = 0;
  Day announced = 0;  // the first planned date, before it was moved
  std::uint16_t hall = 0;
  std::uint16_t year = 0;
  std::uint16_t ordinal = 0;
  std::int16_t start = 0;  // minutes after local midnight
  std::uint8_t performer = 0;
  std::uint8_t leg = 0;
  std::uint8_t partner = nobody;  // co-headliner
  Slot slot = Slot::evening;
  Trap trap = Trap::none;

  bool everywhere() const { return ordinal >= first_everywhere; }
  bool took_place() const {
    return trap != Trap::cancelled && trap != Trap::cancelled_parked && trap != Trap::postponed && trap != Trap::date_tba;
  }
  std::uint32_t key() const { return std::uint32_t{performer} << 16 | static_cast<std::uint32_t>(year - 1970) << 9 | ordinal; }
};
constexpr std::size_t performer_of(std::uint32_t night_key) { return night_key >> 16; }

// Ordinals: own nights from 0, nights of somebody else's shared tour from 200, festivals from 400.
constexpr std::uint16_t first_shared = 200, first_festival = 400;

// The nights around `today` of an artist who plays everywhere: eight cities a day, so that one of them is in its evening at any hour.
// They are never entered at setlist.fm, and gone once they are past. Their keys come again after a year and more.
std::vector<Night> nights_everywhere(std::size_t performer, Day today);

// Oldest first.
std::vector<Night> make_nights(std::uint64_t seed, std::size_t performer, Day until);

// Who plays a festival that year, first = headliner; days count from its opening.
struct Slotted {
  std::uint8_t performer;
  std::uint8_t day;
};
std::vector<Slotted> line_up(std::uint64_t seed, std::size_t festival, int year);
Day opening(std::uint64_t seed, std::size_t festival, int year);

}  // namespace sandbox
