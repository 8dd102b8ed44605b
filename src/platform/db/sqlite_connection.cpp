#include "platform/db/sqlite_connection.hpp"

#include <mutex>
#include <stdexcept>

namespace db {

namespace {

constexpr std::size_t max_cached = 1024;

// synchronous=NORMAL: in WAL mode a commit survives the death of the process; only power loss may take the last ones.
constexpr const char* writer_settings =
    "pragma journal_mode=wal; pragma synchronous=normal; pragma foreign_keys=on; pragma temp_store=memory;"
    "pragma journal_size_limit=67108864";
constexpr const char* reader_settings = "pragma query_only=on; pragma temp_store=memory";
constexpr const char* settings_as_in_postgres = "pragma case_sensitive_like=on";
constexpr int busy_timeout_ms = 10'000;

void configure_library() {
  static std::once_flag once;
  // Memory accounting takes a global lock on every allocation.
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* s) : s_(s) {}
  bool is_null(int column) const override { return sqlite3_column_type(s_, column) == SQLITE_NULL; }
  std::int64_t i64(int column) const override { return sqlite3_column_int64(s_, column); }
  double real(int column) const override { return sqlite3_column_double(s_, column); }
  std::string_view text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(s_, column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s_, column))) : std::string_view("");
  }
  std::string bytes(int column) const override {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(s_, column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(s_, column))) : std::string();
  }

 private:
  sqlite3_stmt* s_;
};

int bind(sqlite3_stmt* s, int index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(s, index, *number);
  if (const auto* real = std::get_if<double>(&value)) return sqlite3_bind_double(s, index, *real);
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    // A null pointer would bind null; the text outlives the statement's run.
    return sqlite3_bind_text64(s, index, text->data() ? text->data() : "", text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Bytes>(&value))
    return sqlite3_bind_blob64(s, index, blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(), SQLITE_STATIC);
  return sqlite3_bind_null(s, index);
}

}  // namespace

// A prepared statement while it runs; afterwards reset and, if it came from the cache, free for the next.
class SqliteConnection::Use {
 public:
  Use(SqliteConnection& c, const Statement& s) {
    auto found = c.cache_.find(s.sqlite);
    if (found == c.cache_.end() && c.cache_.size() < max_cached) {
      found = c.cache_.emplace(s.sqlite, Cached{c.prepare(s, SQLITE_PREPARE_PERSISTENT)}).first;
    }
    if (found != c.cache_.end() && !found->second.busy) {
      cached_ = &found->second;
      cached_->busy = true;
      s_ = cached_->prepared.get();
    } else {
      own_ = c.prepare(s, 0);
      s_ = own_.get();
    }
  }
  ~Use() {
    sqlite3_reset(s_);
    sqlite3_clear_bindings(s_);
    if (cached_) cached_->busy = false;
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  sqlite3_stmt* get() const { return s_; }

 private:
  Cached* cached_ = nullptr;
  Prepared own_;
  sqlite3_stmt* s_ = nullptr;
};

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Role role) {
  configure_library();
  sqlite3* opened = nullptr;
  const int rc = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(opened);
  if (rc != SQLITE_OK) {
    throw base::ErrorException(base::unavailable(
        "db.unavailable", "The database file " + file.string() + " cannot be opened: " + (opened ? sqlite3_errmsg(opened) : "no memory")));
  }
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, busy_timeout_ms);
  if (role == Role::copy) return;
  // A misspelt column in double quotes is an error, not a text.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  script(settings_as_in_postgres);
  script(role == Role::writer ? writer_settings : reader_settings);
}

void SqliteConnection::script(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("script");
}

SqliteConnection::Prepared SqliteConnection::prepare(const Statement& s, unsigned flags) {
  sqlite3_stmt* made = nullptr;
  const char* rest = nullptr;
  const int length = static_cast<int>(s.sqlite.size());
  if (sqlite3_prepare_v3(handle_.get(), s.sqlite.data(), length, flags, &made, &rest) != SQLITE_OK) fail(s.name);
  if (!made) throw std::logic_error(std::string(s.name) + ": an empty statement");
  return Prepared(made);
}

void SqliteConnection::check(const Statement& s) { prepare(s, 0); }

std::int64_t SqliteConnection::run(const Statement& s, std::span<const Value> values, const std::function<void(const Row&)>& row) {
  const Use use(*this, s);
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(use.get())) != values.size()) {
    throw std::logic_error(std::string(s.name) + ": given " + std::to_string(values.size()) + " parameters, takes " +
                           std::to_string(sqlite3_bind_parameter_count(use.get())));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (bind(use.get(), static_cast<int>(i) + 1, values[i]) != SQLITE_OK) fail(s.name);
  }
  const SqliteRow current(use.get());
  int rc = SQLITE_ROW;
  while ((rc = sqlite3_step(use.get())) == SQLITE_ROW) row(current);
  if (rc != SQLITE_DONE) fail(s.name);
  return sqlite3_stmt_readonly(use.get()) ? 0 : sqlite3_changes64(handle_.get());
}

void SqliteConnection::fail(std::string_view name) const {
  const int code = sqlite3_extended_errcode(handle_.get());
  const std::string message = std::string(name) + ": " + sqlite3_errmsg(handle_.get());
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY: throw ConstraintError(message);
    default: break;
  }
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw base::ErrorException(base::unavailable("db.busy", "Another program has held the database for too long (" + message + ")."));
    case SQLITE_FULL: throw base::ErrorException(base::unavailable("db.disk_full", "The disk of the database is full (" + message + ")."));
    default: throw std::runtime_error(message);
  }
}

}  // namespace db
