// Time is UTC milliseconds since 1970. "Now" always comes from a Clock, so that tests own it.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>

namespace base {

using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;

inline std::int64_t to_millis(Time t) { return t.time_since_epoch().count(); }
inline Time from_millis(std::int64_t ms) { return Time{Duration{ms}}; }

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }
};

// Moves only when told. Safe to read from any thread.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Time start = from_millis(1'790'000'000'000)) : now_(to_millis(start)) {}
  Time now() const override { return from_millis(now_.load()); }
  void advance(Duration by) { now_ += by.count(); }
  void set(Time t) { now_ = to_millis(t); }

 private:
  std::atomic<std::int64_t> now_;
};

}  // namespace base
