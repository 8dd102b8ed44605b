// Durable jobs in the main database. A job is enqueued in the transaction that makes it necessary, so it commits or vanishes
// with the data. Handlers run on worker threads, at least once: they are idempotent.
// Backoff min(15 + 2^n, 3600) s ± 20 %; Retry-After wins; a snooze costs no attempt. After max_attempts: dead letter.
#pragma once
#include <boost/json.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/ids.hpp"
#include "platform/bus/bus.hpp"
#include "platform/db/db.hpp"

namespace jobs {

struct JobTag;
using JobId = base::Id<JobTag>;

enum class Queue { high, medium, low };                                // user imports · daily sync · backfill, cleanup
enum class State { waiting, running, done, failed, dead, cancelled };  // failed: waiting for its next attempt after an error

struct NewJob {
  std::string kind;  // "imports.history"
  boost::json::value payload = {};
  Queue queue = Queue::medium;
  std::optional<std::string> unique_key = {};       // at most one unfinished job has it
  std::optional<std::string> concurrency_key = {};  // at most one running job has it
  std::optional<base::Time> run_at = {};            // not before
  int max_attempts = 12;
};

struct Enqueued {
  JobId id;
  bool existing = false;  // an unfinished job with this unique_key was there already
};
Enqueued enqueue(db::Tx& tx, base::Time now, const NewJob& job);
std::vector<Enqueued> enqueue_all(db::Tx& tx, base::Time now, const std::vector<NewJob>& many);

// What a running job shows to operators until its next wait.
void report(db::Tx& tx, JobId id, int percent, std::string_view note);

// What a handler says at its end.
struct Done {};
// Not a failure: a spent budget, a closed service.
struct Snooze {
  base::Time until;
  std::string reason;
};
struct Retry {
  std::string code;
  std::string message;
  std::optional<base::Time> not_before;
};
// Retrying cannot help.
struct Dead {
  std::string code;
  std::string message;
};
using Outcome = std::variant<Done, Snooze, Retry, Dead>;

// What a handler is given. It must look at stop_requested() between steps and return when it is true, with Snooze or Retry: that
// costs no attempt.
struct Context {
  JobId id;
  int attempt;  // from 1
  const boost::json::value& payload;
  db::Database& database;
  const base::Clock& clock;
  std::function<bool()> stop_requested;  // shutdown, cancellation, or the lease was lost
  // True while this worker still owns the job; call it inside the transaction that saves the handler's progress and give up
  // when false: so no two workers ever write for one job.
  std::function<bool(db::Tx&)> still_mine;
  bool last_attempt() const { return attempt >= max_attempts; }
  int max_attempts;
};
using Handler = std::function<Outcome(Context&)>;

// Called in the transaction that makes a job dead or cancelled, so that its owner's rows say so too.
using OnDead = std::function<void(db::Tx&, const boost::json::value& payload, const std::string& code, const std::string& message)>;

struct RunnerOptions {
  int slots = 8;              // jobs at once in this process
  int reserved_for_high = 2;  // of these
  base::Duration lease = std::chrono::seconds(10);
  base::Duration poll = std::chrono::seconds(1);
};

class Runner {
 public:
  Runner(db::Database& database, bus::Bus& bus, const base::Clock& clock, RunnerOptions options = {});
  ~Runner();
  void handle(std::string kind, Handler handler, OnDead on_dead = {});  // before start()
  // Enqueues the job at the times of a cron line in an IANA zone (cron.hpp), once for all processes; before start(). A run that
  // was missed is made up for once. Its unique key is "schedule:NAME" unless it has one. Errors: cron.*.
  base::Result<void> schedule(std::string name, const std::string& cron_line, std::string zone, NewJob job);
  void start();
  void stop();    // lets running jobs come to their next look at stop_requested(), then puts back what is unfinished
  int run_due();  // tests: claims and runs everything that is due, on this thread, until nothing is; returns how many

  // For those who end jobs of this kind from outside: calls its OnDead.
  void tell_owner(db::Tx& tx, std::string_view kind, std::string_view payload, const std::string& code, const std::string& message) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jobs
