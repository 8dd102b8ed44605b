// One PostgreSQL transaction, begun with its first statement. Private to this folder.
#pragma once
#include "platform/db/engine_tx.hpp"
#include "platform/db/pg_connection.hpp"

namespace db {

class PgTx final : public EngineTx {
 public:
  enum class Mode { read, write };
  PgTx(PgConnection& connection, Mode mode) : connection_(connection), mode_(mode) {}
  Engine engine() const override { return Engine::postgres; }

  void lock_schema() override;
  void script(std::string_view sql) override;
  void check(const Statement& s) override { connection_.check(s); }

  // Throws base::ErrorException db.commit_unknown when the connection is lost meanwhile.
  void commit();
  void roll_back();

 protected:
  std::int64_t send(const Statement& s, std::span<const Value> values, const Rows& row, Turn turn) override;

 private:
  // The statement that must come first, once.
  const char* beginning();

  PgConnection& connection_;
  Mode mode_;
  bool begun_ = false, committed_ = false;
};

}  // namespace db
