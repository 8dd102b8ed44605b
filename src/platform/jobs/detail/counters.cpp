#include "platform/jobs/detail/counters.hpp"

#include <array>

namespace jobs {
namespace {

// In the order of Ended::outcome.
constexpr std::array outcomes = {"done", "snoozed", "failed", "dead", "put_back"};
static_assert(std::variant_size_v<decltype(Ended::outcome)> == outcomes.size());

double seconds(base::Duration duration) { return std::chrono::duration<double>(duration).count(); }

metrics::Histogram wait_histogram(const char* queue) {
  return metrics::histogram("jobs_wait_seconds", "From the time a job was due until its handler began.", {{"queue", queue}});
}

}  // namespace

void Counters::add_kind(const std::string& kind) {
  OfKind of_kind{{}, metrics::histogram("jobs_run_seconds", "How long handlers ran.", {{"kind", kind}})};
  for (const char* outcome : outcomes)
    of_kind.outcomes.push_back(metrics::counter("jobs_ended_total", "Attempts by how they ended.", {{"kind", kind}, {"outcome", outcome}}));
  kinds_.emplace(kind, std::move(of_kind));
}

void Counters::count(const Ended& ended) const {
  static const std::array waits = {wait_histogram("high"), wait_histogram("medium"), wait_histogram("low")};
  const auto kind = kinds_.find(ended.job.kind);
  if (kind == kinds_.end()) return;
  kind->second.outcomes.at(ended.outcome.index()).add();
  kind->second.seconds.observe(seconds(ended.ended - ended.started));
  waits.at(static_cast<std::size_t>(ended.job.queue)).observe(seconds(ended.started - ended.job.due));
}

}  // namespace jobs
