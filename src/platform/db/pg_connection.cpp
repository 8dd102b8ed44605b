#include "platform/db/pg_connection.hpp"

#include <stdexcept>
#include <utility>

#include "platform/db/pg_values.hpp"

namespace db {

namespace {

constexpr std::size_t max_prepared = 1024;

// How a failed statement is told to the caller, by SQLSTATE.
enum class Failure { connection, conflict, stale_plan, constraint, timeout, full, bug };

Failure failure_of(std::string_view state, std::string_view function) {
  if (state == "08P01") return Failure::bug;  // a wrong number of parameters
  if (state.empty() || state.starts_with("08") || state.starts_with("57P")) return Failure::connection;
  if (state == "40001" || state == "40P01") return Failure::conflict;
  // A migration of another process changed what a prepared statement returns.
  if (state == "26000" || (state == "0A000" && function == "RevalidateCachedQuery")) return Failure::stale_plan;
  if (state == "23505" || state == "23503" || state == "23P01") return Failure::constraint;
  if (state == "57014" || state == "55P03") return Failure::timeout;
  if (state.starts_with("53")) return Failure::full;
  return Failure::bug;
}

// libpq's messages are lines, sometimes several; the first says it.
std::string first_line(const char* message) {
  const std::string_view text(message);
  return std::string(text.substr(0, text.find('\n')));
}

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text ? text : "";
}

void set(PGconn* connection, const PostgresLimits& limits) {
  const std::string ms = std::to_string(limits.statement.count());
  const std::string settings = "set statement_timeout = " + ms + "; set lock_timeout = " + ms +
                               "; set idle_in_transaction_session_timeout = 60000; set client_min_messages = warning;"
                               "set default_transaction_isolation = 'read committed'";
  const PgResult done(PQexec(connection, settings.c_str()));
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) throw PgConnectionLost(first_line(PQerrorMessage(connection)));
}

}  // namespace

PgConnection::PgConnection(const std::string& url, PostgresLimits limits) {
  // Later words win: what stands in the url overrides the first ones.
  const char* const words[] = {
      "connect_timeout", "tcp_user_timeout", "keepalives_idle", "fallback_application_name", "dbname", "client_encoding", nullptr};
  const char* const values[] = {"5", "15000", "30", "theset", url.c_str(), "UTF8", nullptr};
  handle_.reset(PQconnectdbParams(words, values, 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) throw PgConnectionLost(first_line(PQerrorMessage(handle_.get())));
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
  set(handle_.get(), limits);
}

void PgConnection::send(Command command, bool sent) {
  if (!sent) lost();
  pipeline_.push_back(command);
}

void PgConnection::control(const char* sql) {
  send({Command::Kind::control, sql, {}}, PQsendQueryParams(handle_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1);
}

void PgConnection::queue(const Statement& s, std::span<const Value> values, const char* begin) {
  settle();
  const PgParameters given(values);
  PGconn* c = handle_.get();
  if (pipeline_.empty() && PQenterPipelineMode(c) != 1) lost();
  if (begin) control(begin);
  auto known = prepared_.find(s.postgres);
  std::string name;
  if (known != prepared_.end()) name = known->second;
  else if (prepared_.size() < max_prepared) name = "s" + std::to_string(prepared_count_++);
  if (known == prepared_.end()) {
    send({Command::Kind::prepare, s.name, s.postgres}, PQsendPrepare(c, name.c_str(), std::string(s.postgres).c_str(), 0, nullptr) == 1);
    if (!name.empty()) prepared_.emplace(s.postgres, name);
  }
  const bool sent = PQsendQueryPrepared(c, name.c_str(), given.count(), given.pointers(), nullptr, nullptr, 0) == 1;
  send({Command::Kind::statement, s.name, {}}, sent);
}

PgResult PgConnection::run(const Statement& s, std::span<const Value> values, const char* begin, const char* end) {
  queue(s, values, begin);
  if (end) control(end);
  auto [last, failure, failed] = answers();
  if (failure) fail(failure.get(), failed);
  return std::move(last);
}

void PgConnection::answered() {
  if (pipeline_.empty()) return;
  if (const auto answer = answers(); answer.failure) fail(answer.failure.get(), answer.failed);
}

void PgConnection::forget() {
  if (!pipeline_.empty()) answers();
}

// The first failure aborts what follows it and is the one to tell.
PgConnection::Answer PgConnection::answers() {
  if (PQpipelineSync(handle_.get()) != 1) lost();
  Answer out;
  for (const auto& command : std::exchange(pipeline_, {})) {
    PgResult result = next_result();
    while (PgResult(PQgetResult(handle_.get()))) {}  // the empty result that ends it
    const ExecStatusType status = PQresultStatus(result.get());
    const bool well = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!well && command.kind == Command::Kind::prepare) prepared_.erase(std::string(command.text));
    if (!well && !out.failure) out = {nullptr, std::move(result), command.name};
    else if (command.kind == Command::Kind::statement) out.last = std::move(result);
  }
  const PgResult sync = next_result();
  if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(handle_.get()) != 1) lost();
  return out;
}

PgResult PgConnection::next_result() {
  PgResult result(PQgetResult(handle_.get()));
  if (!result || PQstatus(handle_.get()) != CONNECTION_OK) {
    if (result && PQresultStatus(result.get()) == PGRES_FATAL_ERROR) throw PgConnectionLost(first_line(PQresultErrorMessage(result.get())));
    lost();
  }
  return result;
}

PgResult PgConnection::checked(PgResult result, std::string_view name) {
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get(), name);
  return result;
}

void PgConnection::script(const std::string& sql) { checked(PgResult(PQexec(handle_.get(), sql.c_str())), "script"); }

PgResult PgConnection::finish(const char* sql) { return checked(PgResult(PQexec(handle_.get(), sql)), sql); }

void PgConnection::finish_reading() {
  if (PQsendQuery(handle_.get(), "commit") != 1) lost();
  answer_due_ = true;
}

void PgConnection::settle() {
  if (!std::exchange(answer_due_, false)) return;
  while (PgResult(PQgetResult(handle_.get()))) {}
  if (PQstatus(handle_.get()) != CONNECTION_OK) lost();
}

void PgConnection::check(const Statement& s) {
  checked(PgResult(PQprepare(handle_.get(), "", std::string(s.postgres).c_str(), 0, nullptr)), s.name);
}

void PgConnection::fail(const PGresult* result, std::string_view name) {
  if (PQstatus(handle_.get()) != CONNECTION_OK) lost();
  // Without the detail: that one quotes the data.
  const std::string message = std::string(name) + ": " + field(result, PG_DIAG_MESSAGE_PRIMARY);
  switch (failure_of(field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_SOURCE_FUNCTION))) {
    case Failure::connection: throw PgConnectionLost(message);
    case Failure::stale_plan: throw PgConnectionLost(message);  // a new connection prepares anew
    case Failure::conflict: throw PgConflict(message);
    case Failure::constraint: throw ConstraintError(message);
    case Failure::timeout: throw base::ErrorException(base::unavailable("db.timeout", "The database took too long (" + message + ")."));
    case Failure::full:
      throw base::ErrorException(base::unavailable("db.unavailable", "The database server is out of resources (" + message + ")."));
    case Failure::bug: break;
  }
  throw std::runtime_error(message);
}

void PgConnection::lost() { throw PgConnectionLost(first_line(PQerrorMessage(handle_.get()))); }

}  // namespace db
