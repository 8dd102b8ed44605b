// Values to and from PostgreSQL's text format. Private to this folder.
#pragma once
#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

#include "platform/db/tx.hpp"

namespace db {

// Parameters as libpq wants them: pointers to texts that end in NUL.
class PgParameters {
 public:
  explicit PgParameters(std::span<const Value> values);
  PgParameters(const PgParameters&) = delete;
  PgParameters& operator=(const PgParameters&) = delete;
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* pointers() const { return pointers_.data(); }

 private:
  std::string texts_;
  std::vector<const char*> pointers_;
};

// Reads as SQLite would: booleans as 0 and 1, fractions cut when an integer is asked for, what is too large as the largest.
class PgRow final : public Row {
 public:
  PgRow(const PGresult* result, int row) : result_(result), row_(row) {}
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) == 1; }
  std::int64_t i64(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::string bytes(int column) const override;

 private:
  std::string_view raw(int column) const;
  bool has_type(int column, Oid type) const { return PQftype(result_, column) == type; }

  const PGresult* result_;
  int row_;
};

}  // namespace db
