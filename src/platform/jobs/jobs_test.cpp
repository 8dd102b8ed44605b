// What a job goes through, one step at a time on a fake clock, on each engine.
#include "platform/jobs/jobs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/jobs/operate.hpp"
#include "support/database.hpp"

namespace jobs {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;

class JobsTest : public testing::TestWithParam<db::Engine> {
 protected:
  Enqueued add(const NewJob& job) {
    return database->write_now([&](db::Tx& tx) { return enqueue(tx, clock.now(), job); });
  }
  Enqueued add(std::string kind, Queue queue = Queue::medium) { return add({.kind = std::move(kind), .queue = queue}); }
  Details details(JobId id) {
    return database->read_now([&](db::Tx& tx) { return find(tx, id); }).value();
  }
  State state(JobId id) { return details(id).job.state; }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  Runner runner{database, *bus, clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, JobsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(JobsTest, RunsWithItsPayloadAndIsDone) {
  std::string seen;
  runner.handle("mail.send", [&](Context& job) -> Outcome {
    seen = job.payload.at("to").as_string();
    return Done{};
  });
  const Enqueued added = add({.kind = "mail.send", .payload = {{"to", "Pale Ferry"}}});
  EXPECT_FALSE(added.existing);
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(seen, "Pale Ferry");
  EXPECT_EQ(state(added.id), State::done);
  EXPECT_EQ(runner.run_due(), 0);
}

TEST_P(JobsTest, VanishesWithItsTransaction) {
  runner.handle("a", [](Context&) -> Outcome { return Done{}; });
  const auto refused = [&](db::Tx& tx) -> base::Result<void> {
    enqueue(tx, clock.now(), {.kind = "a"});
    return base::invalid("test.no", "no");
  };
  EXPECT_FALSE(database->write_now(refused));
  EXPECT_EQ(runner.run_due(), 0);
}

TEST_P(JobsTest, UniqueKeyAnswersTheUnfinishedJob) {
  runner.handle("a", [](Context&) -> Outcome { return Done{}; });
  const NewJob job{.kind = "a", .unique_key = "artist:1"};
  const Enqueued first = add(job), second = add(job);
  EXPECT_TRUE(second.existing);
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_FALSE(add(job).existing) << "a finished job does not stand in the way";
}

TEST_P(JobsTest, WaitsUntilItsTime) {
  runner.handle("a", [](Context&) -> Outcome { return Done{}; });
  add({.kind = "a", .run_at = clock.now() + seconds(5)});
  EXPECT_EQ(runner.run_due(), 0);
  clock.advance(seconds(5));
  EXPECT_EQ(runner.run_due(), 1);
}

TEST_P(JobsTest, UnknownKindsStayWaiting) {
  runner.handle("known", [](Context&) -> Outcome { return Done{}; });
  const Enqueued unknown = add("unknown");
  add("known");
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(state(unknown.id), State::waiting);
}

TEST_P(JobsTest, RetriesWithBackoffThenDies) {
  int died = 0;
  runner.handle(
      "a", [](Context& job) -> Outcome { return Retry{"a.broken", "Attempt " + std::to_string(job.attempt), {}}; },
      [&](db::Tx&, const boost::json::value& payload, const std::string& code, const std::string& message) {
        ++died;
        EXPECT_EQ(payload.as_int64(), 7);
        EXPECT_EQ(code, "a.broken");
        EXPECT_EQ(message, "Attempt 3");
      });
  const Enqueued added = add({.kind = "a", .payload = 7, .max_attempts = 3});
  for (int attempt = 1; attempt <= 3; ++attempt) {
    ASSERT_EQ(runner.run_due(), 1);
    if (attempt == 3) break;
    EXPECT_EQ(state(added.id), State::failed);
    const base::Duration wait = details(added.id).job.run_at - clock.now();
    EXPECT_GE(wait, milliseconds(800 * (15 + (1 << attempt))));
    EXPECT_LE(wait, milliseconds(1200 * (15 + (1 << attempt))));
    clock.advance(wait - milliseconds(1));
    EXPECT_EQ(runner.run_due(), 0);
    clock.advance(milliseconds(1));
  }
  const Details dead = details(added.id);
  EXPECT_EQ(dead.job.state, State::dead);
  EXPECT_EQ(dead.payload, "7");
  ASSERT_EQ(dead.errors.size(), 3u);
  EXPECT_EQ(dead.errors[2].attempt, 3);
  EXPECT_EQ(dead.errors[2].message, "Attempt 3");
  EXPECT_EQ(died, 1);
}

TEST_P(JobsTest, RetryAfterWins) {
  const base::Time until = clock.now() + hours(24);
  runner.handle("a", [&](Context&) -> Outcome { return Retry{"a.told", "", until}; });
  const Enqueued added = add("a");
  runner.run_due();
  EXPECT_EQ(details(added.id).job.run_at, until);
}

TEST_P(JobsTest, SnoozeCostsNoAttempt) {
  int calls = 0;
  runner.handle("a", [&](Context& job) -> Outcome {
    EXPECT_EQ(job.attempt, 1);
    if (++calls == 30) return Done{};
    return Snooze{clock.now() + seconds(1), "waiting for the budget"};
  });
  const Enqueued added = add({.kind = "a", .max_attempts = 2});
  ASSERT_EQ(runner.run_due(), 1);
  EXPECT_EQ(details(added.id).job.note, "waiting for the budget");
  for (int i = 1; i < 30; ++i) {
    clock.advance(seconds(1));
    ASSERT_EQ(runner.run_due(), 1);
  }
  EXPECT_EQ(state(added.id), State::done);
}

TEST_P(JobsTest, DeadAtOnceAndExceptions) {
  runner.handle("dead", [](Context&) -> Outcome { return Dead{"a.gone", "There is no such artist."}; });
  runner.handle("throws", [](Context&) -> Outcome { throw std::runtime_error("out of range"); });
  const Enqueued dead = add("dead"), throws = add("throws");
  EXPECT_EQ(runner.run_due(), 2);
  EXPECT_EQ(state(dead.id), State::dead);
  EXPECT_EQ(state(throws.id), State::failed);
  EXPECT_EQ(details(throws.id).errors.at(0).code, "jobs.exception");
  EXPECT_EQ(details(throws.id).errors.at(0).message, "out of range");
}

TEST_P(JobsTest, OnDeadSharesTheTransaction) {
  runner.handle(
      "a", [](Context&) -> Outcome { return Dead{"a.gone", ""}; },
      [&](db::Tx& tx, const boost::json::value&, const std::string&, const std::string&) { enqueue(tx, clock.now(), {.kind = "told"}); });
  int told = 0;
  runner.handle("told", [&](Context&) -> Outcome { return ++told, Done{}; });
  add("a");
  EXPECT_EQ(runner.run_due(), 2);
  EXPECT_EQ(told, 1);
}

TEST_P(JobsTest, HighBeforeMediumBeforeLow) {
  std::vector<std::string> order;
  for (const char* kind : {"low", "medium", "high"})
    runner.handle(kind, [&order, kind](Context&) -> Outcome { return order.push_back(kind), Done{}; });
  add("low", Queue::low);
  add("medium", Queue::medium);
  add("high", Queue::high);
  add("high", Queue::high);
  runner.run_due();
  EXPECT_THAT(order, ElementsAre("high", "high", "medium", "low"));
}

TEST_P(JobsTest, LowIsNeverStarved) {
  bool low_ran = false;
  int high_before = 0;
  runner.handle("high", [&](Context&) -> Outcome {
    clock.advance(seconds(10));
    high_before += !low_ran;
    if (!low_ran && high_before < 200) add("high", Queue::high);  // there is always another one
    return Done{};
  });
  runner.handle("low", [&](Context&) -> Outcome { return low_ran = true, Done{}; });
  add("low", Queue::low);
  add("high", Queue::high);
  runner.run_due();
  EXPECT_TRUE(low_ran);
  EXPECT_LE(high_before, 35) << "five minutes of patience, then within four jobs";
}

TEST_P(JobsTest, OneRunningPerConcurrencyKey) {
  std::vector<std::string> inside;
  Runner other(database, *bus, clock);
  other.handle("a", [&](Context&) -> Outcome { return inside.push_back("other"), Done{}; });
  runner.handle("a", [&](Context&) -> Outcome {
    if (inside.empty()) {
      inside.push_back("first");
      EXPECT_EQ(other.run_due(), 1) << "only the one with another key";
    }
    return Done{};
  });
  add({.kind = "a", .concurrency_key = "artist:1"});
  add({.kind = "a", .concurrency_key = "artist:1"});
  add({.kind = "a", .concurrency_key = "artist:2"});
  EXPECT_EQ(runner.run_due(), 2);
  EXPECT_THAT(inside, ElementsAre("first", "other"));
}

TEST_P(JobsTest, StillMineUntilRescued) {
  auto elsewhere = database.open_again();
  Runner other(*elsewhere, *bus, clock);
  int other_ran = 0;
  other.handle("a", [&](Context& job) -> Outcome {
    EXPECT_EQ(job.attempt, 2);
    return ++other_ran, Done{};
  });
  const auto mine = [](Context& job) { return job.database.write_now([&](db::Tx& tx) { return job.still_mine(tx); }); };
  runner.handle("a", [&](Context& job) -> Outcome {
    EXPECT_TRUE(mine(job));
    clock.advance(seconds(11));  // this worker hangs for longer than its lease
    EXPECT_EQ(other.run_due(), 1);
    EXPECT_FALSE(mine(job));
    return Retry{"a.late", "must not be written down", {}};
  });
  const Enqueued added = add("a");
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(other_ran, 1);
  const Details after = details(added.id);
  EXPECT_EQ(after.job.state, State::done);
  ASSERT_EQ(after.errors.size(), 1u);
  EXPECT_EQ(after.errors[0].code, "jobs.worker_lost");
}

TEST_P(JobsTest, EnqueuedTogether) {
  runner.handle("a", [](Context&) -> Outcome { return Done{}; });
  const std::vector<NewJob> many(100, NewJob{.kind = "a"});
  EXPECT_EQ(database->write_now([&](db::Tx& tx) { return enqueue_all(tx, clock.now(), many); }).size(), 100u);
  EXPECT_EQ(runner.run_due(), 100);
}

TEST_P(JobsTest, ReportsProgress) {
  JobId id;
  runner.handle("a", [&](Context& job) -> Outcome {
    job.database.write_now([&](db::Tx& tx) { report(tx, job.id, 40, "page 4 of 10"); });
    EXPECT_EQ(details(id).job.progress, 40);
    EXPECT_EQ(details(id).job.note, "page 4 of 10");
    return Done{};
  });
  id = add("a").id;
  EXPECT_EQ(runner.run_due(), 1);
}

}  // namespace
}  // namespace jobs
