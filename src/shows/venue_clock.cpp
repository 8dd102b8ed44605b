#include "shows/venue_clock.hpp"

#include <date/tz.h>

#include "platform/base/dates.hpp"

namespace shows {

namespace {

using std::chrono::hours;

constexpr hours night_ends{6};            // after midnight
constexpr hours last_place_on_earth{12};  // behind UTC

// Names come from outside: only what a zone name may hold reaches the zone files.
const date::time_zone* zone_of(std::string_view name) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  if (name.empty() || name.size() > 60 || name.find_first_not_of(allowed) != name.npos) return nullptr;
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) { return nullptr; }
}

date::local_days local_day(std::chrono::year_month_day day) {
  return date::local_days{date::days{std::chrono::sys_days{day}.time_since_epoch().count()}};
}

base::Time utc(const date::time_zone& zone, date::local_seconds local) {
  return base::Time{zone.to_sys(local, date::choose::earliest).time_since_epoch()};
}

}  // namespace

bool is_date(std::string_view text) {
  const auto day = base::read_date(text);
  return day && int{day->year()} >= 1900 && int{day->year()} <= 2199;
}

bool is_time(std::string_view text) { return text.size() == 5 && base::read_time_of_day(text).has_value(); }

bool is_zone(std::string_view name) { return zone_of(name) != nullptr; }

std::optional<base::Time> to_utc(std::string_view date, std::string_view time, std::string_view zone) {
  const auto* place = zone_of(zone);
  if (!place || !is_date(date) || !is_time(time)) return std::nullopt;
  return utc(*place, local_day(*base::read_date(date)) + *base::read_time_of_day(time));
}

std::optional<base::Time> over_at(std::string_view date, const std::optional<std::string>& zone) {
  if (!is_date(date)) return std::nullopt;
  const date::local_seconds end = local_day(*base::read_date(date)) + date::days{1} + night_ends;
  if (const auto* place = zone ? zone_of(*zone) : nullptr) return utc(*place, end);
  return base::Time{end.time_since_epoch() + last_place_on_earth};
}

std::optional<std::string> local_time(base::Time at, std::string_view zone) {
  const auto* place = zone_of(zone);
  if (!place) return std::nullopt;
  return date::format("%H:%M", std::chrono::floor<std::chrono::minutes>(place->to_local(at)));
}

std::string concert_day(base::Time now, std::string_view zone) {
  const auto* place = zone_of(zone);
  const auto local = place ? place->to_local(now).time_since_epoch() : now.time_since_epoch();
  return base::write_date(std::chrono::sys_days{std::chrono::floor<std::chrono::days>(local - night_ends)});
}

}  // namespace shows
