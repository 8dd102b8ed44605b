// What both engines share under Tx: checked parameters, the memory of a failure, and what is told after the commit.
// Private to this folder.
#pragma once
#include <exception>
#include <span>
#include <utility>

#include "platform/db/tx.hpp"

namespace db {

using Work = std::function<bool(Tx&)>;  // true commits, false rolls back
using Done = std::function<void(std::exception_ptr)>;

// Work waiting for a thread of an engine.
struct Order {
  Work work;
  Done done;
};

class EngineTx : public Tx {
 public:
  void after_commit(std::function<void()> tell) final { told_.push_back(std::move(tell)); }

  // Runs the work. Whatever failed inside is rethrown, also when the work swallowed it: the transaction is lost.
  bool perform(const Work& work);
  std::vector<std::function<void()>> take_told() { return std::exchange(told_, {}); }

  // For migrations: makes concurrent migrators wait, until the end of the transaction; then any number of statements at once.
  virtual void lock_schema() = 0;
  virtual void script(std::string_view sql) = 0;
  // Throws when the engine does not understand the statement.
  virtual void check(const Statement& s) = 0;

 protected:
  std::int64_t query(const Statement& s, const Value* values, std::size_t count, const Rows& row, Turn turn) final;
  virtual std::int64_t send(const Statement& s, std::span<const Value> values, const Rows& row, Turn turn) = 0;

 private:
  std::exception_ptr failure_;
  bool last_ = false;
  std::vector<std::function<void()>> told_;
};

// Calls each; an exception is logged, for the commit has happened.
void tell(const std::vector<std::function<void()>>& told);

// Throws std::logic_error when this thread is inside a transaction's lambda: there are no nested transactions.
void refuse_nested();

// Marks the threads that belong to an engine: to block on the database there would wait for itself.
void enter_engine_thread();
void refuse_engine_thread();

}  // namespace db
