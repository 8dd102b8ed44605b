// The engine for many processes: PostgreSQL over a pool of threads with one connection each. Reads are READ ONLY transactions.
// A lambda is run again when its connection is lost before the commit, on a serialisation failure and on a deadlock.
// Error codes of what stays broken, all thrown as base::ErrorException:
//   db.unavailable     no connection for two seconds, whoever asked in them
//   db.commit_unknown  the connection was lost during the commit: it may or may not have happened
//   db.timeout         a statement or its wait for a lock took too long
//   db.conflict        other transactions were in the way every time
//   db.busy            too many transactions wait for a connection
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "platform/db/db.hpp"

namespace db {

struct PostgresLimits {
  int connections = 8;
  std::chrono::milliseconds statement{30'000};  // the longest a statement may run
};

// Connects once, so that a wrong address or password shows at start (db.unavailable; db.url_invalid).
std::unique_ptr<Database> open_postgres(const std::string& url, PostgresLimits limits = {});

}  // namespace db
