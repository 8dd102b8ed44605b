#include "platform/db/pg_pool.hpp"

#include <algorithm>
#include <semaphore>
#include <utility>

#include "platform/base/log.hpp"
#include "platform/base/random.hpp"

namespace db {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t max_waiting = 4096;
// How long a lost server is looked for, by all together: a restart is waited out, and when the server is away for longer, whoever asks is
// told so at once.
constexpr auto patience = 2s;
constexpr int max_conflicts = 12;

// Doubling from `first` to `most`, each half to one and a half of that, so that rivals do not meet again.
std::chrono::milliseconds backoff(int attempt, std::chrono::milliseconds first, std::chrono::milliseconds most) {
  const auto full = std::min(most, first * (1 << std::min(attempt, 10)));
  return full / 2 + std::chrono::milliseconds(base::random_below(static_cast<std::uint32_t>(full.count()) + 1));
}

base::ErrorException unreachable(const std::string& reason) {
  return base::ErrorException(base::unavailable("db.unavailable", "The database server cannot be reached (" + reason + ")."));
}

// A connection that cannot even do that is given up; the server then rolls back by itself.
void roll_back(std::optional<PgConnection>& connection, PgTx& tx) {
  try {
    tx.roll_back();
  } catch (const std::exception&) { connection.reset(); }
}

}  // namespace

PgPool::PgPool(std::string url, PostgresLimits limits) : url_(std::move(url)), limits_(limits) {
  Connection first;
  try {
    first.emplace(url_, limits_);
  } catch (const PgConnectionLost& e) { throw unreachable(e.text); }
  threads_.emplace_back([this, c = std::move(first)]() mutable { loop(std::move(c)); });
  for (int i = 1; i < limits_.connections; ++i) threads_.emplace_back([this] { loop({}); });
}

PgPool::~PgPool() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    for (Idle* idle : std::exchange(idle_, {})) wake(*idle);
  }
  stopped_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void PgPool::submit(Order order, PgTx::Mode mode) {
  const std::scoped_lock lock(mutex_);
  if (waiting_.size() >= max_waiting) {
    throw base::ErrorException(base::unavailable("db.busy", "Too many requests are waiting for the database; try again in a moment."));
  }
  queue({std::move(order), mode});
}

void PgPool::run(const Work& work, PgTx::Mode mode) {
  refuse_engine_thread();
  std::binary_semaphore finished{0};
  std::exception_ptr failure;
  {
    std::unique_lock lock(mutex_);
    taken_.wait(lock, [this] { return waiting_.size() < max_waiting; });
    queue({{std::cref(work),
            [&](std::exception_ptr e) {
              failure = std::move(e);
              finished.release();
            }},
           mode});
  }
  finished.acquire();
  if (failure) std::rethrow_exception(failure);
}

// With the lock held, as who is woken may be gone without it.
void PgPool::wake(Idle& idle) {
  idle.woken = true;
  idle.wake.notify_one();
}

void PgPool::queue(Waiting waiting) {
  waiting_.push_back(std::move(waiting));
  if (idle_.empty()) return;
  wake(*idle_.back());
  idle_.pop_back();
}

// Nothing when the pool is being closed and all is done.
std::optional<PgPool::Waiting> PgPool::next() {
  std::unique_lock lock(mutex_);
  while (waiting_.empty()) {
    if (stopping_) return {};
    Idle idle;
    idle_.push_back(&idle);
    idle.wake.wait(lock, [&] { return idle.woken; });
  }
  Waiting first = std::move(waiting_.front());
  waiting_.pop_front();
  return first;
}

void PgPool::loop(Connection connection) {
  enter_engine_thread();
  while (const auto waiting = next()) {
    taken_.notify_one();
    std::exception_ptr failure;
    try {
      work_through(connection, *waiting);
    } catch (...) { failure = std::current_exception(); }
    waiting->order.done(failure);
  }
}

void PgPool::work_through(Connection& connection, const Waiting& waiting) {
  for (int lost = 0, conflicts = 0;;) {
    try {
      const auto told = attempt(connection, waiting);
      {
        const std::scoped_lock lock(mutex_);
        lost_since_.reset();
      }
      return tell(told);
    } catch (const PgConnectionLost& e) {
      connection.reset();
      // A connection that had died while idle says nothing of the server: a new one is tried at once.
      if (lost > 0 && given_up()) throw unreachable(e.text);
      base::log_warn("db.connection_replaced", {{"reason", e.text}, {"attempt", lost}});
      if (lost > 0 && !pause(backoff(lost - 1, 50ms, 1000ms))) throw unreachable(e.text);
      ++lost;
    } catch (const PgConflict& e) {
      if (++conflicts > max_conflicts || !pause(backoff(conflicts, 1ms, 200ms))) {
        throw base::ErrorException(
            base::unavailable("db.conflict", "Too many changes at once to the same data (" + e.text + "); try again."));
      }
    }
  }
}

PgPool::Told PgPool::attempt(Connection& connection, const Waiting& waiting) {
  if (!connection) connection.emplace(url_, limits_);
  PgTx tx(*connection, waiting.mode);
  try {
    if (tx.perform(waiting.order.work)) {
      tx.commit();
      return tx.take_told();
    }
  } catch (...) {
    roll_back(connection, tx);
    throw;
  }
  roll_back(connection, tx);
  return {};
}

bool PgPool::given_up() {
  const std::scoped_lock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (!lost_since_) lost_since_ = now;
  return now - *lost_since_ >= patience;
}

// Sleeps, unless the pool is being closed: then false at once.
bool PgPool::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, time, [this] { return stopping_; });
}

}  // namespace db
