#include "platform/jobs/detail/board.hpp"

#include <algorithm>

namespace jobs {
namespace {

using Steady = std::chrono::steady_clock;

// A slot whose job usually ends sooner than this, and does, counts as free.
constexpr std::chrono::milliseconds a_moment{20};
// What is claimed ahead for a slot: at most this much work, and this many jobs.
constexpr double work_ahead_ms = 4;
constexpr int most_ahead = 16;

}  // namespace

Board::Board(int slots, int reserved_for_high) : slots_(std::max(slots, 1)), reserved_(std::clamp(reserved_for_high, 0, slots_ - 1)) {}

std::shared_ptr<Run> Board::next() {
  std::unique_lock lock(mutex_);
  std::shared_ptr<Run> run;
  ready_or_closed_.wait(lock, [&] { return closed_ || (run = pick()) != nullptr; });
  if (!run) return nullptr;
  run->since = Steady::now();
  running_[run->job.id] = run;
  if (run->job.queue != Queue::high) ++others_running_;
  return run;
}

std::shared_ptr<Run> Board::pick() {
  const bool others_may = !others_.empty() && others_running_ < slots_ - reserved_;
  auto& from = others_may && (high_.empty() || others_.front()->job.aged) ? others_ : high_;
  if (closed_ || from.empty()) return nullptr;
  auto run = std::move(from.front());
  from.pop_front();
  return run;
}

void Board::end(const std::shared_ptr<Run>& run, Ended ended) {
  std::lock_guard lock(mutex_);
  usual_run_ms_ += (static_cast<double>((ended.ended - ended.started).count()) - usual_run_ms_) / 8;
  running_.erase(run->job.id);
  if (run->job.queue != Queue::high) --others_running_;
  ended_.push_back(std::move(ended));
  something_to_do_.notify_one();
}

bool Board::ends_in_a_moment(const Run& run) const {
  return usual_run_ms_ < static_cast<double>(a_moment.count()) && Steady::now() - run.since < a_moment;
}

int Board::ahead() const { return static_cast<int>(std::clamp(work_ahead_ms / std::max(usual_run_ms_, 0.01), 2.0, double{most_ahead})); }

Room Board::room() const {
  std::lock_guard lock(mutex_);
  if (closed_) return {};
  int busy = 0, others_busy = 0;
  for (const auto& [id, run] : running_) {
    if (ends_in_a_moment(*run)) continue;
    ++busy;
    if (run->job.queue != Queue::high) ++others_busy;
  }
  const int free = slots_ - busy;
  const int others_free = std::min(free, slots_ - reserved_ - others_busy);
  const int ready_others = static_cast<int>(others_.size());
  const int all = std::max(0, ahead() * free - ready_others - static_cast<int>(high_.size()));
  return {all, std::clamp(ahead() * others_free - ready_others, 0, all)};
}

void Board::put(std::vector<Claimed> claimed) {
  std::lock_guard lock(mutex_);
  for (Claimed& job : claimed) {
    // A database that crashed may have forgotten a claim whose job runs here: it is this worker's again, and runs once.
    if (running_.contains(job.id)) continue;
    auto run = std::make_shared<Run>();
    run->job = std::move(job);
    run->since = Steady::now();
    (run->job.queue == Queue::high ? high_ : others_).push_back(std::move(run));
    ready_or_closed_.notify_one();
  }
}

std::vector<Ended> Board::take_ended() {
  std::lock_guard lock(mutex_);
  return std::exchange(ended_, {});
}

std::vector<Claimed> Board::take_ready(base::Duration for_longer_than) {
  std::lock_guard lock(mutex_);
  const auto before = Steady::now() - for_longer_than;
  std::vector<Claimed> taken;
  for (auto* queue : {&high_, &others_})
    std::erase_if(*queue, [&](const auto& run) {
      if (run->since > before) return false;
      taken.push_back(std::move(run->job));
      return true;
    });
  return taken;
}

std::set<JobId> Board::held() const {
  std::lock_guard lock(mutex_);
  std::set<JobId> ids;
  for (const auto& [id, run] : running_) ids.insert(id);
  for (const auto* queue : {&high_, &others_})
    for (const auto& run : *queue) ids.insert(run->job.id);
  for (const Ended& ended : ended_) ids.insert(ended.job.id);
  return ids;
}

void Board::cancel(JobId id) {
  std::lock_guard lock(mutex_);
  if (const auto found = running_.find(id); found != running_.end()) found->second->cancelled = true;
  for (auto* queue : {&high_, &others_})
    for (auto& run : *queue)
      if (run->job.id == id) run->job.cancel_requested = true;
}

Board::Why Board::wait(base::Duration at_most) {
  std::unique_lock lock(mutex_);
  something_to_do_.wait_for(lock, at_most, [&] { return told_ || !ended_.empty(); });
  if (std::exchange(told_, false)) return Why::told;
  return ended_.empty() ? Why::time : Why::ended;
}

void Board::tell() {
  std::lock_guard lock(mutex_);
  told_ = true;
  something_to_do_.notify_one();
}

void Board::close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  told_ = true;
  ready_or_closed_.notify_all();
  something_to_do_.notify_all();
}

}  // namespace jobs
