// What waits to be sent to one long-lived reader. Any thread fills it, one loop empties it.
#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/stream.hpp"

namespace http {

class Outbox {
 public:
  static constexpr std::size_t limit = 1u << 20;  // bytes

  // False when it is closed, or becomes so because the reader is too slow: what waited is then dropped.
  bool push(Shared bytes);
  void close();  // after what was pushed
  void cut();    // at once: what waits is dropped, as when the reader is too slow
  void on_closed(std::function<void()> call);

  // For the reader's loop. `wake` may be called from any thread and must only post.
  void attach(std::function<void()> wake);
  // What was in `batch` is sent by now; its room serves what comes next.
  void take(std::vector<Shared>& batch);
  bool closing() const;  // nothing more will come after the next take()
  bool overflowed() const;
  std::size_t waiting() const;  // bytes not sent yet, with those being sent
  void finish();                // the reader is gone: calls on_closed

 private:
  void drop_all();
  void wake_reader();

  mutable std::mutex mutex_;
  std::vector<Shared> waiting_;
  std::size_t bytes_ = 0, taken_ = 0;
  bool closing_ = false, overflowed_ = false, finished_ = false, woken_ = false;
  std::function<void()> wake_;
  std::vector<std::function<void()>> closed_calls_;
};

}  // namespace http
