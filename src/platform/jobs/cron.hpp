// Cron lines: minute hour day-of-month month day-of-week, with lists, ranges, steps and English names; also @hourly, @daily,
// @weekly, @monthly, @yearly. A day matches when either day field does, unless one of them is '*' (crontab(5)).
// Daylight saving as cron(8) documents it: when minute and hour are both without '*', a time that the clock jumps over runs
// once at the jump, and a time that comes twice runs once, at the first; lines with '*' there just follow the clock.
#pragma once
#include <bitset>
#include <optional>
#include <string_view>

#include "platform/base/clock.hpp"
#include "platform/base/result.hpp"

namespace date {
class time_zone;
}

namespace jobs {

// IANA name ("Europe/Berlin"). Error code: cron.unknown_zone.
base::Result<const date::time_zone*> find_zone(std::string_view name);

class Cron {
 public:
  // Error codes: cron.fields (not five of them, or too long), cron.value (not a number or name, or out of its range),
  // cron.range (begins after its end), cron.step, cron.never (a date that does not exist, such as 30 February).
  static base::Result<Cron> parse(std::string_view line);

  // The first time strictly after t.
  base::Time next_after(base::Time t, const date::time_zone& zone) const;

 private:
  std::optional<std::chrono::sys_seconds> first_in(std::chrono::sys_seconds from, std::chrono::sys_seconds end) const;
  bool matches(int month, int day, int weekday) const;
  bool fixed_time() const { return !minute_star_ && !hour_star_; }

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;     // 1-31
  std::bitset<13> months_;   // 1-12
  std::bitset<7> weekdays_;  // 0 is Sunday
  bool minute_star_ = false;
  bool hour_star_ = false;
  bool day_star_ = false;
  bool weekday_star_ = false;
};

}  // namespace jobs
