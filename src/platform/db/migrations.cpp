#include "platform/db/migrations.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>

#include "platform/db/engine_tx.hpp"
#include "platform/db/schema_migrations.sql.hpp"

namespace db {

namespace {

namespace sql = schema_migrations::sql;

struct Applied {
  std::int64_t version;
  std::string name;
  std::string checksum;
};

std::string checksum_of(const Migration& migration) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(migration.sql.data()), migration.sql.size());
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

base::Error refused(std::string code, std::string message) { return {base::Kind::internal, std::move(code), std::move(message)}; }

// How many of the known migrations are applied: they must be the first ones, unchanged.
base::Result<std::size_t> compare(const std::vector<Applied>& applied, const std::vector<Migration>& known) {
  if (!applied.empty() && (known.empty() || applied.back().version > known.back().version)) {
    return refused("db.schema_newer", "The database was migrated to version " + std::to_string(applied.back().version) +
                                          " by a newer program; this one knows versions up to " +
                                          std::to_string(known.empty() ? 0 : known.back().version) + ". Run the newer program.");
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const std::string label = std::to_string(applied[i].version) + " (" + applied[i].name + ")";
    if (known[i].version < applied[i].version) {
      return refused("db.migration_order", "Migration " + std::to_string(known[i].version) + " (" + known[i].name + ") comes before " +
                                               label + ", which is applied already; give it a later number.");
    }
    if (known[i].version > applied[i].version) {
      return refused("db.migration_missing", "Migration " + label + " is applied in the database, but this program does not know it.");
    }
    if (checksum_of(known[i]) != applied[i].checksum) {
      return refused("db.migration_changed",
                     "Migration " + label + " was changed after it had been applied; undo that, and put the change into a new migration.");
    }
  }
  return applied.size();
}

std::vector<Applied> applied_in(Tx& tx) {
  return tx.all(sql::applied, [](const Row& row) { return Applied{row.i64(0), row.str(1), row.str(2)}; });
}

// Applies the first that is missing; false when none is.
base::Result<bool> apply_next(Tx& tx, const std::vector<Migration>& migrations, base::Time now) {
  auto& engine = static_cast<EngineTx&>(tx);
  engine.lock_schema();
  tx.run(sql::create_table);
  const auto done = compare(applied_in(tx), migrations);
  if (!done) return done.error();
  if (*done == migrations.size()) return false;
  const Migration& next = migrations[*done];
  engine.script(next.sql);
  tx.run(sql::record, next.version, next.name, checksum_of(next), now);
  return true;
}

Migration read_migration(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  Migration migration;
  const auto [end, error] = std::from_chars(stem.data(), stem.data() + std::min<std::size_t>(stem.size(), 4), migration.version);
  if (error != std::errc{} || end != stem.data() + 4 || stem.size() < 6 || stem[4] != '_' || migration.version <= 0) {
    throw std::runtime_error(file.string() + ": a migration is called NNNN_name.sql");
  }
  migration.name = stem.substr(5);
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error(file.string() + " cannot be read");
  migration.sql = std::move(text).str();
  return migration;
}

}  // namespace

std::vector<Migration> read_migrations(const std::filesystem::path& folder) {
  std::vector<Migration> migrations;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") migrations.push_back(read_migration(entry.path()));
  }
  std::ranges::sort(migrations, {}, &Migration::version);
  const auto twice = std::ranges::adjacent_find(migrations, {}, &Migration::version);
  if (twice != migrations.end()) {
    throw std::runtime_error(folder.string() + ": two migrations have the number " + std::to_string(twice->version));
  }
  return migrations;
}

base::Result<int> migrate(Database& database, const std::vector<Migration>& migrations, base::Time now) {
  for (int count = 0;; ++count) {
    const auto applied = database.write_now([&](Tx& tx) { return apply_next(tx, migrations, now); });
    if (!applied) return applied.error();
    if (!*applied) return count;
  }
}

base::Result<int> pending_migrations(Database& database, const std::vector<Migration>& migrations) {
  return database.read_now([&](Tx& tx) -> base::Result<int> {
    const bool exists = tx.one(sql::table_exists, [](const Row& row) { return row.flag(0); }).value_or(false);
    const auto done = compare(exists ? applied_in(tx) : std::vector<Applied>{}, migrations);
    if (!done) return done.error();
    return static_cast<int>(migrations.size() - *done);
  });
}

base::Result<void> prepare_all(Database& database) {
  return database.read_now([](Tx& tx) -> base::Result<void> {
    for (const Statement& s : all_statements()) {
      try {
        static_cast<EngineTx&>(tx).check(s);
      } catch (const std::runtime_error& e) {
        return refused("db.statement_invalid", std::string("A statement of this program is not understood by the database: ") + e.what());
      }
    }
    return {};
  });
}

}  // namespace db
