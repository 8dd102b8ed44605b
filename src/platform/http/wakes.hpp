// Private: readers for whom something waits, woken on their loop a few at a time. A message to thousands of them costs a loop one post for
// each few dozens, what one of them needs for its write is free again for the next, and others have their turn in between.
#pragma once
#include <memory>
#include <mutex>
#include <vector>

#include "platform/http/sockets.hpp"

namespace http {

class Wakeable {
 public:
  virtual ~Wakeable() = default;
  virtual void woken() = 0;  // on its loop
};

class Wakes {
 public:
  explicit Wakes(asio::io_context& io) : io_(io) {}
  void add(std::shared_ptr<Wakeable> one);  // from any thread

 private:
  void run();

  asio::io_context& io_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Wakeable>> waiting_;
  bool posted_ = false;
  std::vector<std::shared_ptr<Wakeable>> taken_;  // the loop's; up to next_ they were woken
  std::size_t next_ = 0;
};

}  // namespace http
