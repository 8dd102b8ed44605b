// Workers that die: real processes that end in the middle of a job.
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "platform/db/postgres.hpp"
#include "platform/db/sqlite.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/operate.hpp"
#include "support/database.hpp"

namespace jobs {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int died_holding_the_job = 9;

void die_in_the_middle_of_a_job(const std::string& where, base::Time now) {
  const auto database = where.starts_with("postgres") ? db::open_postgres(where) : db::open_sqlite(where);
  const base::FakeClock clock(now);
  const auto bus = bus::make_local_bus();
  Runner runner(*database, *bus, clock);
  runner.handle("deadly", [](Context& job) -> Outcome {
    if (job.payload.is_string()) job.database.write_now([&](db::Tx& tx) { EXPECT_TRUE(job.still_mine(tx)); });
    _exit(died_holding_the_job);
  });
  runner.run_due();
  _exit(1);
}

// This program is also the worker that dies, when the environment says so.
class DyingWorker : public testing::Environment {
  void SetUp() override {
    const char* where = std::getenv("DYING_WORKER_DATABASE");
    const char* now = std::getenv("DYING_WORKER_NOW");
    if (where && now) die_in_the_middle_of_a_job(where, base::from_millis(std::atoll(now)));
  }
};
const auto* const dying_worker = testing::AddGlobalTestEnvironment(new DyingWorker);

class RescueTest : public testing::TestWithParam<db::Engine> {
 protected:
  void let_a_worker_die() {
    std::vector<std::string> environment = {"DYING_WORKER_DATABASE=" + database.location(),
                                            "DYING_WORKER_NOW=" + std::to_string(base::to_millis(clock.now()))};
    std::vector<char*> pointers;
    for (std::string& variable : environment) pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    std::string program = "/proc/self/exe", brief = "--gtest_brief=1";
    char* arguments[] = {program.data(), brief.data(), nullptr};
    pid_t child = 0;
    ASSERT_EQ(posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, pointers.data()), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(WEXITSTATUS(status), died_holding_the_job);
  }
  JobId add(const NewJob& job) {
    return database->write_now([&](db::Tx& tx) { return enqueue(tx, clock.now(), job).id; });
  }
  Details details(JobId id) {
    return database->read_now([&](db::Tx& tx) { return find(tx, id); }).value();
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  Runner runner{database, *bus, clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, RescueTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(RescueTest, RunsAgainWithinTwelveSeconds) {
  int ran = 0;
  runner.handle("deadly", [&](Context& job) -> Outcome {
    EXPECT_EQ(job.attempt, 2);
    return ++ran, Done{};
  });
  const JobId id = add({.kind = "deadly"});
  let_a_worker_die();
  EXPECT_EQ(details(id).job.state, State::running);
  clock.advance(seconds(10));
  EXPECT_EQ(runner.run_due(), 0) << "the lease is not over";
  clock.advance(milliseconds(1));
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(ran, 1);
}

TEST_P(RescueTest, AJobThatKillsItsProcessesEndsDead) {
  std::string died_of;
  runner.handle(
      "deadly", [](Context&) -> Outcome { return ADD_FAILURE() << "must not run again", Done{}; },
      [&](db::Tx&, const boost::json::value&, const std::string& code, const std::string&) { died_of = code; });
  const JobId id = add({.kind = "deadly", .max_attempts = 2});
  for (int i = 0; i < 2; ++i) {
    let_a_worker_die();
    clock.advance(seconds(11));
  }
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(details(id).job.state, State::dead);
  EXPECT_EQ(details(id).errors.size(), 3u);
  EXPECT_EQ(died_of, "jobs.worker_lost");
}

TEST_P(RescueTest, SavedProgressForgivesLosses) {
  int attempt = 0;
  runner.handle("deadly", [&](Context& job) -> Outcome {
    attempt = job.attempt;
    return Done{};
  });
  add({.kind = "deadly", .payload = "saves progress", .max_attempts = 2});
  for (int i = 0; i < 4; ++i) {
    let_a_worker_die();
    clock.advance(seconds(11));
  }
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(attempt, 2);
}

TEST_P(RescueTest, ACancelledJobOfADeadWorkerEndsCancelled) {
  int told = 0;
  runner.handle(
      "deadly", [](Context&) -> Outcome { return ADD_FAILURE() << "must not run again", Done{}; },
      [&](db::Tx&, const boost::json::value&, const std::string& code, const std::string&) { told += code == "jobs.cancelled"; });
  const JobId id = add({.kind = "deadly"});
  let_a_worker_die();
  EXPECT_TRUE(database->write_now([&](db::Tx& tx) { return discard(tx, runner, clock.now(), "operator", id); }));
  clock.advance(seconds(11));
  EXPECT_EQ(runner.run_due(), 1);
  EXPECT_EQ(details(id).job.state, State::cancelled);
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace jobs
