// A time zone as iCalendar defines it: every change of the clock between two moments spelt out (RFC 5545, 3.6.5), so that whoever reads it
// needs no zone data of their own. Private to this folder.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"

namespace calendars {

// Lines without their ends. `zone`: one that exists (shows::is_zone).
std::vector<std::string> time_zone(std::string_view zone, base::Time from, base::Time to);

}  // namespace calendars
