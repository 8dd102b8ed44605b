#include "platform/jobs/detail/dispatcher.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <thread>

#include "platform/base/log.hpp"
#include "platform/jobs/jobs.sql.hpp"

namespace jobs {
namespace {

// When another process holds what looks due, or the database failed: how soon to look again.
constexpr std::chrono::milliseconds soon{5};
constexpr std::chrono::seconds after_failure{1};
constexpr base::Duration longest_ready = std::chrono::seconds(1);
constexpr int tries_with_owner = 3;

Ended unbegun(Claimed job, base::Time now) {
  return {.job = std::move(job), .outcome = PutBack{}, .started = now, .ended = now, .tries = 0};
}

}  // namespace

void Dispatcher::run() {
  while (!finishing_) {
    try {
      step();
    } catch (const std::exception& error) {
      // Nothing is forgotten: outcomes stay in unsettled_, claims that may have been committed are found by check_held().
      base::log_error("jobs.dispatcher", {{"error", error.what()}});
      std::this_thread::sleep_for(after_failure);
    }
  }
  last_round();
}

void Dispatcher::finish() {
  finishing_ = true;
  process_.board.tell();
}

void Dispatcher::step() {
  const Steady::time_point until = std::min(chores_at_, look_at_);
  const auto pause = std::max(until - Steady::now(), Steady::duration::zero());
  const Board::Why why = process_.board.wait(std::chrono::ceil<base::Duration>(pause));
  take_ended();
  if (process_.cancels.exchange(false)) check_held();
  if (Steady::now() >= chores_at_) {
    chores();
    chores_at_ = Steady::now() + process_.options.poll;
    look_at_ = Steady::time_point{};
  }
  if (!unsettled_.empty() || why == Board::Why::told || (Steady::now() >= look_at_ && anything_due())) round();
}

void Dispatcher::take_ended() {
  std::ranges::move(process_.board.take_ended(), std::back_inserter(unsettled_));
  for (Claimed& job : process_.board.take_ready(process_.stopping ? base::Duration::zero() : longest_ready))
    unsettled_.push_back(unbegun(std::move(job), process_.clock.now()));
}

void Dispatcher::chores() {
  const base::Time now = process_.clock.now();
  rescue(process_.database, now, process_.options.lease);
  if (!process_.stopping) process_.schedules.fire(process_.database, now);
  check_held();
  write_figures();
}

// Cancellations reach the handlers here. A job that this worker has claimed but does not hold comes from a commit that was
// reported as failed: it is put back.
void Dispatcher::check_held() {
  struct Row {
    JobId id;
    bool cancel;
  };
  const WorkerId worker = process_.lease.worker();
  const auto read = [](const db::Row& r) { return Row{r.id<JobId>(0), r.flag(1)}; };
  std::unique_lock express(process_.express_claims);
  const auto rows = process_.database.read_now([&](db::Tx& tx) { return tx.all(sql::held_by, read, worker); });
  std::set<JobId> held = process_.board.held();
  express.unlock();
  for (const Ended& ended : unsettled_) held.insert(ended.job.id);
  const base::Time now = process_.clock.now();
  for (const Row& row : rows) {
    if (row.cancel) process_.board.cancel(row.id);
    if (held.contains(row.id)) continue;
    Claimed stray;
    stray.id = row.id;
    stray.due = now;
    stray.worker = worker;
    unsettled_.push_back(unbegun(std::move(stray), now));
  }
}

void Dispatcher::write_figures() {
  const WorkerId worker = process_.lease.worker();
  if (figures_.empty() || worker == 0) return;
  process_.database.write_now([&](db::Tx& tx) { figures_.write(tx, worker); });
  figures_ = {};
}

Room Dispatcher::room() const { return process_.lease.holds(process_.lease.worker()) ? process_.board.room() : Room{}; }

bool Dispatcher::anything_due() {
  const Room free = room();
  if (free.all == 0) {
    look_at_ = chores_at_;
    return false;
  }
  const base::Time now = process_.clock.now();
  const Heads heads = process_.database.read_now([&](db::Tx& tx) { return look(tx, process_.kind_list); });
  if (!turns_.next(heads, now, free).empty()) return true;
  look_later(heads, now);
  return false;
}

void Dispatcher::round() {
  const base::Time now = process_.clock.now();
  const Room free = room();
  if (unsettled_.empty() && free.all == 0) return;  // told of new jobs, but every slot is taken
  struct Written {
    Figures figures;
    Claims claims;
  };
  const auto settle_and_claim = [&](db::Tx& tx) {
    Written written{Settler(process_.kinds, now).settle(tx, unsettled_), {}};
    if (free.all > 0) written.claims = claim(tx, now, process_.kind_list, process_.lease.worker(), turns_, free);
    return written;
  };
  try {
    Written written = process_.database.write_now(settle_and_claim);
    unsettled_.clear();
    figures_.add(written.figures);
    const auto claimed = static_cast<int>(written.claims.jobs.size());
    turns_.took(claimed, free);
    process_.board.put(std::move(written.claims.jobs));
    if (claimed > 0) look_at_ = Steady::now();
    else look_later(written.claims.heads, now);
  } catch (const db::ConstraintError&) {
    // Another process has taken a job of the same concurrency key.
    settle_apart();
    look_at_ = Steady::now() + soon;
  } catch (const std::exception&) {
    if (unsettled_.empty()) throw;
    settle_apart();
  }
}

void Dispatcher::look_later(const Heads& heads, base::Time now) {
  look_at_ = chores_at_;
  for (const auto& head : heads)
    if (head) look_at_ = std::min(look_at_, Steady::now() + std::max<Steady::duration>(*head - now, soon));
}

// One by one, so that an owner's call that throws holds up nobody else. After some tries its job ends without that call.
void Dispatcher::settle_apart() {
  static const Kinds nobody;
  for (auto ended = unsettled_.begin(); ended != unsettled_.end();) {
    const Kinds& owners = ended->tries < tries_with_owner ? process_.kinds : nobody;
    const auto settle = [&](db::Tx& tx) { return Settler(owners, process_.clock.now()).settle(tx, {*ended}); };
    try {
      figures_.add(process_.database.write_now(settle));
      ended = unsettled_.erase(ended);
    } catch (const std::exception& error) {
      process_.lease.beat();  // throws when it is the database that is away; that is no try
      base::log_error("jobs.not_settled", {{"job", ended->job.id}, {"kind", ended->job.kind}, {"error", error.what()}});
      // What is given up here is found by check_held() and put back.
      ended = ++ended->tries < 2 * tries_with_owner ? ended + 1 : unsettled_.erase(ended);
    }
  }
}

void Dispatcher::last_round() {
  for (int tries = 0; tries < tries_with_owner; ++tries) {
    try {
      take_ended();
      while (!unsettled_.empty()) settle_apart();
      write_figures();
      return;
    } catch (const std::exception& error) {
      base::log_error("jobs.dispatcher", {{"error", error.what()}});
      std::this_thread::sleep_for(after_failure);
    }
  }
  base::log_error("jobs.left_for_rescue", {{"jobs", unsettled_.size()}});
}

int Dispatcher::run_due() {
  constexpr Room one{1, 1};
  const base::Clock& clock = process_.clock;
  for (int ran = 0;; ++ran) {
    process_.lease.beat();
    rescue(process_.database, clock.now(), process_.options.lease);
    process_.schedules.fire(process_.database, clock.now());
    const WorkerId worker = process_.lease.worker();
    auto claims = process_.database.write_now([&](db::Tx& tx) { return claim(tx, clock.now(), process_.kind_list, worker, turns_, one); });
    if (claims.jobs.empty()) {
      write_figures();
      return ran;
    }
    turns_.took(1, one);
    Run run;
    run.job = std::move(claims.jobs.front());
    const std::vector<Ended> ended = {execute(process_, run)};
    figures_.add(process_.database.write_now([&](db::Tx& tx) { return Settler(process_.kinds, clock.now()).settle(tx, ended); }));
  }
}

}  // namespace jobs
