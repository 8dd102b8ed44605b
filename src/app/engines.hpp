// Which engine does what, chosen by configuration: the database here; bus and cache have one engine each so far.
#pragma once
#include <memory>

#include "platform/base/clock.hpp"
#include "platform/config/config.hpp"
#include "platform/db/db.hpp"

namespace app {

// Opens SQLite in the data folder (made when missing) or PostgreSQL. Throws base::ErrorException with a sentence for the operator.
std::unique_ptr<db::Database> open_database(const config::Config& config);
// Brings it to this program's schema and has the engine understand every statement.
base::Result<int> prepare(db::Database& database, base::Time now);

std::string database_name(const config::Config& config);  // for people, without secrets

}  // namespace app
