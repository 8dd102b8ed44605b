#include "sandbox/calendar.hpp"

#include <date/tz.h>

#include <cstdio>

#include "platform/base/dates.hpp"

namespace sandbox {

namespace {

std::chrono::year_month_day civil(Day day) { return std::chrono::sys_days{std::chrono::days{day}}; }

}  // namespace

Day day_of(base::Time time) { return static_cast<Day>(std::chrono::floor<std::chrono::days>(time).time_since_epoch().count()); }

Day day_of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return static_cast<Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

int year_of(Day day) { return static_cast<int>(civil(day).year()); }

std::string iso_date(Day day) { return base::write_date(civil(day)); }

std::string dotted_date(Day day) {
  const auto d = civil(day);
  char text[16];
  std::snprintf(text, sizeof text, "%02u-%02u-%04d", static_cast<unsigned>(d.day()), static_cast<unsigned>(d.month()),
                static_cast<int>(d.year()));
  return text;
}

base::Time local_moment(Day day, int minutes, std::string_view zone) {
  const date::local_time<std::chrono::minutes> local{std::chrono::days{day} + std::chrono::minutes{minutes}};
  return base::Time{date::locate_zone(std::string(zone))->to_sys(local, date::choose::earliest).time_since_epoch()};
}

}  // namespace sandbox
