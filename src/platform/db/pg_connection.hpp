// One libpq connection with its prepared statements; used by one thread at a time. Private to this folder.
#pragma once
#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db/postgres.hpp"
#include "platform/db/tx.hpp"

namespace db {

// The transaction is lost and the whole of it may be run again. Not runtime_errors: they are no verdict on a statement.
struct PgRetry : std::exception {
  explicit PgRetry(std::string message) : text(std::move(message)) {}
  const char* what() const noexcept override { return text.c_str(); }
  std::string text;
};
struct PgConnectionLost final : PgRetry {
  using PgRetry::PgRetry;
};
struct PgConflict final : PgRetry {
  using PgRetry::PgRetry;
};

struct PgClear {
  void operator()(PGresult* r) const { PQclear(r); }
};
using PgResult = std::unique_ptr<PGresult, PgClear>;

class PgConnection {
 public:
  // Throws PgConnectionLost when the server cannot be reached.
  PgConnection(const std::string& url, PostgresLimits limits);

  // One round trip: what was queued, `begin` (when given), preparing (the first time) and running the statement, `end` (when given).
  PgResult run(const Statement& s, std::span<const Value> values, const char* begin, const char* end = nullptr);
  // Sends it with what is run next, without waiting.
  void queue(const Statement& s, std::span<const Value> values, const char* begin);
  void answered();                      // waits for what was queued; throws its failure
  void forget();                        // the same without the failure
  void script(const std::string& sql);  // any number of statements without parameters
  PgResult finish(const char* sql);     // commit or rollback
  // Ends a transaction that only read, without waiting for the answer: the next run takes it.
  void finish_reading();
  void check(const Statement& s);

 private:
  struct Close {
    void operator()(PGconn* c) const { PQfinish(c); }
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  // What was sent in a pipeline (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html) and is not answered yet.
  struct Command {
    enum class Kind { control, prepare, statement };
    Kind kind;
    std::string_view name;  // of the statement
    std::string_view text;
  };
  struct Answer {
    PgResult last;  // of the statements
    PgResult failure;
    std::string_view failed;  // the statement
  };

  void settle();
  void send(Command command, bool sent);
  void control(const char* sql);
  Answer answers();
  PgResult next_result();
  PgResult checked(PgResult result, std::string_view name);
  [[noreturn]] void fail(const PGresult* result, std::string_view name);
  [[noreturn]] void lost();

  std::unique_ptr<PGconn, Close> handle_;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> prepared_;  // text -> name
  std::size_t prepared_count_ = 0;
  std::vector<Command> pipeline_;
  bool answer_due_ = false;
};

}  // namespace db
