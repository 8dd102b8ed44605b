#include "sandbox/limits.hpp"

namespace sandbox {

std::optional<base::Duration> RollingWindow::refuse(base::Time now, int permits, base::Duration per) {
  while (!calls_.empty() && calls_.front() + per <= now) calls_.pop_front();
  if (static_cast<int>(calls_.size()) >= permits) return calls_.empty() ? per : calls_.front() + per - now;
  calls_.push_back(now);
  return std::nullopt;
}

void DailyCount::add(base::Time now) {
  if (day_of(now) != day_) day_ = day_of(now), used_ = 0;
  ++used_;
}

}  // namespace sandbox
