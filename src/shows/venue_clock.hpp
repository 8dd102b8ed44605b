// The venue's clock (SHO-0): local dates "YYYY-MM-DD" and times "HH:MM" with an IANA zone. Past midnight belongs to the evening:
// a show of the 20th is "tonight" until 06:00 of the 21st, at the venue.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"

namespace shows {

bool is_date(std::string_view text);  // a day that exists, years 1900-2199
bool is_time(std::string_view text);  // HH:MM
bool is_zone(std::string_view name);

// Nothing for a zone, date or time that does not exist. A time skipped by the clock change is the moment of the change;
// a time that comes twice is the first.
std::optional<base::Time> to_utc(std::string_view date, std::string_view time, std::string_view zone);

// From this moment the show is past. Without a zone: when it is past everywhere on earth. Nothing without a real date.
std::optional<base::Time> over_at(std::string_view date, const std::optional<std::string>& zone);

// The time of day at the venue, "20:47". Nothing without a zone.
std::optional<std::string> local_time(base::Time at, std::string_view zone);

// The date whose evening it is at the venue: yesterday's until 06:00.
std::string concert_day(base::Time now, std::string_view zone);

}  // namespace shows
