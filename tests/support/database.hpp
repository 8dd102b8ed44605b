// A migrated database for one test, and the list of engines to run it on:
//   class ShowsTest : public testing::TestWithParam<db::Engine> {
//     support::TestDatabase database{GetParam()};
//   };
//   INSTANTIATE_TEST_SUITE_P(Engines, ShowsTest, testing::ValuesIn(support::engines()), support::engine_name);
// PostgreSQL joins when THESET_TEST_POSTGRES holds a connection string (tests/support/with_postgres sets it).
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "support/files.hpp"

namespace support {

std::vector<db::Engine> engines();
std::string engine_name(const testing::TestParamInfo<db::Engine>& info);  // "sqlite", "postgres"

class TestDatabase {
 public:
  enum class Schema { migrated, empty };
  // A file or a database in the server of its own; removed at the end.
  explicit TestDatabase(db::Engine engine = db::Engine::sqlite, Schema schema = Schema::migrated);
  ~TestDatabase();

  db::Database& get() { return *database_; }
  operator db::Database&() { return *database_; }
  db::Database* operator->() { return database_.get(); }

  // The same data through connections of its own, as another process would see it.
  std::unique_ptr<db::Database> open_again() const;
  // Where the data is: a file name or a connection string.
  std::string location() const { return location_; }

 private:
  TempDir folder_;
  std::string name_;  // on PostgreSQL
  std::string location_;
  db::Engine engine_;
  std::unique_ptr<db::Database> database_;
};

}  // namespace support
