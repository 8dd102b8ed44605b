#include "platform/db/engine_tx.hpp"

#include <cmath>
#include <stdexcept>

#include "platform/base/log.hpp"
#include "platform/db/utf8.hpp"

namespace db {

namespace {

thread_local bool inside_transaction = false;
thread_local bool engine_thread = false;

struct Inside {
  Inside() { inside_transaction = true; }
  ~Inside() { inside_transaction = false; }
};

// SQLite would store what PostgreSQL refuses; here both refuse.
void check_value(const Statement& s, const Value& value) {
  const std::string where = std::string(s.name) + ": ";
  if (const auto* text = std::get_if<std::string_view>(&value); text && !storable_text(*text)) {
    throw base::ErrorException(
        base::invalid("db.text_invalid", where + "a text holds a NUL character or is not UTF-8, so it cannot be stored."));
  }
  if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
    throw base::ErrorException(base::invalid("db.number_invalid", where + "a number is infinite or undefined, so it cannot be stored."));
  }
}

}  // namespace

std::vector<Statement>& all_statements() {
  static std::vector<Statement> statements;
  return statements;
}

bool EngineTx::perform(const Work& work) {
  const Inside inside;
  bool keep = false;
  try {
    keep = work(*this);
  } catch (...) {
    if (!failure_) throw;
  }
  if (failure_) std::rethrow_exception(failure_);
  if (last_ && !keep) throw std::logic_error("a transaction was refused after its last statement");
  return keep;
}

std::int64_t EngineTx::query(const Statement& s, const Value* values, std::size_t count, const Rows& row, Turn turn) {
  if (failure_) throw std::logic_error(std::string(s.name) + ": an earlier statement of this transaction failed");
  if (std::exchange(last_, last_ || turn == Turn::last)) throw std::logic_error(std::string(s.name) + ": comes after the last statement");
  const std::span given(values, count);
  for (const Value& value : given) check_value(s, value);
  try {
    return send(s, given, row, turn);
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

void tell(const std::vector<std::function<void()>>& told) {
  for (const auto& call : told) {
    try {
      call();
    } catch (const std::exception& e) { base::log_error("db.after_commit_failed", {{"error", e.what()}}); }
  }
}

void refuse_nested() {
  if (inside_transaction) throw std::logic_error("a transaction was begun inside a transaction");
}

void enter_engine_thread() { engine_thread = true; }

void refuse_engine_thread() {
  if (engine_thread) throw std::logic_error("a thread of the database may not wait for the database");
}

}  // namespace db
