#include "platform/http/wakes.hpp"

#include <algorithm>

namespace http {

namespace {
constexpr std::size_t at_once = 64;
}

void Wakes::add(std::shared_ptr<Wakeable> one) {
  const std::scoped_lock lock(mutex_);
  waiting_.push_back(std::move(one));
  if (!std::exchange(posted_, true)) asio::post(io_, [this] { run(); });
}

void Wakes::run() {
  if (next_ == taken_.size()) {
    taken_.clear();
    next_ = 0;
    const std::scoped_lock lock(mutex_);
    taken_.swap(waiting_);
  }
  for (const auto end = std::min(taken_.size(), next_ + at_once); next_ < end; ++next_) std::exchange(taken_[next_], nullptr)->woken();
  const std::scoped_lock lock(mutex_);
  posted_ = next_ < taken_.size() || !waiting_.empty();
  if (posted_) asio::post(io_, [this] { run(); });
}

}  // namespace http
