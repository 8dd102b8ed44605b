// A token bucket: `burst` at once, then `each` apart. Times in ms of the caller's clock.
#pragma once
#include <algorithm>

#include "platform/base/clock.hpp"

namespace live {

class Bucket {
 public:
  // How long to wait for the next one; zero: taken.
  base::Duration take(base::Time now, int burst, base::Duration each) {
    const auto earliest = now - each * (burst - 1);
    const auto next = std::max(next_, earliest);
    if (next > now) return next - now;
    next_ = next + each;
    return base::Duration::zero();
  }
  base::Time idle_from() const { return next_; }  // full again soon after: may be forgotten

 private:
  base::Time next_{};
};

}  // namespace live
