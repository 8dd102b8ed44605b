// Workers: a few threads for calls that block (a hash, a service's answer), behind a bounded queue, so that a flood of them waits for
// itself and nobody else. Event loops await what they answer.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "platform/base/task.hpp"

namespace base {

class Workers {
 public:
  // `waiting`: calls that may wait for a thread. `at_start` runs first on each thread.
  Workers(unsigned threads, std::size_t waiting, std::function<void()> at_start = {});
  ~Workers();  // stop()

  // What `call` answers or throws; nothing: too many wait, or no more is taken.
  template <class F>
  Task<std::optional<std::invoke_result_t<F>>> run(F call) {
    std::optional<std::invoke_result_t<F>> out;
    std::exception_ptr failure;
    auto begin = [&](auto resume) {
      const bool taken = enqueue([&, resume] {
        try {
          out.emplace(call());
        } catch (...) { failure = std::current_exception(); }
        resume();
      });
      if (!taken) resume();
    };
    co_await hop(begin);
    if (failure) std::rethrow_exception(failure);
    co_return std::move(out);
  }

  // Finishes what was taken, as somebody waits for each, and joins the threads. Safe to repeat.
  void stop();

 private:
  bool enqueue(std::function<void()> work);
  void serve();

  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace base
