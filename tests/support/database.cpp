#include "support/database.hpp"

#include "platform/base/random.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/postgres.hpp"
#include "platform/db/sqlite.hpp"
#include "support/postgres_databases.hpp"

namespace support {

namespace fs = std::filesystem;

namespace {

fs::path migrations_of(db::Engine engine) {
  return source_dir() / "db/migrations" / (engine == db::Engine::sqlite ? "sqlite" : "postgres");
}

void migrate(db::Database& database) {
  db::migrate(database, db::read_migrations(migrations_of(database.engine())), base::FakeClock().now()).value();
}

// Migrated once on a server; each test copies it. To migrate takes PostgreSQL twenty times as long.
const std::string& migrated_database() {
  static const std::string name = [] {
    std::string text;
    for (const db::Migration& migration : db::read_migrations(migrations_of(db::Engine::postgres))) text += migration.sql;
    const std::string made = "migrated_" + std::to_string(std::hash<std::string>()(text));
    make_postgres_once(made, [](const std::string& url) { migrate(*db::open_postgres(url, {.connections = 1})); });
    return made;
  }();
  return name;
}

// Migrated once in this process; each test copies it.
fs::path migrated_file() {
  static const TempDir folder;
  static const fs::path file = [] {
    const fs::path made = folder.path() / "migrated.db";
    migrate(*db::open_sqlite(made));
    return made;
  }();
  return file;
}

}  // namespace

std::vector<db::Engine> engines() {
  if (!has_postgres()) return {db::Engine::sqlite};
  return {db::Engine::sqlite, db::Engine::postgres};
}

std::string engine_name(const testing::TestParamInfo<db::Engine>& info) { return info.param == db::Engine::sqlite ? "sqlite" : "postgres"; }

TestDatabase::TestDatabase(db::Engine engine, Schema schema) : engine_(engine) {
  if (engine == db::Engine::sqlite) {
    location_ = folder_.path() / "test.db";
    if (schema == Schema::migrated) fs::copy_file(migrated_file(), location_);
  } else {
    name_ = "test_" + base::random_token(8);
    copy_postgres(schema == Schema::migrated ? migrated_database() : "template1", name_);
    location_ = postgres_url(name_);
  }
  database_ = open_again();
}

TestDatabase::~TestDatabase() {
  database_.reset();
  if (engine_ == db::Engine::postgres) drop_postgres(name_);
}

std::unique_ptr<db::Database> TestDatabase::open_again() const {
  if (engine_ == db::Engine::sqlite) return db::open_sqlite(location_);
  return db::open_postgres(location_, {.connections = 4});
}

}  // namespace support
