#include "support/database.hpp"

#include "platform/db/migrations.hpp"
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

}  // namespace

std::vector<db::Engine> engines() { return {db::Engine::sqlite}; }

std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
}

TestDatabase::TestDatabase(db::Engine engine, Schema schema) : engine_(engine) {
  location_ = folder_.path() / "test.db";
  if (schema == Schema::migrated) fs::copy_file(migrated_file(), location_);
  database_ = open_again();
}

TestDatabase::~TestDatabase() { database_.reset(); }

std::unique_ptr<db::Database> TestDatabase::open_again() const { return db::open_sqlite(location_); }

}  // namespace support
