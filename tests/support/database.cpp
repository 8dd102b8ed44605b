#include "support/database.hpp"

#include <cstdlib>

#include "platform/base/random.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/postgres.hpp"
#include "platform/db/sqlite.hpp"

namespace support {

namespace fs = std::filesystem;

namespace {

void migrate(db::Database& database) {
  const char* folder = database.engine() == db::Engine::sqlite ? "sqlite" : "postgres";
  db::migrate(database, db::read_migrations(source_dir() / "db/migrations" / folder), base::FakeClock().now()).value();
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

std::string server() {
  const char* url = std::getenv("THESET_TEST_POSTGRES");
  return url ? url : "";
}

void run_on_server(const std::string& sql) {
  const db::Statement statement{"support.schema", sql, sql};
  db::open_postgres(server(), {.connections = 1})->write_now([&](db::Tx& tx) { tx.run(statement); });
}

}  // namespace

std::vector<db::Engine> engines() {
  if (server().empty()) return {db::Engine::sqlite};
  return {db::Engine::sqlite, db::Engine::postgres};
}

std::string engine_name(const testing::TestParamInfo<db::Engine>& info) { return info.param == db::Engine::sqlite ? "sqlite" : "postgres"; }

TestDatabase::TestDatabase(db::Engine engine, Schema schema) : engine_(engine) {
  if (engine == db::Engine::sqlite) {
    location_ = folder_.path() / "test.db";
    if (schema == Schema::migrated) fs::copy_file(migrated_file(), location_);
  } else {
    schema_ = "test_" + base::random_token(8);
    run_on_server("create schema " + schema_);
    location_ = server() + (server().find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema_;
  }
  database_ = open_again();
  if (engine == db::Engine::postgres && schema == Schema::migrated) migrate(*database_);
}

TestDatabase::~TestDatabase() {
  database_.reset();
  if (engine_ == db::Engine::postgres) run_on_server("drop schema " + schema_ + " cascade");
}

std::unique_ptr<db::Database> TestDatabase::open_again() const {
  if (engine_ == db::Engine::sqlite) return db::open_sqlite(location_);
  return db::open_postgres(location_, {.connections = 4});
}

}  // namespace support
