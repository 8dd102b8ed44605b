#include "platform/db/sqlite_checkpoints.hpp"

#include <gtest/gtest.h>

#include "support/files.hpp"

namespace db {
namespace {

constexpr int page = 4096;  // bytes

class SqliteCheckpointsTest : public testing::Test {
 protected:
  SqliteCheckpointsTest() { writer.script("create table t (id integer primary key, x text)"); }
  void write_pages(int count) { writer.script("insert into t (x) values (printf('%.*c', " + std::to_string(count * page) + ", 'x'))"); }
  std::uintmax_t log_pages() const { return std::filesystem::file_size(file.string() + "-wal") / page; }

  const support::TempDir folder;
  const std::filesystem::path file = folder.path() / "log.db";
  SqliteConnection writer{file, SqliteConnection::Role::writer};
};

TEST_F(SqliteCheckpointsTest, TheLogBeginsAnewBesideAWriterThatNeverRests) {
  SqliteCheckpoints checkpoints(file, {.worth_it = 10, .too_long = 100});
  checkpoints.watch(writer);
  std::uintmax_t written = 0;
  // The log is never shortened while it is in use, so its size is the longest it has been.
  do {
    write_pages(10);
    written += 10;
    ASSERT_LT(written, 2'000'000u) << "pages, and the log has not begun anew";
  } while (written < log_pages() + 5'000);
}

TEST_F(SqliteCheckpointsTest, WithoutItTheLogGrows) {
  sqlite3_wal_hook(writer.handle(), nullptr, nullptr);
  for (int i = 0; i < 200; ++i) write_pages(10);
  EXPECT_GE(log_pages(), 2'000u);
}

TEST_F(SqliteCheckpointsTest, AReaderOfAnOlderStateKeepsIt) {
  SqliteCheckpoints checkpoints(file, {.worth_it = 10, .too_long = 20});
  write_pages(1);
  SqliteConnection reader(file, SqliteConnection::Role::reader);
  const Statement count{"t.count", "select count(*) from t", ""};
  std::int64_t seen = 0;
  const auto look = [&] { reader.run(count, {}, [&](const Row& row) { seen = row.i64(0); }); };
  reader.step("begin");
  look();
  checkpoints.watch(writer);
  for (int i = 0; i < 20; ++i) write_pages(10);
  look();
  EXPECT_EQ(seen, 1) << "what it began with";
  reader.step("commit");
  look();
  EXPECT_EQ(seen, 21);
}

}  // namespace
}  // namespace db
