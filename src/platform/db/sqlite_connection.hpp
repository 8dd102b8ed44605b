// One SQLite connection with its cache of prepared statements; used by one thread at a time. Private to this folder.
#pragma once
#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/db/engine_tx.hpp"

namespace db {

class SqliteConnection {
 public:
  enum class Role { reader, writer, copy };  // copy: a backup being written
  // Makes the file when it is not there. Errors: base::ErrorException db.unavailable.
  SqliteConnection(const std::filesystem::path& file, Role role);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  void script(const std::string& sql);  // any number of statements, not kept
  void step(std::string_view sql) {
    run({sql, sql, sql}, {}, [](const Row&) {});
  }  // begin, commit, savepoint …
  std::int64_t run(const Statement& s, std::span<const Value> values, const std::function<void(const Row&)>& row);
  void check(const Statement& s);
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct Cached {
    Prepared prepared;
    bool busy = false;  // a row callback may run the same statement again
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  class Use;

  Prepared prepare(const Statement& s, unsigned flags);
  [[noreturn]] void fail(std::string_view name) const;

  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, Cached, Hash, std::equal_to<>> cache_;  // by text; finalized before the connection closes
};

// One transaction's view of a connection; begin and commit are its owner's business.
class SqliteTx final : public EngineTx {
 public:
  explicit SqliteTx(SqliteConnection& connection) : connection_(connection) {}
  Engine engine() const override { return Engine::sqlite; }
  void lock_schema() override {}  // the write transaction is the lock
  void script(std::string_view sql) override { connection_.script(std::string(sql)); }
  void check(const Statement& s) override { connection_.check(s); }

 protected:
  // One statement is as quick as another here, so there is nothing to save.
  std::int64_t send(const Statement& s, std::span<const Value> values, const Rows& row, Turn) override {
    return connection_.run(s, values, row);
  }

 private:
  SqliteConnection& connection_;
};

}  // namespace db
