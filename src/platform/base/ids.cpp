#include "platform/base/ids.hpp"

#include <sodium.h>

#include <chrono>
#include <mutex>

namespace base {

namespace {
constexpr std::int64_t epoch_2020_ms = 1'577'836'800'000;
constexpr int counter_bits = 21;
}  // namespace

std::int64_t next_id() {
  static std::mutex mutex;
  static std::int64_t last = 0;
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const std::scoped_lock lock(mutex);
  const std::int64_t floor = (ms - epoch_2020_ms) << counter_bits;
  // Half of the counter's range is left for counting up within the millisecond.
  if (last < floor) return last = floor | randombytes_uniform(1u << (counter_bits - 1));
  return ++last;
}

}  // namespace base
