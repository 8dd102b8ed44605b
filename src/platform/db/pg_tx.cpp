#include "platform/db/pg_tx.hpp"

#include <charconv>
#include <stdexcept>

#include "platform/db/pg_values.hpp"

namespace db {

namespace {

// Rows that a statement changed, from its tag: "INSERT 0 5", "UPDATE 5"; nothing for "SELECT 5".
std::int64_t changed(PGresult* result) {
  if (std::string_view(PQcmdStatus(result)).starts_with("SELECT")) return 0;
  const std::string_view count = PQcmdTuples(result);
  std::int64_t number = 0;
  std::from_chars(count.data(), count.data() + count.size(), number);
  return number;
}

}  // namespace

const char* PgTx::beginning() {
  if (begun_) return nullptr;
  begun_ = true;
  return mode_ == Mode::read ? "begin read only" : "begin";
}

std::int64_t PgTx::send(const Statement& s, std::span<const Value> values, const Rows& row, Turn turn) {
  const char* begin = beginning();
  if (turn == Turn::queued) {
    connection_.queue(s, values, begin);
    return 0;
  }
  const bool commit = turn == Turn::last && mode_ == Mode::write;
  const PgResult result = connection_.run(s, values, begin, commit ? "commit" : nullptr);
  committed_ = commit;
  const int rows = PQntuples(result.get());
  for (int i = 0; i < rows; ++i) row(PgRow(result.get(), i));
  return changed(result.get());
}

void PgTx::lock_schema() {
  // Migrations may take long, and so may waiting for another migrator.
  script(
      "set local statement_timeout = 0; set local lock_timeout = 0;"
      "select pg_advisory_xact_lock(hashtext('schema_migrations ' || current_schema()))");
}

void PgTx::script(std::string_view sql) {
  connection_.answered();
  if (const char* begin = beginning()) connection_.script(begin);
  connection_.script(std::string(sql));
}

void PgTx::commit() {
  if (!begun_ || committed_) return;
  connection_.answered();
  if (mode_ == Mode::read) return connection_.finish_reading();
  try {
    const PgResult done = connection_.finish("commit");
    // The server answers ROLLBACK to the commit of a transaction in which something failed.
    if (std::string_view(PQcmdStatus(done.get())) != "COMMIT") throw std::runtime_error("the transaction had failed");
  } catch (const PgConnectionLost&) {
    throw base::ErrorException(
        base::unavailable("db.commit_unknown",
                          "The connection to the database was lost while a change was being saved, so it may or may not have been kept."));
  }
}

void PgTx::roll_back() {
  if (!begun_) return;
  connection_.forget();
  connection_.finish("rollback");
}

}  // namespace db
