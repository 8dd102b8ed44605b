#include <boost/json.hpp>

#include "platform/base/log.hpp"
#include "platform/jobs/detail/process.hpp"
#include "platform/jobs/jobs.sql.hpp"

namespace jobs {
namespace {

bool still_mine(db::Tx& tx, const Claimed& job) {
  const auto losses = tx.one(sql::still_mine, [](const db::Row& r) { return r.i64(0); }, job.id, job.worker);
  if (losses && *losses > 0) tx.run(sql::forgive_losses, job.id);
  return losses.has_value();
}

Outcome call(Process& process, const Claimed& job, const std::function<bool()>& stop_requested) {
  try {
    const boost::json::value payload = boost::json::parse(job.payload);
    Context context{.id = job.id,
                    .attempt = job.attempt,
                    .payload = payload,
                    .database = process.database,
                    .clock = process.clock,
                    .stop_requested = stop_requested,
                    .still_mine = [&job](db::Tx& tx) { return still_mine(tx, job); },
                    .max_attempts = job.max_attempts};
    return process.kinds.find(job.kind)->second.handler(context);
  } catch (const std::exception& error) {
    base::log_error("jobs.exception", {{"kind", job.kind}, {"job", job.id}, {"error", error.what()}});
    return Retry{"jobs.exception", error.what(), {}};
  } catch (...) {
    base::log_error("jobs.exception", {{"kind", job.kind}, {"job", job.id}});
    return Retry{"jobs.exception", "The handler threw something that is not an exception.", {}};
  }
}

}  // namespace

Ended execute(Process& process, Run& run) {
  const base::LogScope scope("job-" + run.job.id.str());
  Ended ended{.job = run.job, .outcome = PutBack{}, .started = process.clock.now(), .ended = {}, .tries = 0};
  bool told_to_stop = false;
  const auto stop_requested = [&] {
    told_to_stop = told_to_stop || process.stopping || run.cancelled || !process.lease.holds(run.job.worker);
    return told_to_stop;
  };
  if (run.job.attempt > run.job.max_attempts) {
    ended.outcome = Dead{"jobs.worker_lost", "Each process that ran it ended or was cut off before the job was done."};
  } else if (!run.job.cancel_requested && !stop_requested()) {
    Outcome outcome = call(process, run.job, stop_requested);
    // Stopped halfway is not a failed attempt.
    if (!(told_to_stop && std::holds_alternative<Retry>(outcome)))
      std::visit([&](auto& said) { ended.outcome = std::move(said); }, outcome);
  }
  ended.ended = process.clock.now();
  process.counters.count(ended);
  return ended;
}

}  // namespace jobs
