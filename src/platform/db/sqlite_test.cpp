// What only the embedded engine does; what both engines do is in tests/conformance.
#include "platform/db/sqlite.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <latch>
#include <thread>

#include "support/database.hpp"

namespace db {
namespace {

constexpr Statement create{"t.create", "create table t (id bigint primary key, x text)", ""};
constexpr Statement insert{"t.insert", "insert into t (id, x) values ($1, $2)", ""};
constexpr Statement count{"t.count", "select count(*) from t", ""};

std::int64_t count_in(Database& database) {
  return *database.read_now([](Tx& tx) { return tx.one(count, [](const Row& row) { return row.i64(0); }); });
}

class SqliteTest : public testing::Test {
 protected:
  SqliteTest() {
    database->write_now([](Tx& tx) { tx.run(create); });
  }
  support::TestDatabase database{Engine::sqlite, support::TestDatabase::Schema::empty};
};

TEST_F(SqliteTest, RefusesMemoryThatConnectionsCannotShare) { EXPECT_THROW(open_sqlite(":memory:"), std::logic_error); }

TEST_F(SqliteTest, SaysWhichFileCannotBeOpened) {
  try {
    open_sqlite("/nowhere/at/all.db");
    FAIL();
  } catch (const base::ErrorException& e) {
    EXPECT_EQ(e.error().code, "db.unavailable");
    EXPECT_THAT(e.error().message, testing::HasSubstr("/nowhere/at/all.db"));
  }
}

TEST_F(SqliteTest, FinishesWhatWasSubmittedBeforeClosing) {
  {
    auto other = database.open_again();
    std::vector<std::jthread> writers;
    std::latch started(4);
    for (int i = 0; i < 4; ++i) {
      writers.emplace_back([&, i] {
        started.count_down();
        other->write_now([&](Tx& tx) { tx.run(insert, i, "x"); });
      });
    }
    started.wait();
    writers.clear();
  }
  EXPECT_EQ(count_in(database), 4);
}

TEST_F(SqliteTest, ReadsDoNotWaitForAWriter) {
  std::latch writing(1), read(1);
  std::jthread writer([&] {
    database->write_now([&](Tx& tx) {
      tx.run(insert, 1, "x");
      writing.count_down();
      read.wait();
    });
  });
  writing.wait();
  EXPECT_EQ(count_in(database), 0);
  read.count_down();
  writer.join();
  EXPECT_EQ(count_in(database), 1);
}

// Writes until it is killed; says on the pipe what was acknowledged.
[[noreturn]] void write_forever(const std::string& file, int acknowledged) {
  auto database = open_sqlite(file);
  database->write_now([](Tx& tx) { tx.run(create); });
  for (std::int64_t id = 0;; ++id) {
    database->write_now([&](Tx& tx) { tx.run(insert, id, "x"); });
    if (::write(acknowledged, &id, sizeof id) != sizeof id) ::_exit(1);
  }
}

// Without the fixture: no other thread lives while it forks.
TEST(SqliteKilled, WhatWasAcknowledgedSurvives) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const support::TempDir folder;
  const std::string file = folder.path() / "killed.db";
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) write_forever(file, ends[1]);
  ::close(ends[1]);
  std::int64_t last = -1, acknowledged = -1;
  while (::read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
    last = acknowledged;
    if (last == 300) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_GE(last, 300);
  EXPECT_GE(count_in(*open_sqlite(file)), last + 1);
}

TEST_F(SqliteTest, ABackupIsACompleteDatabaseAndNeverOverwrites) {
  database->write_now([](Tx& tx) { tx.run(insert, 1, "kept"); });
  const auto target = std::filesystem::path(database.location()).parent_path() / "backup.db";
  ASSERT_TRUE(backup_sqlite(database.location(), target));
  database->write_now([](Tx& tx) { tx.run(insert, 2, "later"); });
  EXPECT_EQ(count_in(*open_sqlite(target)), 1);
  EXPECT_EQ(backup_sqlite(database.location(), target).error().code, "db.backup_exists");
  EXPECT_EQ(backup_sqlite("/nowhere.db", "/nowhere2.db").error().code, "db.backup_failed");
}

}  // namespace
}  // namespace db
