// Atomic, isolated, told after the commit; the same on every engine.
#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

#include "storage_fixture.hpp"

namespace db {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Transactions : public Storage {};

// Writes that were started together; wait() gives the code or kind of each one's failure.
class Crowd {
 public:
  Crowd(Database& database, int size) : database_(database), finished_(size), failures_(static_cast<std::size_t>(size)) {}
  template <class F>
  void start(int index, F work) {
    base::start(one(database_, work), [this, index](std::exception_ptr e) {
      failures_[static_cast<std::size_t>(index)] = e;
      finished_.count_down();
    });
  }
  const std::vector<std::exception_ptr>& wait() {
    finished_.wait();
    return failures_;
  }

 private:
  template <class F>
  static base::Task<void> one(Database& database, F work) {
    co_await database.write(work);
  }

  Database& database_;
  std::latch finished_;
  std::vector<std::exception_ptr> failures_;
};

TEST_P(Transactions, AnErrorResultLeavesNoTrace) {
  const auto result = database->write_now([](Tx& tx) -> base::Result<int> {
    tx.run(insert_counter, 1, 0);
    return base::invalid("storage.no", "no");
  });
  EXPECT_EQ(result.error().code, "storage.no");
  EXPECT_THAT(ids(), ElementsAre());
}

TEST_P(Transactions, AnExceptionLeavesNoTrace) {
  EXPECT_THROW(database->write_now([](Tx& tx) {
    tx.run(insert_counter, 1, 0);
    throw std::out_of_range("bug");
  }),
               std::out_of_range);
  EXPECT_THAT(ids(), ElementsAre());
}

TEST_P(Transactions, AFailedStatementLosesTheTransactionEvenWhenSwallowed) {
  add_counter(1);
  EXPECT_THROW(database->write_now([](Tx& tx) {
    tx.run(insert_counter, 2, 0);
    try {
      tx.run(insert_counter, 1, 0);
    } catch (const ConstraintError&) {}
    EXPECT_THROW(tx.run(insert_counter, 3, 0), std::logic_error);
  }),
               ConstraintError);
  EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_P(Transactions, WhatIsQueuedIsDoneBeforeWhatFollows) {
  database->write_now([](Tx& tx) {
    tx.queue(insert_counter, 1, 0);
    tx.queue(increment, 1);
    tx.queue(increment, 1);
    EXPECT_EQ(tx.run(increment, 1), 1);
    tx.queue(increment, 1);
  });
  EXPECT_EQ(value_of(1), 4);
}

TEST_P(Transactions, AFailureOfWhatIsQueuedLosesTheTransaction) {
  add_counter(1);
  for (const bool something_follows : {true, false}) {
    EXPECT_THROW(database->write_now([&](Tx& tx) {
      tx.queue(insert_counter, 2, 0);
      tx.queue(insert_counter, 1, 0);
      if (something_follows) tx.run(insert_counter, 3, 0);
    }),
                 ConstraintError);
    EXPECT_THAT(ids(), ElementsAre(1));
  }
}

TEST_P(Transactions, AnErrorResultAfterSomethingQueuedLeavesNoTrace) {
  const auto result = database->write_now([](Tx& tx) -> base::Result<int> {
    tx.queue(insert_counter, 1, 0);
    return base::invalid("storage.no", "no");
  });
  EXPECT_EQ(result.error().code, "storage.no");
  EXPECT_THAT(ids(), ElementsAre());
  add_counter(2);
  EXPECT_THAT(ids(), ElementsAre(2));
}

TEST_P(Transactions, TheLastStatementIsCommitted) {
  bool told = false;
  const auto changed = database->write_now([&](Tx& tx) {
    tx.after_commit([&] { told = true; });
    tx.queue(insert_counter, 1, 0);
    return tx.run_last(increment, 1);
  });
  EXPECT_EQ(changed, 1);
  EXPECT_TRUE(told);
  EXPECT_EQ(value_of(1), 1);
  EXPECT_EQ(database->write_now([&](Tx& tx) { return tx.run_last(increment, 7); }), 0) << "alone";
}

TEST_P(Transactions, AFailureOfTheLastStatementLeavesNoTrace) {
  add_counter(1);
  EXPECT_THROW(database->write_now([](Tx& tx) {
    tx.run(insert_counter, 2, 0);
    tx.run_last(insert_counter, 1, 0);
  }),
               ConstraintError);
  EXPECT_THROW(database->write_now([](Tx& tx) { tx.run_last(insert_child, 1, nullptr, 99); }), ConstraintError) << "at the commit";
  EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_P(Transactions, NothingFollowsTheLastStatement) {
  EXPECT_THROW(database->write_now([](Tx& tx) {
    tx.run_last(insert_counter, 1, 0);
    tx.run(increment, 1);
  }),
               std::logic_error);
  EXPECT_THROW(database->write_now([](Tx& tx) -> base::Result<int> {
    tx.run_last(insert_counter, 2, 0);
    return base::invalid("storage.no", "no");
  }),
               std::logic_error);
  add_counter(3);
  EXPECT_EQ(value_of(3), 0) << "the connection is well";
}

TEST_P(Transactions, BrokenKeysAreConstraintErrorsThatNameTheStatement) {
  add_counter(1);
  for (const bool unique : {true, false}) {
    try {
      database->write_now([&](Tx& tx) {
        if (unique) tx.run(insert_counter, 1, 0);
        else tx.run(insert_child, 1, 99, nullptr);
      });
      ADD_FAILURE();
    } catch (const ConstraintError& e) { EXPECT_THAT(e.what(), HasSubstr(unique ? "storage.insert_counter" : "storage.insert_child")); }
  }
  // A missing value is a bug of the program, not an expected clash.
  EXPECT_THROW(database->write_now([](Tx& tx) { tx.run(insert_counter, 2, nullptr); }), std::runtime_error);
}

TEST_P(Transactions, AKeyCheckedAtTheCommitFailsOnlyItsOwnTransaction) {
  std::latch busy(1), go(1);
  std::jthread blocker([&] {
    database->write_now([&](Tx& tx) {
      tx.run(insert_counter, 100, 0);
      busy.count_down();
      go.wait();
    });
  });
  busy.wait();
  Crowd crowd(database, 3);
  crowd.start(0, [](Tx& tx) { tx.run(insert_counter, 1, 0); });
  crowd.start(1, [](Tx& tx) { tx.run(insert_child, 1, nullptr, 99); });
  crowd.start(2, [](Tx& tx) { tx.run(insert_counter, 2, 0); });
  go.count_down();
  const auto failures = crowd.wait();
  EXPECT_FALSE(failures[0]);
  ASSERT_TRUE(failures[1]);
  EXPECT_THROW(std::rethrow_exception(failures[1]), ConstraintError);
  EXPECT_FALSE(failures[2]);
  blocker.join();
  EXPECT_THAT(ids(), ElementsAre(1, 2, 100));
}

TEST_P(Transactions, NeighboursOfAGroupDoNotSeeEachOthersFailures) {
  constexpr int size = 60;
  std::latch busy(1), go(1);
  std::jthread blocker([&] {
    database->write_now([&](Tx& tx) {
      tx.run(insert_counter, 1000, 0);
      busy.count_down();
      go.wait();
    });
  });
  busy.wait();
  Crowd crowd(database, size);
  for (int i = 0; i < size; ++i) {
    crowd.start(i, [i](Tx& tx) {
      tx.run(insert_counter, i, 0);
      if (i % 3 == 1) throw std::out_of_range("bug");
      if (i % 3 == 2) tx.run(insert_counter, 1000, 0);  // waits for, then clashes with, the blocker's
    });
  }
  go.count_down();
  const auto failures = crowd.wait();
  blocker.join();
  std::vector<std::int64_t> expected;
  for (int i = 0; i < size; ++i) {
    EXPECT_EQ(failures[static_cast<std::size_t>(i)] == nullptr, i % 3 == 0) << i;
    if (i % 3 == 0) expected.push_back(i);
  }
  expected.push_back(1000);
  EXPECT_EQ(ids(), expected);
}

TEST_P(Transactions, AThousandConcurrentIncrementsAreExact) {
  add_counter(1);
  {
    auto other = database.open_again();  // as a second process
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 125; ++i) (t % 2 ? *other : database.get()).write_now([](Tx& tx) { tx.run(increment, 1); });
      });
    }
    threads.clear();
  }
  EXPECT_EQ(value_of(1), 1000);
}

TEST_P(Transactions, ThereAreNoTransactionsInsideTransactions) {
  add_counter(1);
  const auto inner = [&](auto begin) { EXPECT_THROW(begin(), std::logic_error); };
  database->write_now([&](Tx&) {
    inner([&] { database->write_now([](Tx& tx) { tx.run(increment, 1); }); });
    inner([&] { value_of(1); });
    inner([&] { base::wait(database->write([](Tx& tx) { tx.run(increment, 1); })); });
  });
  database->read_now([&](Tx&) {
    inner([&] { value_of(1); });
    inner([&] { database->write_now([](Tx& tx) { tx.run(increment, 1); }); });
  });
  EXPECT_EQ(value_of(1), 0);
}

TEST_P(Transactions, AThreadOfTheDatabaseMayNotWaitForIt) {
  bool refused = false;
  database->write_now([&](Tx& tx) {
    tx.run(insert_counter, 1, 0);
    tx.after_commit([&] {
      try {
        database->write_now([](Tx& inner) { inner.run(increment, 1); });
      } catch (const std::logic_error&) { refused = true; }
    });
  });
  EXPECT_TRUE(refused);
}

TEST_P(Transactions, AReadSeesOnlyWhatIsCommitted) {
  add_counter(1);
  database->write_now([&](Tx& tx) {
    tx.run(increment, 1);
    std::jthread([&] { EXPECT_EQ(value_of(1), 0); });
    EXPECT_EQ(tx.one(counter, [](const Row& row) { return row.i64(0); }, 1), 1) << "the writer sees its own changes";
  });
  EXPECT_EQ(value_of(1), 1);
}

TEST_P(Transactions, AReadCannotWrite) {
  EXPECT_THROW(database->read_now([](Tx& tx) { tx.run(insert_counter, 1, 0); }), std::runtime_error);
  EXPECT_THAT(ids(), ElementsAre());
}

TEST_P(Transactions, AnErrorResultOfAReadIsHandedOver) {
  const auto result = database->read_now([](Tx&) -> base::Result<int> { return base::not_found("storage.none", "none"); });
  EXPECT_EQ(result.error().code, "storage.none");
  EXPECT_THAT(ids(), ElementsAre()) << "the connection is usable";
}

TEST_P(Transactions, ToldAfterTheCommitInOrderAndNeverAfterARollback) {
  std::vector<std::string> told;
  database->write_now([&](Tx& tx) {
    tx.run(insert_counter, 1, 0);
    tx.after_commit([&] {
      std::jthread([&] { told.push_back(value_of(1) ? "first, committed" : "first, too early"); });
      throw std::runtime_error("a listener's bug is logged");
    });
    tx.after_commit([&] { told.push_back("second"); });
    EXPECT_TRUE(told.empty());
  });
  EXPECT_THAT(told, ElementsAre("first, committed", "second")) << "told before the write is answered";

  const auto refused = database->write_now([&](Tx& tx) -> base::Result<int> {
    tx.after_commit([&] { told.push_back("never"); });
    return base::invalid("storage.no", "no");
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(told.size(), 2);
}

// An event loop in small: what is posted runs in run().
class Loop final : public base::Executor {
 public:
  void post(std::function<void()> work) override {
    const std::scoped_lock lock(mutex_);
    work_.push_back(std::move(work));
    arrived_.notify_one();
  }
  void after(base::Duration, std::function<void()> work) override { post(std::move(work)); }
  void run_one() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !work_.empty(); });
    const auto next = std::move(work_.front());
    work_.erase(work_.begin());
    lock.unlock();
    next();
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::function<void()>> work_;
};

TEST_P(Transactions, ATaskComesBackToTheLoopItLeft) {
  Loop loop;
  base::Executor::set_current(&loop);
  const auto home = std::this_thread::get_id();
  bool finished = false;
  const auto task = [](Database& db, std::thread::id here) -> base::Task<void> {
    const auto insert = [](Tx& tx) { return tx.run(insert_counter, 7, 3); };
    EXPECT_EQ(co_await db.write(insert), 1);
    EXPECT_EQ(std::this_thread::get_id(), here);
    const auto look = [](Tx& tx) { return tx.one(counter, [](const Row& row) { return row.i64(0); }, 7); };
    EXPECT_EQ(co_await db.read(look), 3);
    EXPECT_EQ(std::this_thread::get_id(), here);
    const auto fail = [](Tx& tx) { tx.run(insert_counter, 7, 3); };
    bool thrown = false;
    try {
      co_await db.write(fail);
    } catch (const ConstraintError&) { thrown = true; }
    EXPECT_TRUE(thrown);
  };
  base::start(task(database, home), [&](std::exception_ptr e) { finished = !e; });
  while (!finished) loop.run_one();
  base::Executor::set_current(nullptr);
}

TEST_P(Transactions, TooMuchWaitingIsRefusedNotKept) {
  std::latch busy(4), go(1);
  std::vector<std::jthread> blockers;  // as many as there may be connections
  for (int i = 0; i < 4; ++i) {
    blockers.emplace_back([&] {
      database->write_now([&](Tx&) {
        if (busy.try_wait()) return;
        busy.count_down();
        if (GetParam() == Engine::sqlite) busy.count_down(3);
        go.wait();
      });
    });
  }
  busy.wait();
  constexpr int flood = 25'000;
  std::atomic<int> refused = 0;
  std::latch finished(flood);
  const auto one = [](Database& db) -> base::Task<void> {
    const auto nothing = [](Tx&) {};
    co_await db.write(nothing);
  };
  for (int i = 0; i < flood; ++i) {
    base::start(one(database), [&](std::exception_ptr e) {
      if (e) refused += code_thrown_by([&] { std::rethrow_exception(e); }) == "db.busy" ? 1 : 1'000'000;
      finished.count_down();
    });
  }
  EXPECT_GT(refused, 1000);
  go.count_down();
  finished.wait();
  EXPECT_LT(refused, flood);
}

INSTANTIATE_TEST_SUITE_P(Engines, Transactions, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace db
