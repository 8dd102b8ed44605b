// What operators see of the queue and do to it. Every verb that changes something writes an audit line in the same transaction;
// `who` is the operator's name.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "platform/jobs/jobs.hpp"

namespace jobs {

std::string_view name(Queue queue);  // "high"
std::string_view name(State state);  // "waiting"
std::optional<Queue> queue_named(std::string_view name);
std::optional<State> state_named(std::string_view name);

struct Summary {
  JobId id;
  std::string kind;
  Queue queue = Queue::medium;
  State state = State::waiting;
  int attempt = 0;
  int max_attempts = 0;
  base::Time run_at;
  base::Time created_at;
  std::optional<base::Time> started_at;
  std::optional<base::Time> finished_at;
  std::string unique_key;
  std::string concurrency_key;
  std::optional<int> progress;
  std::string note;  // why it waits, or what it is doing
  bool cancel_requested = false;
  std::string last_error_code;
  std::string last_error;
};

struct Filter {
  std::optional<State> state;
  std::optional<Queue> queue;
  std::optional<std::string> kind;
};

struct Page {
  std::vector<Summary> jobs;  // newest first
  std::optional<JobId> next;  // give it as `before` to go on; nothing at the end
};
Page list(db::Tx& tx, const Filter& filter, std::optional<JobId> before = {}, int limit = 50);

struct Failure {
  int attempt;
  base::Time at;
  std::string code;
  std::string message;
};
struct Details {
  Summary job;
  std::string payload;          // JSON
  std::vector<Failure> errors;  // oldest first
};
std::optional<Details> find(db::Tx& tx, JobId id);

struct QueueStatus {
  Queue queue = Queue::medium;
  bool paused = false;
  std::string paused_by;
  int waiting = 0;  // due or not
  int failed = 0;   // waiting for the next attempt
  int running = 0;
  int dead = 0;
  int cancelled = 0;
  base::Duration oldest_wait{0};  // of the jobs that are due
};
std::array<QueueStatus, 3> queues(db::Tx& tx, base::Time now);

struct Throughput {
  Queue queue = Queue::medium;
  int done = 0;
  int failed = 0;  // attempts
  int dead = 0;
  base::Duration mean_wait{0};  // due -> begun
  base::Duration longest_wait{0};
  base::Duration mean_run{0};
  base::Duration longest_run{0};
};
// Over the last full minutes and the one under way; kept for a week.
std::array<Throughput, 3> throughput(db::Tx& tx, base::Time now, std::chrono::minutes last);

// Runs a dead, cancelled or waiting job now, with all its attempts before it. Error codes: jobs.unknown, jobs.busy (it runs),
// jobs.finished (it is done), jobs.duplicate (an unfinished job has its unique key).
base::Result<void> retry(db::Tx& tx, base::Time now, std::string_view who, JobId id);

// Ends a job for good; its owner hears of it through `runner`, which need not be started. A running one is asked to stop and
// ends when its handler returns. A dead one is off the list. The audit line says "discard" of a dead one, else "cancel". Error codes:
// jobs.unknown, jobs.finished.
base::Result<void> discard(db::Tx& tx, const Runner& runner, base::Time now, std::string_view who, JobId id);

// The same for all that the filter finds, newest first, at most 1,000 at once; what cannot be is left. Answers how many were.
int retry_all(db::Tx& tx, base::Time now, std::string_view who, const Filter& filter);
int discard_all(db::Tx& tx, const Runner& runner, base::Time now, std::string_view who, const Filter& filter);

// A paused queue starts no jobs in any process; those that run go on.
void pause(db::Tx& tx, base::Time now, std::string_view who, Queue queue);
void resume(db::Tx& tx, base::Time now, std::string_view who, Queue queue);

struct AuditLine {
  base::Time at;
  std::string who;
  std::string verb;
  std::string detail;
};
std::vector<AuditLine> audit(db::Tx& tx, int limit = 50);  // newest first

// Forgets done jobs after 24 hours, cancelled ones and figures after 7 days; dead ones stay. At most 5,000 rows a call: call again
// while the answer is not zero.
int prune(db::Tx& tx, base::Time now);

}  // namespace jobs
