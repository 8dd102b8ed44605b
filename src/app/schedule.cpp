#include "app/schedule.hpp"

#include "platform/jobs/operate.hpp"

namespace app {

void add_schedule(jobs::Runner& runner) {
  runner.handle("jobs.prune", [](jobs::Context& job) -> jobs::Outcome {
    while (!job.stop_requested())
      if (job.database.write_now([&](db::Tx& tx) { return jobs::prune(tx, job.clock.now()); }) == 0) break;
    return jobs::Done{};
  });
  // Hourly, so that what is forgotten at once stays small.
  runner.schedule("jobs.prune", "17 * * * *", "UTC", {.kind = "jobs.prune", .payload = {}, .queue = jobs::Queue::low}).value();
}

}  // namespace app
