// How the three services refuse too many calls.
#pragma once
#include <deque>
#include <optional>

#include "platform/base/clock.hpp"
#include "sandbox/calendar.hpp"

namespace sandbox {

// What the services allow; POST /control/limits changes it. With `enforce` off calls are counted and never refused.
struct Limits {
  bool enforce = true;
  int spotify_per_30s = 60;  // the real number is not published
  int spotify_per_day = 24'000;
  int ticketmaster_per_second = 5;
  int ticketmaster_per_day = 5'000;
  int setlistfm_per_second = 2;
  int setlistfm_per_day = 1'440;
};

// At most so many calls in any stretch of that length.
class RollingWindow {
 public:
  // How long to wait when the call is one too many; such a call does not count.
  std::optional<base::Duration> refuse(base::Time now, int permits, base::Duration per);

 private:
  std::deque<base::Time> calls_;
};

// Calls of one UTC day.
class DailyCount {
 public:
  void add(base::Time now);
  int used(base::Time now) const { return day_of(now) == day_ ? used_ : 0; }
  static base::Time resets(base::Time now) { return base::Time{std::chrono::days{day_of(now) + 1}}; }

 private:
  Day day_ = 0;
  int used_ = 0;
};

}  // namespace sandbox
