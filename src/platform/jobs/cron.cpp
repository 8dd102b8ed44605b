#include "platform/jobs/cron.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace jobs {
namespace {

constexpr std::size_t longest_line = 200;

struct Field {
  std::string_view name;
  int first;
  int last;
  std::span<const std::string_view> names;  // of first, first + 1, …
};

constexpr std::array<std::string_view, 12> month_names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekday_names = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<Field, 5> fields = {{{"minute", 0, 59, {}},
                                          {"hour", 0, 23, {}},
                                          {"day of the month", 1, 31, {}},
                                          {"month", 1, 12, month_names},
                                          {"day of the week", 0, 7, weekday_names}}};

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find_first_of(separators);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string quoted(std::string_view part, const Field& field) { return "“" + std::string(part) + "” (" + std::string(field.name) + ")"; }

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
  return value;
}

base::Result<int> value_of(std::string_view text, const Field& field) {
  std::optional<int> value = number(text);
  for (std::size_t i = 0; !value && i < field.names.size(); ++i) {
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    if (std::ranges::equal(text, field.names[i], same)) value = field.first + static_cast<int>(i);
  }
  if (!value || *value < field.first || *value > field.last)
    return base::invalid(
        "cron.value", quoted(text, field) + " is not between " + std::to_string(field.first) + " and " + std::to_string(field.last) + ".");
  return *value;
}

// One element of a list: '*', 'a' or 'a-b', the first and the last with an optional '/step'.
template <std::size_t N>
base::Result<void> add_element(std::string_view element, const Field& field, std::bitset<N>& set) {
  const auto slash = element.find('/');
  const std::string_view range = element.substr(0, slash);
  int first = field.first, last = field.last;
  const auto dash = range.find('-');
  if (range != "*") {
    const auto from = value_of(range.substr(0, dash), field);
    if (!from) return from.error();
    const auto to = dash == std::string_view::npos ? from : value_of(range.substr(dash + 1), field);
    if (!to) return to.error();
    first = *from, last = *to;
    if (first > last) return base::invalid("cron.range", quoted(range, field) + " begins after its end.");
  }
  int step = 1;
  if (slash != std::string_view::npos) {
    const auto given = number(element.substr(slash + 1));
    if (!given || *given < 1 || *given > 59 || (range != "*" && dash == std::string_view::npos))
      return base::invalid("cron.step", quoted(element, field) + ": a step is a number from 1 after '*' or a range.");
    step = *given;
  }
  for (int value = first; value <= last; value += step) set.set(static_cast<std::size_t>(value) % N);
  return {};
}

template <std::size_t N>
base::Result<void> parse_field(std::string_view text, const Field& field, std::bitset<N>& set) {
  for (std::string_view element : split(text, ","))
    if (auto added = add_element(element, field, set); !added) return added;
  return {};
}

std::string_view without_nickname(std::string_view line) {
  constexpr std::array<std::array<std::string_view, 2>, 5> nicknames = {
      {{"@hourly", "0 * * * *"}, {"@daily", "0 0 * * *"}, {"@weekly", "0 0 * * 0"}, {"@monthly", "0 0 1 * *"}, {"@yearly", "0 0 1 1 *"}}};
  for (const auto& [name, meaning] : nicknames)
    if (line == name) return meaning;
  return line;
}

}  // namespace

base::Result<const date::time_zone*> find_zone(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return base::invalid("cron.unknown_zone", "There is no time zone “" + std::string(name) + "”; an example is Europe/Berlin.");
  }
}

base::Result<Cron> Cron::parse(std::string_view line) {
  std::vector<std::string_view> parts = split(line.size() > longest_line ? "" : without_nickname(line), " \t");
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  if (parts.size() != fields.size())
    return base::invalid("cron.fields", "A cron line has five fields: minute, hour, day of the month, month, day of the week.");
  Cron cron;
  auto parsed = parse_field(parts[0], fields[0], cron.minutes_);
  if (parsed) parsed = parse_field(parts[1], fields[1], cron.hours_);
  if (parsed) parsed = parse_field(parts[2], fields[2], cron.days_);
  if (parsed) parsed = parse_field(parts[3], fields[3], cron.months_);
  if (parsed) parsed = parse_field(parts[4], fields[4], cron.weekdays_);
  if (!parsed) return parsed.error();
  cron.minute_star_ = parts[0][0] == '*';
  cron.hour_star_ = parts[1][0] == '*';
  cron.day_star_ = parts[2][0] == '*';
  cron.weekday_star_ = parts[4][0] == '*';
  constexpr std::array<int, 13> longest = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool comes = !cron.day_star_ && !cron.weekday_star_;  // then any such weekday will do
  for (std::size_t month = 1; month <= 12 && !comes; ++month)
    for (std::size_t day = 1; day <= static_cast<std::size_t>(longest[month]); ++day) comes |= cron.months_[month] && cron.days_[day];
  if (!comes) return base::invalid("cron.never", "This date never comes.");
  return cron;
}

bool Cron::matches(int month, int day, int weekday) const {
  const bool by_day = days_[static_cast<std::size_t>(day)], by_weekday = weekdays_[static_cast<std::size_t>(weekday)];
  return months_[static_cast<std::size_t>(month)] && (day_star_ || weekday_star_ ? by_day && by_weekday : by_day || by_weekday);
}

// Local times are counted as seconds like UTC ones.
std::optional<std::chrono::sys_seconds> Cron::first_in(std::chrono::sys_seconds from, std::chrono::sys_seconds end) const {
  using namespace std::chrono;
  const auto start = ceil<minutes>(from);
  for (auto day = floor<date::days>(start); day < end; day += date::days(1)) {
    const date::year_month_day ymd(day);
    const auto month = static_cast<int>(unsigned(ymd.month())), day_of_month = static_cast<int>(unsigned(ymd.day()));
    if (!matches(month, day_of_month, static_cast<int>(date::weekday(day).c_encoding()))) continue;
    for (std::size_t hour = 0; hour < hours_.size(); ++hour) {
      if (!hours_[hour] || day + hours(hour + 1) <= start) continue;
      for (std::size_t minute = 0; minute < minutes_.size(); ++minute)
        if (const auto at = day + hours(hour) + minutes(minute); minutes_[minute] && at >= start)
          return at < end ? std::optional(at) : std::nullopt;
    }
  }
  return std::nullopt;
}

// Goes through the zone's stretches of one offset. Where a stretch begins by a jump forward, the times it skipped are due at the
// jump; where it begins by a jump back, the times seen before are not due again.
base::Time Cron::next_after(base::Time t, const date::time_zone& zone) const {
  using namespace std::chrono;
  sys_seconds from = floor<minutes>(t) + minutes(1);
  for (;;) {
    const date::sys_info stretch = zone.get_info(from);
    sys_seconds local_from = from + stretch.offset;
    if (fixed_time() && stretch.begin > date::sys_days(date::year(1) / 1 / 1)) {
      const sys_seconds before_jump = stretch.begin + zone.get_info(stretch.begin - seconds(1)).offset;
      const sys_seconds after_jump = stretch.begin + stretch.offset;
      if (t < stretch.begin && first_in(before_jump, after_jump)) return stretch.begin;
      local_from = std::max(local_from, before_jump);
    }
    if (const auto found = first_in(local_from, stretch.end + stretch.offset)) return *found - stretch.offset;
    from = stretch.end;
  }
}

}  // namespace jobs
