// A base::Executor that runs nothing by itself: a test turns it by hand.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

#include "platform/base/executor.hpp"

namespace support {

class HandLoop final : public base::Executor {
 public:
  void post(std::function<void()> work) override {
    const std::scoped_lock lock(mutex_);
    ready_.push_back(std::move(work));
    posted_.notify_all();
  }
  void after(base::Duration, std::function<void()> work) override {
    const std::scoped_lock lock(mutex_);
    later_.push_back(std::move(work));
  }

  // Runs what is posted, and what that posts, until nothing is left.
  void run() {
    while (auto work = next()) {
      Executor* const before = current();
      set_current(this);
      work();
      set_current(before);
    }
  }
  // Waits for another thread to post something.
  void wait() {
    std::unique_lock lock(mutex_);
    posted_.wait(lock, [&] { return !ready_.empty(); });
  }
  // All timers that are set end now.
  void tick() {
    {
      const std::scoped_lock lock(mutex_);
      for (auto& work : std::exchange(later_, {})) ready_.push_back(std::move(work));
    }
    run();
  }

 private:
  std::function<void()> next() {
    const std::scoped_lock lock(mutex_);
    if (ready_.empty()) return nullptr;
    auto work = std::move(ready_.front());
    ready_.pop_front();
    return work;
  }

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> ready_, later_;
};

}  // namespace support
