// The lease of this process on the jobs it runs: one row, renewed by a heartbeat. When it runs out, others take the jobs over.
// Safe from any thread.
#pragma once
#include <atomic>
#include <chrono>
#include <mutex>

#include "platform/jobs/detail/claim.hpp"

namespace jobs {

class Lease {
 public:
  Lease(db::Database& database, const base::Clock& clock, base::Duration length);

  // Enlists or renews. A worker that was taken for dead comes back under a new id: its old jobs are not its own any more.
  void beat();
  void leave();

  WorkerId worker() const { return worker_; }
  // Whether jobs claimed under this id are still safe from others. Judged by the steady clock, so that a process that was
  // stopped for a while, or whose clock was set, knows it at once.
  bool holds(WorkerId id) const;

 private:
  using Steady = std::chrono::steady_clock;

  db::Database& database_;
  const base::Clock& clock_;
  const base::Duration length_;
  std::mutex beating_;
  std::atomic<WorkerId> worker_{0};  // 0: not enlisted
  std::atomic<Steady::duration> beaten_{};
};

// Jobs of workers whose lease is over wait again. Answers how many. Reads only, unless there are some.
int rescue(db::Database& database, base::Time now, base::Duration lease);

}  // namespace jobs
