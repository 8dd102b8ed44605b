#include "app/engines.hpp"

#include <filesystem>

#include "app/options.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/postgres.hpp"
#include "platform/db/sqlite.hpp"

namespace app {

namespace {
std::filesystem::path sqlite_file(const config::Config& config) {
  return std::filesystem::path(config.get(option::data_dir)) / "theset.sqlite";
}
}  // namespace

std::unique_ptr<db::Database> open_database(const config::Config& config) {
  if (const auto& url = config.get(option::database_url); !url.empty())
    return db::open_postgres(url, {.connections = config.get(option::database_connections)});
  const auto file = sqlite_file(config);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error)
    throw base::ErrorException({base::Kind::unavailable, "app.no_data_folder",
                                "The data folder " + file.parent_path().string() + " cannot be made: " + error.message() + "."});
  return db::open_sqlite(file);
}

base::Result<int> prepare(db::Database& database, base::Time now) {
  const auto applied = db::migrate(database, db::embedded_migrations(database.engine()), now);
  if (!applied) return applied.error();
  if (const auto understood = db::prepare_all(database); !understood) return understood.error();
  return *applied;
}

std::string database_name(const config::Config& config) {
  return config.get(option::database_url).empty() ? "SQLite in " + sqlite_file(config).string() : "PostgreSQL";
}

}  // namespace app
