// The reading half of operate.hpp.
#include <algorithm>
#include <limits>
#include <stdexcept>

#include "platform/jobs/operate.hpp"
#include "platform/jobs/operate.sql.hpp"

namespace jobs {
namespace {

constexpr std::array<std::string_view, 3> queue_names = {"high", "medium", "low"};
constexpr std::array<std::string_view, 6> state_names = {"waiting", "running", "done", "failed", "dead", "cancelled"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

Summary summary(const db::Row& r) {
  const auto progress = r.maybe_i64(12);
  return {.id = r.id<JobId>(0),
          .kind = r.str(1),
          .queue = static_cast<Queue>(r.i64(2)),
          .state = state_named(r.text(3)).value(),
          .attempt = static_cast<int>(r.i64(4)),
          .max_attempts = static_cast<int>(r.i64(5)),
          .run_at = r.time(6),
          .created_at = r.time(7),
          .started_at = r.maybe_time(8),
          .finished_at = r.maybe_time(9),
          .unique_key = r.str(10),
          .concurrency_key = r.str(11),
          .progress = progress ? std::optional(static_cast<int>(*progress)) : std::nullopt,
          .note = r.str(13),
          .cancel_requested = r.flag(14),
          .last_error_code = r.str(15),
          .last_error = r.str(16)};
}

}  // namespace

std::string_view name(Queue queue) { return queue_names.at(static_cast<std::size_t>(queue)); }
std::string_view name(State state) { return state_names.at(static_cast<std::size_t>(state)); }
std::optional<Queue> queue_named(std::string_view text) { return named<Queue>(queue_names, text); }
std::optional<State> state_named(std::string_view text) { return named<State>(state_names, text); }

Page list(db::Tx& tx, const Filter& filter, std::optional<JobId> before, int limit) {
  const std::optional<std::string_view> state = filter.state ? std::optional(name(*filter.state)) : std::nullopt;
  const std::optional<int> queue = filter.queue ? std::optional(static_cast<int>(*filter.queue)) : std::nullopt;
  const JobId from = before.value_or(JobId{std::numeric_limits<std::int64_t>::max()});
  const bool ended = filter.state == State::dead || filter.state == State::cancelled;
  limit = std::clamp(limit, 1, 1000);
  Page page{tx.all(ended ? operate::sql::list_ended : operate::sql::list, summary, state, queue, filter.kind, from, limit + 1), {}};
  if (static_cast<int>(page.jobs.size()) > limit) {
    page.jobs.pop_back();
    page.next = page.jobs.back().id;
  }
  return page;
}

std::optional<Details> find(db::Tx& tx, JobId id) {
  auto found = tx.one(operate::sql::find, [](const db::Row& r) { return Details{summary(r), r.str(17), {}}; }, id);
  const auto failure = [](const db::Row& r) { return Failure{static_cast<int>(r.i64(0)), r.time(1), r.str(2), r.str(3)}; };
  if (found) found->errors = tx.all(operate::sql::errors, failure, id);
  return found;
}

std::array<QueueStatus, 3> queues(db::Tx& tx, base::Time now) {
  std::array<QueueStatus, 3> all;
  for (std::size_t i = 0; i < all.size(); ++i) all[i].queue = static_cast<Queue>(i);
  tx.each(operate::sql::counts, [&](const db::Row& r) {
    QueueStatus& queue = all.at(static_cast<std::size_t>(r.i64(0)));
    const auto count = static_cast<int>(r.i64(2));
    switch (state_named(r.text(1)).value()) {
      case State::waiting: queue.waiting = count; break;
      case State::failed: queue.failed = count; break;
      case State::running: queue.running = count; return;
      case State::dead: queue.dead = count; return;
      case State::cancelled: queue.cancelled = count; return;
      case State::done: return;
    }
    queue.oldest_wait = std::max(queue.oldest_wait, now - r.time(3));
  });
  tx.each(operate::sql::pauses, [&](const db::Row& r) {
    QueueStatus& queue = all.at(static_cast<std::size_t>(r.i64(0)));
    queue.paused = true;
    queue.paused_by = r.str(1);
  });
  return all;
}

std::array<Throughput, 3> throughput(db::Tx& tx, base::Time now, std::chrono::minutes last) {
  std::array<Throughput, 3> all;
  for (std::size_t i = 0; i < all.size(); ++i) all[i].queue = static_cast<Queue>(i);
  const auto from = std::chrono::floor<std::chrono::minutes>(now - last).time_since_epoch().count();
  tx.each(
      operate::sql::throughput,
      [&](const db::Row& r) {
        Throughput& queue = all.at(static_cast<std::size_t>(r.i64(0)));
        queue.done = static_cast<int>(r.i64(1));
        queue.failed = static_cast<int>(r.i64(2));
        queue.dead = static_cast<int>(r.i64(3));
        const int attempts = std::max(queue.done + queue.failed, 1);
        queue.mean_wait = base::Duration{r.i64(4) / attempts};
        queue.longest_wait = base::Duration{r.i64(5)};
        queue.mean_run = base::Duration{r.i64(6) / attempts};
        queue.longest_run = base::Duration{r.i64(7)};
      },
      from);
  return all;
}

}  // namespace jobs
