// The embedded engine: one SQLite file in WAL mode. Reads run at once on the calling thread (each at a time has its own
// connection and a snapshot of the data); writes go to one writer thread that commits in groups.
// Other processes may use the same file.
#pragma once
#include <filesystem>
#include <memory>

#include "platform/db/db.hpp"

namespace db {

// Opens or makes the file; its folder must exist. Errors: base::ErrorException db.unavailable.
std::unique_ptr<Database> open_sqlite(const std::filesystem::path& file);

// Writes a consistent copy while the program runs. The target must not exist; it appears only when complete.
// Errors: db.backup_exists, db.backup_failed.
base::Result<void> backup_sqlite(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace db
