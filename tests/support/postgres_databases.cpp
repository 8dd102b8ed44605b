#include "support/postgres_databases.hpp"

#include <libpq-fe.h>

#include <boost/url.hpp>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace support {

namespace {

std::string server() {
  const char* url = std::getenv("THESET_TEST_POSTGRES");
  return url ? url : "";
}

struct Free {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};

// Runs outside of a transaction, as making and dropping databases must; answers the number of rows. One connection a process: to
// connect costs as much as to copy a database.
int run(const std::string& sql) {
  static const std::unique_ptr<PGconn, Free> connection(PQconnectdb(server().c_str()));
  PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);  // that there was nothing to drop
  const std::unique_ptr<PGresult, Free> result(PQexec(connection.get(), sql.c_str()));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
  return PQntuples(result.get());
}

}  // namespace

bool has_postgres() { return !server().empty(); }

std::string postgres_url(const std::string& database) {
  boost::urls::url url(server());
  url.set_path("/" + database);
  return url.c_str();
}

void copy_postgres(const std::string& source, const std::string& name) {
  run("create database " + name + " template " + source + " strategy file_copy");
}

void drop_postgres(const std::string& name) { run("drop database " + name + " with (force)"); }

void make_postgres_once(const std::string& name, const std::function<void(const std::string& url)>& fill) {
  const std::string lock = "(hashtext('" + name + "'))";
  const std::string unfinished = name + "_unfinished";
  run("select pg_advisory_lock" + lock);
  if (run("select from pg_database where datname = '" + name + "'") == 0) {
    run("drop database if exists " + unfinished);
    copy_postgres("template1", unfinished);
    fill(postgres_url(unfinished));
    run("alter database " + unfinished + " rename to " + name);
  }
  run("select pg_advisory_unlock" + lock);
}

}  // namespace support
