// The runner with its threads: waking, stopping, cancelling, slots, and several processes at one queue.
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <semaphore>

#include "platform/jobs/jobs.hpp"
#include "platform/jobs/operate.hpp"
#include "support/database.hpp"

namespace jobs {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds too_long{30};

class RunnerTest : public testing::TestWithParam<db::Engine> {
 protected:
  JobId add(const NewJob& job) {
    return database->write_now([&](db::Tx& tx) { return enqueue(tx, clock.now(), job).id; });
  }
  Summary summary(JobId id) {
    return database->read_now([&](db::Tx& tx) { return find(tx, id); }).value().job;
  }
  static void until_told_to_stop(Context& job) {
    std::binary_semaphore never{0};
    while (!job.stop_requested()) (void)never.try_acquire_for(milliseconds(1));
  }

  support::TestDatabase database{GetParam()};
  base::SystemClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
};
INSTANTIATE_TEST_SUITE_P(Engines, RunnerTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(RunnerTest, EnqueueingWakesIt) {
  std::counting_semaphore<> ran{0};
  Runner runner(database, *bus, clock, {.poll = hours(1)});
  runner.handle("a", [&](Context&) -> Outcome { return ran.release(), Done{}; });
  runner.start();
  for (int i = 0; i < 20; ++i) {
    add({.kind = "a"});
    ASSERT_TRUE(ran.try_acquire_for(too_long));
  }
}

TEST_P(RunnerTest, ASnoozedJobComesBackWithoutAPoll) {
  std::binary_semaphore ran{0};
  Runner runner(database, *bus, clock, {.poll = hours(1)});
  int calls = 0;
  runner.handle("a", [&](Context&) -> Outcome {
    if (++calls < 5) return Snooze{clock.now() + milliseconds(20), ""};
    return ran.release(), Done{};
  });
  runner.start();
  add({.kind = "a"});
  EXPECT_TRUE(ran.try_acquire_for(too_long));
}

TEST_P(RunnerTest, StoppingPutsBackWhatIsUnfinished) {
  std::binary_semaphore begun{0};
  std::vector<JobId> ids;
  {
    Runner runner(database, *bus, clock, {.slots = 1, .reserved_for_high = 0});
    runner.handle("a", [&](Context& job) -> Outcome {
      begun.release();
      until_told_to_stop(job);
      return Retry{"a.stopped", "", {}};
    });
    const std::vector<NewJob> jobs(3, NewJob{.kind = "a"});
    for (const Enqueued& added : database->write_now([&](db::Tx& tx) { return enqueue_all(tx, clock.now(), jobs); }))
      ids.push_back(added.id);
    runner.start();
    ASSERT_TRUE(begun.try_acquire_for(too_long));
    runner.stop();
  }
  for (JobId id : ids) {
    EXPECT_EQ(summary(id).state, State::waiting);
    EXPECT_EQ(summary(id).attempt, 0);
  }
}

TEST_P(RunnerTest, CancellingReachesARunningJob) {
  std::binary_semaphore begun{0}, told{0};
  Runner runner(database, *bus, clock, {.poll = hours(1)});
  runner.handle(
      "a",
      [&](Context& job) -> Outcome {
        begun.release();
        until_told_to_stop(job);
        job.database.write_now([&](db::Tx& tx) { EXPECT_FALSE(job.still_mine(tx)); });
        return Snooze{clock.now() + hours(1), ""};
      },
      [&](db::Tx&, const boost::json::value&, const std::string& code, const std::string&) {
        EXPECT_EQ(code, "jobs.cancelled");
        told.release();
      });
  runner.start();
  const JobId id = add({.kind = "a"});
  ASSERT_TRUE(begun.try_acquire_for(too_long));
  EXPECT_TRUE(database->write_now([&](db::Tx& tx) { return discard(tx, runner, clock.now(), "operator", id); }));
  EXPECT_TRUE(told.try_acquire_for(too_long));
  runner.stop();
  EXPECT_EQ(summary(id).state, State::cancelled);
}

TEST_P(RunnerTest, HighHasItsOwnSlots) {
  std::counting_semaphore<> low_begun{0}, high_ran{0};
  Runner runner(database, *bus, clock, {.slots = 3, .reserved_for_high = 1});
  runner.handle("low", [&](Context& job) -> Outcome {
    low_begun.release();
    until_told_to_stop(job);
    return Snooze{clock.now(), ""};
  });
  runner.handle("high", [&](Context&) -> Outcome { return high_ran.release(), Done{}; });
  runner.start();
  for (int i = 0; i < 10; ++i) add({.kind = "low", .queue = Queue::low});
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(low_begun.try_acquire_for(too_long));
  for (int i = 0; i < 10; ++i) {
    add({.kind = "high", .queue = Queue::high});
    ASSERT_TRUE(high_ran.try_acquire_for(too_long));
  }
  EXPECT_FALSE(low_begun.try_acquire()) << "a third low job took the slot that is kept for high";
}

TEST_P(RunnerTest, AnOwnerThatThrowsHoldsUpNobody) {
  std::binary_semaphore ran{0};
  JobId bad, good;
  {
    Runner runner(database, *bus, clock);
    runner.handle(
        "bad", [](Context&) -> Outcome { return Dead{"bad.dead", ""}; },
        [&](db::Tx&, const boost::json::value&, const std::string&, const std::string&) { throw std::runtime_error("a bug"); });
    runner.handle("good", [&](Context&) -> Outcome { return ran.release(), Done{}; });
    runner.start();
    bad = add({.kind = "bad"});
    good = add({.kind = "good"});
    ASSERT_TRUE(ran.try_acquire_for(too_long));
  }
  EXPECT_EQ(summary(good).state, State::done);
}

// Three processes at one queue: each job runs exactly once, and never two of one key at the same moment.
TEST_P(RunnerTest, ProcessesShareTheWork) {
  constexpr int total = 300;
  std::mutex mutex;
  std::map<std::int64_t, int> runs;
  std::map<std::int64_t, int> inside;
  std::counting_semaphore<> ran{0};
  std::vector<std::unique_ptr<db::Database>> databases;
  std::vector<std::unique_ptr<Runner>> runners;
  for (int i = 0; i < 3; ++i) {
    databases.push_back(database.open_again());
    runners.push_back(std::make_unique<Runner>(*databases.back(), *bus, clock, RunnerOptions{.slots = 4, .reserved_for_high = 1}));
    runners.back()->handle("a", [&](Context& job) -> Outcome {
      const std::int64_t number = job.payload.as_int64();
      {
        std::lock_guard lock(mutex);
        ++runs[number];
        if (number % 3 == 0) { EXPECT_EQ(++inside[number % 7], 1); }
      }
      std::this_thread::yield();
      {
        std::lock_guard lock(mutex);
        if (number % 3 == 0) --inside[number % 7];
      }
      return ran.release(), Done{};
    });
    runners.back()->start();
  }
  std::vector<NewJob> many;
  for (int i = 0; i < total; ++i) {
    NewJob job{.kind = "a", .payload = i, .queue = static_cast<Queue>(i % 3)};
    if (i % 3 == 0) job.concurrency_key = "key " + std::to_string(i % 7);
    many.push_back(std::move(job));
  }
  database->write_now([&](db::Tx& tx) { enqueue_all(tx, clock.now(), many); });
  for (int i = 0; i < total; ++i) ASSERT_TRUE(ran.try_acquire_for(too_long)) << i;
  for (auto& runner : runners) runner->stop();
  EXPECT_EQ(runs.size(), static_cast<std::size_t>(total));
  for (const auto& [number, times] : runs) EXPECT_EQ(times, 1) << number;
  const auto left = database->read_now([&](db::Tx& tx) { return queues(tx, clock.now()); });
  for (const QueueStatus& queue : left) EXPECT_EQ(queue.waiting + queue.failed + queue.running + queue.dead, 0);
}

}  // namespace
}  // namespace jobs
