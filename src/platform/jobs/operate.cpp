#include "platform/jobs/operate.hpp"

#include <algorithm>

#include "platform/base/text.hpp"
#include "platform/jobs/detail/wake.hpp"
#include "platform/jobs/operate.sql.hpp"

namespace jobs {
namespace {

constexpr int most_at_once = 1000;
constexpr int most_pruned = 5000;

struct Held {
  std::string kind;
  State state;
  std::string payload;
  std::optional<std::string> unique_key;
};

std::optional<Held> hold(db::Tx& tx, JobId id) {
  const auto read = [](const db::Row& r) { return Held{r.str(0), state_named(r.text(1)).value(), r.str(2), r.maybe_str(3)}; };
  return tx.one(operate::sql::hold, read, id);
}

void record(db::Tx& tx, base::Time now, std::string_view who, std::string_view verb, std::string_view detail) {
  tx.run(operate::sql::record, base::next_id(), now, base::clean(who, 100), verb, base::clean(detail, 500));
}

base::Error unknown(JobId id) { return base::not_found("jobs.unknown", "There is no job " + id.str() + "."); }
base::Error conflict(std::string code, std::string message) { return {base::Kind::conflict, std::move(code), std::move(message)}; }

std::string described(const Held& job, JobId id) { return job.kind + " " + id.str(); }

// Without the audit line.
base::Result<Held> retry_one(db::Tx& tx, base::Time now, JobId id) {
  const auto job = hold(tx, id);
  if (!job) return unknown(id);
  if (job->state == State::running) return conflict("jobs.busy", "The job is running.");
  if (job->state == State::done) return conflict("jobs.finished", "The job is done already.");
  const auto twins = tx.one(operate::sql::has_twin, [](const db::Row& r) { return r.i64(0); }, job->unique_key, id);
  if (twins.value_or(0) > 0) return conflict("jobs.duplicate", "Another job for the same thing is waiting or running already.");
  tx.run(operate::sql::retry, now, id);
  return *job;
}

base::Result<Held> discard_one(db::Tx& tx, const Runner& runner, base::Time now, JobId id) {
  const auto job = hold(tx, id);
  if (!job) return unknown(id);
  if (job->state == State::done || job->state == State::cancelled) return conflict("jobs.finished", "The job has ended already.");
  if (job->state == State::running) {
    tx.run(operate::sql::ask_to_stop, id);
    return *job;
  }
  tx.run(operate::sql::cancel, now, id);
  // The owner of a dead job knows.
  if (job->state != State::dead) runner.tell_owner(tx, job->kind, job->payload, "jobs.cancelled", "The job was cancelled by an operator.");
  return *job;
}

std::string described(const Filter& filter, int count) {
  std::string text = std::to_string(count) + " jobs";
  if (filter.state) text.append(", state ").append(name(*filter.state));
  if (filter.queue) text.append(", queue ").append(name(*filter.queue));
  if (filter.kind) text.append(", kind ").append(*filter.kind);
  return text;
}

template <class F>
int for_all(db::Tx& tx, const Filter& filter, F change) {
  int changed = 0;
  for (const Summary& job : list(tx, filter, {}, most_at_once).jobs) changed += change(job.id).has_value();
  return changed;
}

}  // namespace

base::Result<void> retry(db::Tx& tx, base::Time now, std::string_view who, JobId id) {
  const auto job = retry_one(tx, now, id);
  if (!job) return job.error();
  record(tx, now, who, "retry", described(*job, id));
  wake_after_commit(tx);
  return {};
}

base::Result<void> discard(db::Tx& tx, const Runner& runner, base::Time now, std::string_view who, JobId id) {
  const auto job = discard_one(tx, runner, now, id);
  if (!job) return job.error();
  record(tx, now, who, job->state == State::dead ? "discard" : "cancel", described(*job, id));
  wake_after_commit(tx, cancel_message);
  return {};
}

int retry_all(db::Tx& tx, base::Time now, std::string_view who, const Filter& filter) {
  const int count = for_all(tx, filter, [&](JobId id) { return retry_one(tx, now, id); });
  record(tx, now, who, "retry_all", described(filter, count));
  wake_after_commit(tx);
  return count;
}

int discard_all(db::Tx& tx, const Runner& runner, base::Time now, std::string_view who, const Filter& filter) {
  const int count = for_all(tx, filter, [&](JobId id) { return discard_one(tx, runner, now, id); });
  record(tx, now, who, "discard_all", described(filter, count));
  wake_after_commit(tx, cancel_message);
  return count;
}

void pause(db::Tx& tx, base::Time now, std::string_view who, Queue queue) {
  tx.run(operate::sql::pause, static_cast<int>(queue), now, base::clean(who, 100));
  record(tx, now, who, "pause", name(queue));
}

void resume(db::Tx& tx, base::Time now, std::string_view who, Queue queue) {
  tx.run(operate::sql::resume, static_cast<int>(queue));
  record(tx, now, who, "resume", name(queue));
  wake_after_commit(tx);
}

std::vector<AuditLine> audit(db::Tx& tx, int limit) {
  return tx.all(operate::sql::audit, [](const db::Row& r) { return AuditLine{r.time(0), r.str(1), r.str(2), r.str(3)}; }, limit);
}

int prune(db::Tx& tx, base::Time now) {
  const base::Time done_before = now - std::chrono::hours(24), before = now - std::chrono::hours(24 * 7);
  auto rows = tx.run(operate::sql::prune_done, done_before, most_pruned);
  rows += tx.run(operate::sql::prune_cancelled, before, most_pruned);
  tx.run(operate::sql::prune_figures, std::chrono::floor<std::chrono::minutes>(before).time_since_epoch().count());
  return static_cast<int>(rows);
}

}  // namespace jobs
