// Claiming: rows become running jobs of one worker.
#pragma once
#include <string>
#include <vector>

#include "platform/jobs/detail/priority.hpp"

namespace jobs {

using WorkerId = std::int64_t;

struct Claimed {
  JobId id;
  std::string kind;
  std::string payload;
  Queue queue = Queue::medium;
  int attempt = 1;
  int max_attempts = 1;
  base::Time due;
  bool aged = false;
  bool cancel_requested = false;
  WorkerId worker = 0;
};

// kinds: a JSON list; a runner leaves alone what it cannot handle, for another process may know it.
Heads look(db::Tx& tx, const std::string& kinds);

// Takes the due jobs of one queue, the longest waiting first.
std::vector<Claimed> claim_from(db::Tx& tx, base::Time now, const std::string& kinds, WorkerId worker, const Pick& pick);

struct Claims {
  Heads heads;  // as they were before
  std::vector<Claimed> jobs;
};

// Throws db::ConstraintError when another process takes a job of the same concurrency key at the same moment: try again.
Claims claim(db::Tx& tx, base::Time now, const std::string& kinds, WorkerId worker, const Turns& turns, Room room);

}  // namespace jobs
