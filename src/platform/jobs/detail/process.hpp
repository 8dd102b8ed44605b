// What the threads of one runner share.
#pragma once
#include <atomic>
#include <mutex>
#include <string>

#include "platform/jobs/detail/board.hpp"
#include "platform/jobs/detail/counters.hpp"
#include "platform/jobs/detail/lease.hpp"
#include "platform/jobs/detail/schedules.hpp"

namespace jobs {

struct Process {
  Process(db::Database& db, const base::Clock& clk, const RunnerOptions& opt)
      : database(db), clock(clk), options(opt), lease(db, clk, opt.lease), board(opt.slots, opt.reserved_for_high) {}

  db::Database& database;
  const base::Clock& clock;
  const RunnerOptions options;
  Kinds kinds;
  std::string kind_list = "[]";  // their names, as JSON
  Counters counters;
  Schedules schedules;
  Lease lease;
  Board board;
  std::mutex express_claims;  // held from an express claim until it is on the board
  std::atomic<bool> stopping = false;
  std::atomic<bool> cancels = false;  // a running job may have been cancelled
};

// Runs the handler of a claimed job on this thread.
Ended execute(Process& process, Run& run);

}  // namespace jobs
