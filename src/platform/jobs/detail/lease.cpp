#include "platform/jobs/detail/lease.hpp"

#include "platform/base/log.hpp"
#include "platform/jobs/detail/wake.hpp"
#include "platform/jobs/jobs.sql.hpp"

namespace jobs {

Lease::Lease(db::Database& database, const base::Clock& clock, base::Duration length)
    : database_(database), clock_(clock), length_(length) {}

void Lease::beat() {
  std::lock_guard lock(beating_);
  // Taken before the write: the row must never outlive what holds() believes.
  const auto begun = Steady::now().time_since_epoch();
  const base::Time until = clock_.now() + length_;
  if (const WorkerId id = worker_; id != 0) {
    if (database_.write_now([&](db::Tx& tx) { return tx.run(sql::renew, until, id); }) > 0) {
      beaten_ = begun;
      return;
    }
    base::log_warn("jobs.lease_lost", {{"worker", id}});
  }
  worker_ = 0;
  const WorkerId id = base::next_id();
  database_.write_now([&](db::Tx& tx) { tx.run(sql::enlist, id, clock_.now(), until); });
  beaten_ = begun;
  worker_ = id;
}

void Lease::leave() {
  std::lock_guard lock(beating_);
  if (const WorkerId id = worker_.exchange(0); id != 0) database_.write_now([&](db::Tx& tx) { tx.run(sql::leave, id); });
}

bool Lease::holds(WorkerId id) const { return id != 0 && id == worker_ && Steady::now().time_since_epoch() - beaten_.load() < length_; }

int rescue(db::Database& database, base::Time now, base::Duration lease) {
  const auto lost = [&](db::Tx& tx) { return tx.one(sql::count_lost, [](const db::Row& r) { return r.i64(0); }, now, now - lease); };
  if (database.read_now(lost) == 0) return 0;
  struct Job {
    JobId id;
    int attempt;
  };
  const auto take_over = [&](db::Tx& tx) {
    tx.run(sql::forget_lost, now);
    const auto read = [](const db::Row& r) { return Job{r.id<JobId>(0), static_cast<int>(r.i64(1))}; };
    const auto rescued = tx.all(sql::rescue, read, now, now - lease);
    for (const Job& job : rescued)
      tx.run(sql::record_error, base::next_id(), job.id, job.attempt, now, "jobs.worker_lost",
             "The process that ran it ended or was cut off before the job was done.");
    if (!rescued.empty()) wake_after_commit(tx);
    return static_cast<int>(rescued.size());
  };
  const int rescued = database.write_now(take_over);
  if (rescued > 0) base::log_warn("jobs.rescued", {{"jobs", rescued}});
  return rescued;
}

}  // namespace jobs
