#include <boost/json.hpp>
#include <stdexcept>

#include "platform/jobs/detail/wake.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/jobs.sql.hpp"

namespace jobs {
namespace {

constexpr std::size_t longest_payload = 1 << 20;

Enqueued insert(db::Tx& tx, base::Time now, const NewJob& job) {
  const std::string payload = boost::json::serialize(job.payload);
  if (payload.size() > longest_payload) throw std::length_error("the payload of a job is too large: " + job.kind);
  const JobId id = JobId::make();
  for (;;) {
    if (tx.run(sql::enqueue, id, job.kind, static_cast<int>(job.queue), payload, job.unique_key, job.concurrency_key, job.max_attempts,
               job.run_at.value_or(now), now) > 0)
      return {id, false};
    // None left means that the other job ended between the two statements.
    if (auto other = tx.one(sql::unfinished_by_key, [](const db::Row& r) { return r.id<JobId>(0); }, job.unique_key)) return {*other, true};
  }
}

}  // namespace

Enqueued enqueue(db::Tx& tx, base::Time now, const NewJob& job) {
  const Enqueued added = insert(tx, now, job);
  if (!added.existing) wake_after_commit(tx, job.queue == Queue::high ? high_message : std::string_view{});
  return added;
}

std::vector<Enqueued> enqueue_all(db::Tx& tx, base::Time now, const std::vector<NewJob>& many) {
  std::vector<Enqueued> added;
  added.reserve(many.size());
  for (const NewJob& job : many) added.push_back(insert(tx, now, job));
  if (!many.empty()) wake_after_commit(tx);
  return added;
}

void report(db::Tx& tx, JobId id, int percent, std::string_view note) { tx.run(sql::report, percent, note, id); }

}  // namespace jobs
