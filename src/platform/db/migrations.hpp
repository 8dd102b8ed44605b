// Migrations: forward only, checksummed, one transaction each, the same numbers and names on both engines.
// Applied ones are kept in the table schema_migrations. Any number of programs may migrate at once.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace db {

struct Migration {
  int version = 0;   // 3
  std::string name;  // "catalogue"
  std::string sql;   // any number of statements
};

// db/migrations/{sqlite,postgres} as they were when the program was built (library theset_migrations).
std::vector<Migration> embedded_migrations(Engine engine);

// The same from a folder that holds NNNN_name.sql, by number. Throws std::runtime_error for files of another shape.
std::vector<Migration> read_migrations(const std::filesystem::path& folder);

// Applies what is missing; answers how many were applied. Nothing of a migration that fails stays. Error codes:
//   db.schema_newer        a newer program has already migrated this database: run that one
//   db.migration_changed   an applied migration is not what it was
//   db.migration_missing   an applied migration is not known, though later ones are
//   db.migration_order     a migration was added before one that is applied
base::Result<int> migrate(Database& database, const std::vector<Migration>& migrations, base::Time now);

// How many would be applied; changes nothing. The same errors.
base::Result<int> pending_migrations(Database& database, const std::vector<Migration>& migrations);

// Asks the engine to understand every statement linked into the program. Error code db.statement_invalid names the first
// one that it does not.
base::Result<void> prepare_all(Database& database);

}  // namespace db
