// Days as the services write them. A Day counts from 1970-01-01 in the venue's own calendar.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"

namespace sandbox {

using Day = std::int32_t;

Day day_of(base::Time time);
Day day_of(int year, unsigned month, unsigned day);
int year_of(Day day);

std::string iso_date(Day day);     // 2026-09-05
std::string dotted_date(Day day);  // 05-09-2026, setlist.fm's eventDate

// The moment of `minutes` after local midnight. An hour that the clocks skip counts from before the jump.
base::Time local_moment(Day day, int minutes, std::string_view zone);

}  // namespace sandbox
