#include "platform/db/sqlite_writer.hpp"

#include <algorithm>
#include <iterator>
#include <semaphore>

#include "platform/base/log.hpp"

namespace db {

namespace {
constexpr std::size_t max_waiting = 20'000;
constexpr std::size_t max_group = 256;  // so that the first of a crowd is not answered with the last
}  // namespace

SqliteWriter::SqliteWriter(const std::filesystem::path& file)
    : connection_(file, SqliteConnection::Role::writer), checkpoints_(file, {}), thread_([this] { loop(); }) {
  checkpoints_.watch(connection_);
}

SqliteWriter::~SqliteWriter() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SqliteWriter::submit(Order order) {
  {
    const std::scoped_lock lock(mutex_);
    if (waiting_.size() >= max_waiting) {
      throw base::ErrorException(base::unavailable("db.busy", "Too many changes are waiting to be saved; try again in a moment."));
    }
    waiting_.push_back(std::move(order));
  }
  changed_.notify_one();
}

void SqliteWriter::run(const Work& work) {
  refuse_engine_thread();
  std::binary_semaphore finished{0};
  std::exception_ptr failure;
  submit({std::cref(work), [&](std::exception_ptr e) {
            failure = std::move(e);
            finished.release();
          }});
  finished.acquire();
  if (failure) std::rethrow_exception(failure);
}

void SqliteWriter::loop() {
  enter_engine_thread();
  for (;;) {
    std::vector<Order> group;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const auto count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), max_group));
      group.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.begin() + count));
      waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    }
    run_group(group);
  }
}

// When the whole transaction is lost to one member (a full disk, a constraint checked at the commit), each is run alone, so
// that only the culprit fails.
void SqliteWriter::run_group(std::vector<Order>& group) {
  std::vector<Outcome> outcomes;
  if (!try_group(group, outcomes) && group.size() > 1) {
    for (Order& order : group) {
      std::vector<Order> alone;
      alone.push_back(std::move(order));
      run_group(alone);
    }
    return;
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    tell(outcomes[i].told);
    group[i].done(outcomes[i].failure);
  }
}

// False when what some of the group did was lost to another; a group of one then carries its failure.
bool SqliteWriter::try_group(std::vector<Order>& group, std::vector<Outcome>& outcomes) {
  outcomes.resize(group.size());
  bool begun = false;
  try {
    connection_.step("begin immediate");
    begun = true;
    for (std::size_t i = 0; i < group.size(); ++i) {
      outcomes[i] = run_in_savepoint(group[i].work);
      if (!connection_.in_transaction()) return false;
    }
    connection_.step("commit");
    return true;
  } catch (...) {
    roll_back();
    for (Outcome& outcome : outcomes) {
      if (!outcome.failure) outcome = {false, std::current_exception(), {}};
    }
    return !begun;
  }
}

SqliteWriter::Outcome SqliteWriter::run_in_savepoint(const Work& work) {
  Outcome outcome;
  connection_.step("savepoint work");
  SqliteTx tx(connection_);
  try {
    outcome.kept = tx.perform(work);
  } catch (...) { outcome.failure = std::current_exception(); }
  if (!connection_.in_transaction()) return outcome;
  if (!outcome.kept) connection_.step("rollback to work");
  connection_.step("release work");
  if (outcome.kept) outcome.told = tx.take_told();
  return outcome;
}

void SqliteWriter::roll_back() noexcept {
  try {
    if (connection_.in_transaction()) connection_.step("rollback");
  } catch (const std::exception& e) { base::log_error("db.rollback_failed", {{"error", e.what()}}); }
}

}  // namespace db
