// Dates, times of day and instants in the forms that services write. Each reader takes exactly its form and gives
// nothing for anything else, nor for a day that is not in the calendar. No time zones here: a local date stays local.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"

namespace base {

std::optional<std::chrono::year_month_day> read_date(std::string_view text);      // 2026-09-05
std::optional<std::chrono::year_month_day> read_date_dmy(std::string_view text);  // 05-09-2026, as setlist.fm writes it
std::optional<std::chrono::seconds> read_time_of_day(std::string_view text);      // 19:30:00 or 19:30, since midnight
std::optional<Time> read_instant(std::string_view text);                          // 2026-09-05T19:30:00[.123](Z|+0200|+02:00)

std::string write_date(std::chrono::year_month_day date);  // 2026-09-05
std::string write_instant(Time time);                      // 2026-09-05T19:30:00Z: whole seconds, which every service takes

}  // namespace base
