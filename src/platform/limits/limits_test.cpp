#include "platform/limits/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "support/database.hpp"

namespace limits {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class LimitsTest : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<Gate> gate(Policy policy) {
    policy.service = "setlistfm";
    return make_gate(database, clock, std::move(policy));
  }
  static bool goes(Gate& gate, Urgency urgency = Urgency::background) { return std::holds_alternative<Go>(gate.reserve(urgency)); }
  static Wait waits(Gate& gate, Urgency urgency = Urgency::background) { return std::get<Wait>(gate.reserve(urgency)); }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock{base::from_millis(1'790'000'000'000 / 86'400'000 * 86'400'000)};  // a UTC midnight
};
INSTANTIATE_TEST_SUITE_P(Engines, LimitsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(LimitsTest, RateSpacesCallsAndSaysWhen) {
  auto one = gate({.service = {}, .rates = {{2, seconds(1), 1}}, .quotas = {}});
  EXPECT_TRUE(goes(*one));
  const Wait wait = waits(*one);
  EXPECT_EQ(wait.reason, "rate");
  EXPECT_EQ(wait.until, clock.now() + milliseconds(500));
  clock.set(wait.until - milliseconds(1));
  EXPECT_FALSE(goes(*one));
  clock.set(wait.until);
  EXPECT_TRUE(goes(*one));
}

TEST_P(LimitsTest, BurstThenSteady) {
  auto one = gate({.service = {}, .rates = {{5, seconds(1), 5}}, .quotas = {}});
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(goes(*one));
  EXPECT_FALSE(goes(*one));
  clock.advance(milliseconds(200));
  EXPECT_TRUE(goes(*one));
  EXPECT_FALSE(goes(*one));
}

TEST_P(LimitsTest, LongWorkLeavesPartOfTheBurstToWhoeverWaits) {
  auto one = gate({.service = {}, .rates = {{8, seconds(32), 5, 2}}, .quotas = {}});  // one in four seconds
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(goes(*one, Urgency::urgent));
  EXPECT_EQ(waits(*one, Urgency::urgent).until, clock.now() + seconds(4));
  EXPECT_TRUE(goes(*one, Urgency::immediate));
  EXPECT_TRUE(goes(*one, Urgency::immediate));
  EXPECT_EQ(waits(*one, Urgency::immediate).until, clock.now() + seconds(4)) << "never over the whole burst";
  EXPECT_EQ(waits(*one, Urgency::urgent).until, clock.now() + seconds(12)) << "what was lent comes back first";
  for (int wait = 1; wait <= 2; ++wait) {
    clock.advance(seconds(4));
    EXPECT_FALSE(goes(*one, Urgency::urgent));
  }
  clock.advance(seconds(4));
  EXPECT_TRUE(goes(*one, Urgency::urgent));
  EXPECT_TRUE(goes(*one, Urgency::immediate));
}

TEST_P(LimitsTest, QuotaKeepsItsLastForUrgentCalls) {
  auto one = gate({.service = {}, .rates = {}, .quotas = {{5, hours(24), 2}}});
  clock.advance(hours(1));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(goes(*one));
  const Wait wait = waits(*one);
  EXPECT_EQ(wait.reason, "quota");
  EXPECT_EQ(wait.until, clock.now() + hours(23)) << "quotas end at UTC multiples of their length";
  EXPECT_TRUE(goes(*one, Urgency::urgent));
  EXPECT_TRUE(goes(*one, Urgency::urgent));
  EXPECT_FALSE(goes(*one, Urgency::urgent));
  const Status status = one->status();
  ASSERT_EQ(status.quotas.size(), 1u);
  EXPECT_EQ(status.quotas[0].used, 5);
  EXPECT_EQ(status.quotas[0].resets, wait.until);
  clock.set(wait.until);
  EXPECT_EQ(one->status().quotas[0].used, 0);
  EXPECT_TRUE(goes(*one));
}

TEST_P(LimitsTest, IsSharedAndSurvivesRestarts) {
  const Policy policy{.service = {}, .rates = {}, .quotas = {{2, hours(1), 0}}};
  EXPECT_TRUE(goes(*gate(policy)));
  const auto elsewhere = database.open_again();
  Policy same = policy;
  same.service = "setlistfm";
  EXPECT_TRUE(goes(*make_gate(*elsewhere, clock, same)));
  EXPECT_FALSE(goes(*gate(policy)));
}

TEST_P(LimitsTest, ClosedAsTold) {
  auto one = gate({.service = {}, .rates = {}, .quotas = {}});
  const base::Time until = clock.now() + hours(24);
  one->close_until(until, "QUOTA_EXCEEDED");
  one->close_until(clock.now() + seconds(1), "shorter");
  EXPECT_EQ(waits(*one).until, until);
  EXPECT_EQ(waits(*one, Urgency::urgent).reason, "closed");
  EXPECT_EQ(one->status().closed_reason, "QUOTA_EXCEEDED");
  clock.set(until);
  EXPECT_TRUE(goes(*one));
  EXPECT_EQ(one->status().closed_until, std::nullopt);
}

TEST_P(LimitsTest, NobodyClosesAServiceForYears) {
  auto one = gate({.service = {}, .rates = {}, .quotas = {}});
  one->close_until(clock.now() + hours(24 * 3650), "Retry-After: 315360000");
  EXPECT_EQ(waits(*one).until, clock.now() + hours(25));
}

TEST_P(LimitsTest, CircuitOpensTriesOnceAndCloses) {
  const Policy policy{.service = {}, .rates = {}, .quotas = {}, .failures_to_open = 3, .open_for = seconds(30)};
  auto one = gate(policy), other = gate(policy);
  one->failed();
  other->failed();
  EXPECT_TRUE(goes(*one));
  one->failed();
  EXPECT_EQ(waits(*other).reason, "circuit");
  EXPECT_EQ(one->status().circuit, Status::Circuit::open);
  clock.advance(seconds(10));
  one->failed();  // a call that was under way: opens it for no longer
  clock.advance(seconds(20));
  EXPECT_EQ(one->status().circuit, Status::Circuit::half_open);
  EXPECT_TRUE(goes(*other)) << "the trial";
  EXPECT_EQ(waits(*one).until, clock.now() + seconds(30)) << "exactly one";
  other->failed();
  EXPECT_EQ(waits(*one).until, clock.now() + seconds(30));
  clock.advance(seconds(30));
  EXPECT_TRUE(goes(*one));
  one->succeeded();
  EXPECT_TRUE(goes(*one));
  EXPECT_TRUE(goes(*other));
  EXPECT_EQ(one->status().failures_in_a_row, 0);
}

TEST_P(LimitsTest, ATrialWhoseProcessDiedIsFollowedByAnother) {
  auto one = gate({.service = {}, .rates = {}, .quotas = {}, .failures_to_open = 1, .open_for = seconds(30)});
  one->failed();
  clock.advance(seconds(30));
  EXPECT_TRUE(goes(*one));
  clock.advance(seconds(30));
  EXPECT_TRUE(goes(*one));
}

TEST_P(LimitsTest, SaysTheLatestOfAllReasons) {
  auto one = gate({.service = {}, .rates = {{1, seconds(1), 1}}, .quotas = {{1, hours(1), 0}}});
  EXPECT_TRUE(goes(*one));
  EXPECT_EQ(waits(*one).reason, "quota");
  EXPECT_EQ(waits(*one).until, clock.now() + hours(1));
}

TEST_P(LimitsTest, AClockSetBackLocksNothingForEver) {
  auto one =
      gate({.service = {}, .rates = {{2, seconds(1), 1}}, .quotas = {{3, hours(1), 0}}, .failures_to_open = 1, .open_for = seconds(30)});
  const base::Time real = clock.now();
  clock.advance(hours(24 * 3650));
  EXPECT_TRUE(goes(*one));
  one->close_until(clock.now() + minutes(5), "");
  one->failed();
  clock.set(real);
  const Wait wait = waits(*one);
  EXPECT_EQ(wait.until, real + minutes(5));
  clock.set(wait.until);
  EXPECT_TRUE(goes(*one));
  clock.advance(seconds(30));
  EXPECT_TRUE(goes(*one));
  clock.advance(seconds(30));
  EXPECT_EQ(waits(*one).until, real + hours(1)) << "what was spent stays spent";
}

TEST_P(LimitsTest, SmallClockDifferencesGiveNothingAway) {
  auto one = gate({.service = {}, .rates = {{2, seconds(1), 1}}, .quotas = {}});
  const base::Time start = clock.now();
  int calls = 0;
  for (int i = 0; i < 1000; ++i) {  // ten seconds, on machines that are 300 ms apart
    clock.set(start + milliseconds(10 * i - (i % 2) * 300));
    calls += goes(*one);
  }
  EXPECT_LE(calls, 21);
  EXPECT_GE(calls, 19);
}

TEST_P(LimitsTest, RacingProcessesNeverShareAPermit) {
  const Policy policy{.service = "setlistfm", .rates = {}, .quotas = {{25, hours(1), 0}}, .failures_to_open = 1, .open_for = seconds(30)};
  std::vector<std::unique_ptr<db::Database>> databases;
  for (int i = 0; i < 4; ++i) databases.push_back(database.open_again());
  const auto race = [&](int each) {
    std::atomic<int> went = 0;
    std::vector<std::jthread> processes;
    for (auto& process : databases)
      processes.emplace_back([&] {
        const auto one = make_gate(*process, clock, policy);
        for (int i = 0; i < each; ++i) went += goes(*one);
      });
    processes.clear();
    return went.load();
  };
  EXPECT_EQ(race(10), 25);
  clock.advance(hours(1));
  gate(policy)->failed();
  clock.advance(seconds(30));
  EXPECT_EQ(race(5), 1) << "one trial";
}

// Four processes on one clock, over days: never a call too many in any second or day, and the budget is used when there is work.
TEST_P(LimitsTest, NeverOverBudgetAndNearlyAllOfItUsed) {
  const Policy policy{.service = "setlistfm", .rates = {{2, seconds(1), 1}}, .quotas = {{1440, hours(24), 200}}};
  std::vector<std::unique_ptr<db::Database>> databases;
  std::vector<std::unique_ptr<Gate>> gates;
  for (int i = 0; i < 4; ++i) {
    databases.push_back(database.open_again());
    gates.push_back(make_gate(*databases.back(), clock, policy));
  }
  std::mt19937 random(7);
  const base::Time start = clock.now();
  const int days = GetParam() == db::Engine::sqlite ? 5 : 1;
  const base::Time end = start + hours(24 * days);
  std::vector<base::Time> background, all;
  std::array<base::Time, 4> back{start, start, start, start};
  while (clock.now() < end) {
    const std::size_t process = static_cast<std::size_t>(std::ranges::min_element(back) - back.begin());
    clock.set(std::max(clock.now(), back[process]));
    if (clock.now() >= end) break;
    // Whoever is told to wait comes back when told, or a little later.
    const Urgency urgency = random() % 8 == 0 ? Urgency::urgent : Urgency::background;
    const Decision decision = gates[process]->reserve(urgency);
    if (const auto* wait = std::get_if<Wait>(&decision)) {
      back[process] = wait->until + milliseconds(random() % 50);
      continue;
    }
    all.push_back(clock.now());
    if (urgency == Urgency::background) background.push_back(clock.now());
    back[process] = clock.now() + milliseconds(random() % 2000);
  }
  for (std::size_t i = 2; i < all.size(); ++i) ASSERT_GE(all[i] - all[i - 2], seconds(1)) << "three within a second";
  for (int day = 0; day < days; ++day) {
    const auto of_day = [&](base::Time t) { return t >= start + hours(24 * day) && t < start + hours(24 * (day + 1)); };
    EXPECT_LE(std::ranges::count_if(all, of_day), 1440);
    EXPECT_GE(std::ranges::count_if(all, of_day), 1240 * 95 / 100);
    EXPECT_LE(std::ranges::count_if(background, of_day), 1240);
  }
}

TEST(OpenGate, LetsEverythingPass) {
  const auto gate = open_gate();
  gate->failed();
  gate->close_until(base::Time::max(), "");
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(std::holds_alternative<Go>(gate->reserve(Urgency::background)));
}

}  // namespace
}  // namespace limits
