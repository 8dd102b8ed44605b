#include "calendars/zones.hpp"

#include <date/tz.h>

namespace calendars {

namespace {

std::string offset(std::chrono::seconds shift) {
  const auto minutes = std::abs(std::chrono::duration_cast<std::chrono::minutes>(shift).count());
  const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return (shift.count() < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
}

// The zone data begins long before anybody's show.
constexpr date::sys_seconds earliest{std::chrono::seconds(0)};

}  // namespace

std::vector<std::string> time_zone(std::string_view name, base::Time from, base::Time to) {
  const auto* zone = date::locate_zone(name);
  std::vector<std::string> lines{"BEGIN:VTIMEZONE", "TZID:" + std::string(name)};
  auto at = date::sys_seconds(std::chrono::floor<std::chrono::seconds>(from.time_since_epoch()));
  const auto end = date::sys_seconds(std::chrono::floor<std::chrono::seconds>(to.time_since_epoch()));
  for (bool more = true; more;) {
    const auto now = zone->get_info(at);
    const auto begin = std::max(now.begin, earliest);
    const auto before = begin == earliest ? now.offset : zone->get_info(begin - std::chrono::seconds(1)).offset;
    const std::string kind = now.save == std::chrono::minutes(0) ? "STANDARD" : "DAYLIGHT";
    lines.push_back("BEGIN:" + kind);
    lines.push_back("DTSTART:" + date::format("%Y%m%dT%H%M%S", begin + before));
    lines.push_back("TZOFFSETFROM:" + offset(before));
    lines.push_back("TZOFFSETTO:" + offset(now.offset));
    lines.push_back("TZNAME:" + now.abbrev);
    lines.push_back("END:" + kind);
    more = now.end <= end;
    at = now.end;
  }
  lines.emplace_back("END:VTIMEZONE");
  return lines;
}

}  // namespace calendars
