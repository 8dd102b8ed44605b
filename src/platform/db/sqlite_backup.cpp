#include <sqlite3.h>

#include <stdexcept>

#include "platform/db/sqlite.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace db {

namespace {

// One step copies the whole snapshot; in WAL mode neither readers nor the writer wait for it.
bool copy(SqliteConnection& from, SqliteConnection& to) {
  sqlite3_backup* copying = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (!copying) return false;
  const int stepped = sqlite3_backup_step(copying, -1);
  return sqlite3_backup_finish(copying) == SQLITE_OK && stepped == SQLITE_DONE;
}

}  // namespace

base::Result<void> backup_sqlite(const std::filesystem::path& source, const std::filesystem::path& target) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (!fs::exists(source, ignored)) return base::not_found("db.backup_failed", "There is no database at " + source.string() + ".");
  if (fs::exists(target, ignored)) {
    return base::Error{base::Kind::conflict, "db.backup_exists", target.string() + " exists already; choose another name for the backup."};
  }
  const fs::path unfinished = target.string() + ".unfinished";
  fs::remove(unfinished, ignored);
  try {
    SqliteConnection from(source, SqliteConnection::Role::reader);
    SqliteConnection to(unfinished, SqliteConnection::Role::copy);
    if (!copy(from, to)) throw std::runtime_error(sqlite3_errmsg(to.handle()));
  } catch (const std::exception& e) {
    fs::remove(unfinished, ignored);
    return base::Error{base::Kind::internal, "db.backup_failed", std::string("The backup could not be written: ") + e.what()};
  }
  std::error_code moved;
  fs::rename(unfinished, target, moved);
  if (moved) return base::Error{base::Kind::internal, "db.backup_failed", "The backup could not be written: " + moved.message()};
  return {};
}

}  // namespace db
