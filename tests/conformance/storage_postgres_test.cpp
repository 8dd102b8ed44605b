// What can only go wrong with a server: lost connections, deadlocks, time-outs.
#include <latch>
#include <thread>

#include "platform/db/postgres.hpp"
#include "storage_fixture.hpp"

namespace db {
namespace {

using testing::HasSubstr;
using testing::Not;

const Statement own_pid = same("storage.own_pid", "select pg_backend_pid()");
const Statement kill_backend = same("storage.kill_backend", "select pg_terminate_backend($1)");
const Statement slow = same("storage.slow", "select pg_sleep(20)");

std::int64_t pid_of(Tx& tx) {
  return *tx.one(own_pid, [](const Row& row) { return row.i64(0); });
}

class Postgres : public Storage {
 protected:
  // Ends a connection and waits until the server has let go of it.
  void kill_connection(std::int64_t pid) {
    auto other = database.open_again();
    other->write_now([&](Tx& tx) { tx.run(kill_backend, pid); });
    const Statement alive = same("storage.alive", "select count(*) from pg_stat_activity where pid = $1");
    while (other->read_now([&](Tx& tx) { return tx.one(alive, [](const Row& r) { return r.flag(0); }, pid); }) == true)
      std::this_thread::yield();
  }
  void kill_from_elsewhere(Tx& tx) {
    const auto pid = pid_of(tx);
    std::jthread([&] { kill_connection(pid); });
  }
};

TEST_P(Postgres, AConnectionLostWhileIdleIsReplaced) {
  auto single = open_postgres(database.location(), {.connections = 1});
  const auto pid = single->read_now([](Tx& tx) { return pid_of(tx); });
  kill_connection(pid);
  EXPECT_NE(single->read_now([](Tx& tx) { return pid_of(tx); }), pid);
}

TEST_P(Postgres, AConnectionLostInTheMiddleRunsTheWholeAgain) {
  add_counter(1);
  int runs = 0;
  database->write_now([&](Tx& tx) {
    tx.run(increment, 1);
    if (++runs < 3) kill_from_elsewhere(tx);
    tx.run(increment, 1);
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(value_of(1), 2);
}

TEST_P(Postgres, AnErrorOfALostConnectionCannotBeSwallowed) {
  add_counter(1);
  int runs = 0;
  const auto result = database->write_now([&](Tx& tx) -> base::Result<int> {
    ++runs;
    tx.run(increment, 1);
    if (runs == 1) {
      kill_from_elsewhere(tx);
      try {
        tx.run(increment, 1);
      } catch (const std::exception&) { return base::invalid("storage.swallowed", "swallowed"); }
    }
    return 5;
  });
  EXPECT_EQ(result.value(), 5);
  EXPECT_EQ(value_of(1), 1);
}

TEST_P(Postgres, AConnectionLostDuringTheCommitIsToldNotRepeated) {
  database->write_now([](Tx& tx) {
    tx.run(same("storage.suicide",
                "create function suicide() returns trigger language plpgsql as "
                "'begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end'"));
    tx.run(same("storage.trigger",
                "create constraint trigger dies after insert on counters deferrable initially deferred "
                "for each row when (new.n = 666) execute function suicide()"));
  });
  int runs = 0;
  EXPECT_EQ(code_thrown_by([&] {
              database->write_now([&](Tx& tx) {
                ++runs;
                tx.run(insert_counter, 1, 666);
              });
            }),
            "db.commit_unknown");
  EXPECT_EQ(runs, 1);
  add_counter(2);
  EXPECT_EQ(value_of(2), 0);
}

TEST_P(Postgres, AConnectionLostBeforeTheLastStatementRunsTheWholeAgain) {
  add_counter(1);
  int runs = 0;
  database->write_now([&](Tx& tx) {
    if (++runs == 1) kill_from_elsewhere(tx);
    tx.queue(increment, 1);
    tx.run_last(increment, 1);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(value_of(1), 2);
}

TEST_P(Postgres, ADeadlockIsResolvedByRunningTheVictimAgain) {
  add_counter(1);
  add_counter(2);
  std::latch both(2);
  std::atomic<int> runs = 0;
  const auto cross = [&](std::int64_t one, std::int64_t two) {
    database->write_now([&](Tx& tx) {
      tx.run(increment, one);
      if (++runs <= 2) both.arrive_and_wait();
      tx.run(increment, two);
    });
  };
  {
    std::jthread there([&] { cross(1, 2); });
    std::jthread back([&] { cross(2, 1); });
  }
  EXPECT_GT(runs, 2);
  EXPECT_EQ(value_of(1), 2);
  EXPECT_EQ(value_of(2), 2);
}

TEST_P(Postgres, ASlowStatementIsEnded) {
  auto hasty = open_postgres(database.location(), {.connections = 1, .statement = std::chrono::milliseconds(50)});
  EXPECT_EQ(code_thrown_by([&] { hasty->read_now([](Tx& tx) { tx.run(slow); }); }), "db.timeout");
  EXPECT_TRUE(hasty->read_now([](Tx& tx) { return pid_of(tx); })) << "the connection is usable";
}

TEST_P(Postgres, AWrongAddressIsToldAtOnceAndWithoutThePassword) {
  for (const auto& [url, code] :
       {std::pair{"postgresql://me:secret@127.0.0.1:1/theset", "db.unavailable"},
        std::pair{"postgresql://me:secret@[::bad/theset", "db.url_invalid"}, std::pair{"me:secret", "db.url_invalid"}}) {
    try {
      open_postgres(url);
      ADD_FAILURE() << url;
    } catch (const base::ErrorException& e) {
      EXPECT_EQ(e.error().code, code);
      EXPECT_THAT(e.error().message, Not(HasSubstr("secret")));
    }
  }
}

TEST_P(Postgres, ErrorsDoNotQuoteTheData) {
  add_counter(4711);
  try {
    add_counter(4711);
    ADD_FAILURE();
  } catch (const ConstraintError& e) { EXPECT_THAT(e.what(), Not(HasSubstr("4711"))); }
}

INSTANTIATE_TEST_SUITE_P(Engines, Postgres,
                         testing::ValuesIn(support::engines().size() < 2 ? std::vector<Engine>{} : std::vector{Engine::postgres}),
                         support::engine_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Postgres);

}  // namespace
}  // namespace db
