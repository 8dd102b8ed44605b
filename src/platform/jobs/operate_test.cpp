#include "platform/jobs/operate.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"

namespace jobs {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class OperateTest : public testing::TestWithParam<db::Engine> {
 protected:
  OperateTest() {
    runner.handle("good", [&](Context&) -> Outcome {
      clock.advance(seconds(2));
      return Done{};
    });
    runner.handle(
        "bad", [](Context&) -> Outcome { return Dead{"bad.dead", "It cannot work."}; },
        [&](db::Tx&, const boost::json::value&, const std::string& code, const std::string&) { told.push_back(code); });
  }
  template <class F>
  auto write(F work) {
    return database->write_now(work);
  }
  JobId add(const NewJob& job) {
    return write([&](db::Tx& tx) { return enqueue(tx, clock.now(), job).id; });
  }
  State state(JobId id) {
    return write([&](db::Tx& tx) { return find(tx, id); }).value().job.state;
  }
  QueueStatus status(Queue queue) {
    return write([&](db::Tx& tx) { return queues(tx, clock.now()); }).at(static_cast<std::size_t>(queue));
  }
  std::string retry_code(JobId id) {
    const auto answer = write([&](db::Tx& tx) { return retry(tx, clock.now(), "olive", id); });
    return answer ? "" : answer.error().code;
  }
  std::string discard_code(JobId id) {
    const auto answer = write([&](db::Tx& tx) { return discard(tx, runner, clock.now(), "olive", id); });
    return answer ? "" : answer.error().code;
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  Runner runner{database, *bus, clock};
  std::vector<std::string> told;
};
INSTANTIATE_TEST_SUITE_P(Engines, OperateTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(OperateTest, ListsInPages) {
  std::vector<JobId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(add({.kind = "good", .queue = i == 2 ? Queue::low : Queue::high}));
  const Page first = write([&](db::Tx& tx) { return list(tx, {.state = {}, .queue = Queue::high, .kind = {}}, {}, 3); });
  ASSERT_EQ(first.jobs.size(), 3u);
  EXPECT_EQ(first.jobs[0].id, ids[4]);
  ASSERT_TRUE(first.next);
  const Page second = write([&](db::Tx& tx) { return list(tx, {.state = {}, .queue = Queue::high, .kind = {}}, first.next, 3); });
  ASSERT_EQ(second.jobs.size(), 1u);
  EXPECT_EQ(second.jobs[0].id, ids[0]);
  EXPECT_FALSE(second.next);
  EXPECT_TRUE(write([&](db::Tx& tx) { return list(tx, {.state = State::dead, .queue = {}, .kind = {}}); }).jobs.empty());
  EXPECT_TRUE(write([&](db::Tx& tx) { return list(tx, {.state = {}, .queue = {}, .kind = "bad"}); }).jobs.empty());
}

TEST_P(OperateTest, RetriesADeadJobFromTheBeginning) {
  const JobId id = add({.kind = "bad"});
  runner.run_due();
  ASSERT_EQ(state(id), State::dead);
  const Page dead = write([&](db::Tx& tx) { return list(tx, {.state = State::dead, .queue = {}, .kind = {}}); });
  ASSERT_EQ(dead.jobs.size(), 1u);
  EXPECT_EQ(dead.jobs[0].last_error_code, "bad.dead");
  EXPECT_EQ(dead.jobs[0].last_error, "It cannot work.");
  EXPECT_EQ(retry_code(id), "");
  EXPECT_EQ(state(id), State::waiting);
  runner.run_due();
  EXPECT_EQ(state(id), State::dead);
  EXPECT_EQ(write([&](db::Tx& tx) { return find(tx, id); })->errors.size(), 2u) << "old errors are kept";
  EXPECT_EQ(retry_code(JobId{1}), "jobs.unknown");
}

TEST_P(OperateTest, RetryRespectsUniqueKeys) {
  const JobId id = add({.kind = "bad", .unique_key = "one"});
  runner.run_due();
  add({.kind = "good", .unique_key = "one"});
  EXPECT_EQ(retry_code(id), "jobs.duplicate");
  runner.run_due();
  EXPECT_EQ(retry_code(id), "");
}

TEST_P(OperateTest, DiscardTellsTheOwnerOnce) {
  const JobId waiting = add({.kind = "bad", .run_at = clock.now() + hours(1)}), dead = add({.kind = "bad"});
  runner.run_due();
  EXPECT_EQ(told, std::vector<std::string>{"bad.dead"});
  EXPECT_EQ(discard_code(waiting), "");
  EXPECT_EQ(discard_code(dead), "");
  EXPECT_EQ(told, (std::vector<std::string>{"bad.dead", "jobs.cancelled"}));
  EXPECT_EQ(state(waiting), State::cancelled);
  EXPECT_EQ(state(dead), State::cancelled);
  EXPECT_EQ(discard_code(dead), "jobs.finished");
  EXPECT_EQ(discard_code(JobId{1}), "jobs.unknown");
  const auto lines = write([&](db::Tx& tx) { return audit(tx); });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].verb, "discard");
  EXPECT_EQ(lines[1].verb, "cancel");
  clock.advance(hours(2));
  EXPECT_EQ(runner.run_due(), 0);
}

TEST_P(OperateTest, ManyAtOnce) {
  for (int i = 0; i < 5; ++i) add({.kind = "bad"});
  runner.run_due();
  const Filter dead{.state = State::dead, .queue = {}, .kind = "bad"};
  EXPECT_EQ(write([&](db::Tx& tx) { return retry_all(tx, clock.now(), "olive", dead); }), 5);
  EXPECT_EQ(status(Queue::medium).waiting, 5);
  const Filter waiting{.state = State::waiting, .queue = {}, .kind = {}};
  EXPECT_EQ(write([&](db::Tx& tx) { return discard_all(tx, runner, clock.now(), "olive", waiting); }), 5);
  EXPECT_EQ(status(Queue::medium).cancelled, 5);
  const auto lines = write([&](db::Tx& tx) { return audit(tx); });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].verb, "discard_all");
  EXPECT_EQ(lines[1].verb, "retry_all");
  EXPECT_EQ(lines[1].who, "olive");
  EXPECT_EQ(lines[1].detail, "5 jobs, state dead, kind bad");
}

TEST_P(OperateTest, APausedQueueStartsNothing) {
  add({.kind = "good", .queue = Queue::low});
  add({.kind = "good", .queue = Queue::high});
  write([&](db::Tx& tx) { pause(tx, clock.now(), "olive", Queue::low); });
  EXPECT_TRUE(status(Queue::low).paused);
  EXPECT_EQ(status(Queue::low).paused_by, "olive");
  EXPECT_EQ(runner.run_due(), 1);
  write([&](db::Tx& tx) { resume(tx, clock.now(), "olive", Queue::low); });
  EXPECT_FALSE(status(Queue::low).paused);
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(write([&](db::Tx& tx) { return audit(tx); }).size(), 2u);
}

TEST_P(OperateTest, CountsAndOldestWait) {
  add({.kind = "unknown", .queue = Queue::low});
  add({.kind = "unknown", .queue = Queue::low, .run_at = clock.now() + hours(1)});
  clock.advance(minutes(3));
  EXPECT_EQ(status(Queue::low).waiting, 2);
  EXPECT_EQ(status(Queue::low).oldest_wait, minutes(3));
  EXPECT_EQ(status(Queue::high).oldest_wait, seconds(0));
}

TEST_P(OperateTest, Throughput) {
  add({.kind = "good"});
  add({.kind = "good"});
  runner.run_due();
  const auto medium = write([&](db::Tx& tx) { return throughput(tx, clock.now(), minutes(5)); }).at(1);
  EXPECT_EQ(medium.done, 2);
  EXPECT_EQ(medium.mean_run, seconds(2));
  EXPECT_EQ(medium.longest_wait, seconds(2));
  EXPECT_EQ(medium.mean_wait, seconds(1));
  clock.advance(minutes(10));
  EXPECT_EQ(write([&](db::Tx& tx) { return throughput(tx, clock.now(), minutes(5)); }).at(1).done, 0);
}

TEST_P(OperateTest, PruneKeepsWhatMustStay) {
  const JobId done = add({.kind = "good"}), dead = add({.kind = "bad"}), cancelled = add({.kind = "unknown"});
  runner.run_due();
  discard_code(cancelled);
  const auto prune_now = [&] { return write([&](db::Tx& tx) { return prune(tx, clock.now()); }); };
  EXPECT_EQ(prune_now(), 0);
  clock.advance(hours(24) + minutes(1));
  EXPECT_EQ(prune_now(), 1);
  EXPECT_FALSE(write([&](db::Tx& tx) { return find(tx, done); }));
  clock.advance(hours(24 * 7));
  EXPECT_EQ(prune_now(), 1);
  EXPECT_FALSE(write([&](db::Tx& tx) { return find(tx, cancelled); }));
  clock.advance(hours(24 * 365));
  EXPECT_EQ(prune_now(), 0);
  EXPECT_EQ(state(dead), State::dead);
}

TEST_P(OperateTest, SchedulesFireOnceForAllProcessesAndBackfillOnce) {
  Runner second(database, *bus, clock);
  int runs = 0;
  for (Runner* process : {&runner, &second}) {
    process->handle("nightly", [&](Context&) -> Outcome { return ++runs, Done{}; });
    ASSERT_TRUE(process->schedule("nightly sync", "0 3 * * *", "Europe/Berlin", {.kind = "nightly"}));
  }
  EXPECT_EQ(runner.schedule("x", "0 3 * *", "UTC", {.kind = "nightly"}).error().code, "cron.fields");
  EXPECT_EQ(runner.schedule("x", "0 3 * * *", "Mars/Base", {.kind = "nightly"}).error().code, "cron.unknown_zone");
  EXPECT_EQ(runner.run_due() + second.run_due(), 0);
  clock.advance(hours(24));
  EXPECT_EQ(runner.run_due() + second.run_due(), 1);
  clock.advance(hours(24 * 5));  // an outage of five nights
  EXPECT_EQ(second.run_due() + runner.run_due(), 1);
  EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace jobs
