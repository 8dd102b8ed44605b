// The board of one process: what is claimed and ready, what runs, what has ended and is not yet written down. Handlers' threads
// take from it, the dispatcher feeds it. Safe from any thread.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "platform/jobs/detail/settle.hpp"

namespace jobs {

struct Run {
  Claimed job;
  std::chrono::steady_clock::time_point since;  // ready, then running
  std::atomic<bool> cancelled = false;
};

class Board {
 public:
  Board(int slots, int reserved_for_high);

  // For the handlers' threads. next() waits; null once the board is closed.
  std::shared_ptr<Run> next();
  void end(const std::shared_ptr<Run>& run, Ended ended);

  // For the dispatcher.
  // For each slot that is free, or will be in a moment: two jobs, or as many as it usually runs within a few milliseconds. Claimed jobs
  // must not wait here while other processes idle, but a round trip for two jobs that do next to nothing is a waste.
  Room room() const;
  void put(std::vector<Claimed> claimed);
  std::vector<Ended> take_ended();
  // Ready jobs that no slot came free for within this time, to be given back to other processes; zero: all.
  std::vector<Claimed> take_ready(base::Duration for_longer_than);
  std::set<JobId> held() const;  // ready, running or ended
  void cancel(JobId id);

  enum class Why { told, ended, time };
  Why wait(base::Duration at_most);
  void tell();   // there may be something to do
  void close();  // no further jobs are begun

 private:
  std::shared_ptr<Run> pick();
  bool ends_in_a_moment(const Run& run) const;
  int ahead() const;  // jobs to have ready for each slot

  const int slots_;
  const int reserved_;
  mutable std::mutex mutex_;
  std::condition_variable ready_or_closed_;
  std::condition_variable something_to_do_;
  std::deque<std::shared_ptr<Run>> high_;
  std::deque<std::shared_ptr<Run>> others_;  // in the order of their claim: aged, medium, low
  std::map<JobId, std::shared_ptr<Run>> running_;
  int others_running_ = 0;
  std::vector<Ended> ended_;
  double usual_run_ms_ = 1000;
  bool told_ = false;
  bool closed_ = false;
};

}  // namespace jobs
