// Counts: the numbers of followers, live, for whoever looks at artists' pages. One look for all watched artists every quarter of a second,
// and none while nobody watches; it sees what any process has committed.
#pragma once
#include <functional>
#include <memory>

#include "follows/follows.hpp"
#include "platform/base/executor.hpp"
#include "platform/db/db.hpp"

namespace follows {

inline constexpr base::Duration look_every = std::chrono::milliseconds(250);

class Counts {
 public:
  // Where the numbers of one watcher go; they arrive on the loop.
  struct Sink {
    std::function<bool(std::int64_t followers)> send;  // false: the reader is gone
    std::function<void()> close;
  };

  // The loop must outlive the last look: stop() before the server is destroyed.
  Counts(db::Database& database, base::Executor& loop);
  ~Counts();
  // From any thread; the number of now is sent first. Call what it answers when the reader has gone, at most once, at any time.
  [[nodiscard]] std::function<void()> watch(ArtistId artist, Sink sink);
  std::size_t watchers() const;
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace follows
