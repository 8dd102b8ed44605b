// Four processes share each budget over simulated days, through the real clients: the sandbox refuses what is over the services' own
// limits, and counts. Ours are set to exactly those, so one call too many anywhere is a refusal.
#include "app/budgets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>

#include "app/options.hpp"
#include "providers/setlistfm/client.hpp"
#include "providers/spotify/client.hpp"
#include "providers/ticketmaster/client.hpp"
#include "support/database.hpp"
#include "support/sandbox_http.hpp"
#include "support/sanitized.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;
using limits::Urgency;
using support::SandboxHttp;

config::Config with(config::Sources::Pairs settings) { return config::load(option::all(), {.flags = std::move(settings)}).value(); }

class BudgetsTest : public testing::TestWithParam<db::Engine> {
 protected:
  using Ask = std::function<std::optional<limits::Refusal>(Urgency)>;  // one call; why it was refused, if it was

  // What starts a process: its own connections and its own client, the same budget.
  template <class Client, class Options, class Call>
  std::function<Ask()> processes(const limits::Policy& policy, const Options& options, Call call) {
    return [=, this]() -> Ask {
      const std::shared_ptr<db::Database> connections = database.open_again();
      const std::shared_ptr<limits::Gate> gate = limits::make_gate(*connections, clock, policy);
      const auto client = std::make_shared<Client>(options, sandbox, *gate, clock);
      return [connections, gate, client, call](Urgency urgency) -> std::optional<limits::Refusal> {
        const auto answer = call(*client, urgency);
        if (answer) return std::nullopt;
        return answer.error();
      };
    };
  }

  // In each of four processes one worker keeps things current, one brings in what people asked for, and now and then a person waits.
  // Whoever is told to wait comes back when told or a little later; processes are started again in between.
  void work(base::Duration time, const std::function<Ask()>& start) {
    struct Worker {
      Ask& process;
      Urgency urgency;
      base::Time back;
    };
    std::vector<Ask> running(4);
    std::vector<Worker> workers;
    for (Ask& process : running) {
      process = start();
      for (const auto urgency : {Urgency::background, Urgency::urgent, Urgency::immediate})
        workers.push_back({process, urgency, clock.now()});
    }
    std::mt19937 random(7);
    const base::Time end = clock.now() + time;
    for (;;) {
      const auto next = std::ranges::min_element(workers, {}, &Worker::back);
      if (next->back >= end) break;
      clock.set(std::max(clock.now(), next->back));
      if (random() % 500 == 0) next->process = start();
      const auto jitter = std::chrono::milliseconds(random() % 50);
      const auto refusal = next->process(next->urgency);
      if (!refusal) {
        next->back = clock.now() + (next->urgency == Urgency::immediate ? 10min : 50ms) + jitter;
        continue;
      }
      ASSERT_EQ(refusal->what, limits::Refused::wait) << refusal->code << ": " << refusal->message;
      ASSERT_GT(refusal->until, clock.now()) << refusal->code;
      if (next->urgency == Urgency::immediate) longest_wait = std::max(longest_wait, *refusal->until - clock.now());
      next->back = *refusal->until + jitter;
    }
  }

  // Never one over, and at least 95 % of it used.
  void expect_spent(int permits, base::Duration window, base::Duration time) const {
    EXPECT_EQ(refused, 0) << "refused by the service";
    std::map<std::int64_t, int> windows;
    for (const base::Time at : calls) ++windows[at.time_since_epoch() / window];
    EXPECT_EQ(std::ssize(windows), time / window);
    for (const auto& [number, count] : windows) {
      EXPECT_LE(count, permits) << "in window " << number;
      EXPECT_GE(count, permits * 95 / 100) << "in window " << number;
    }
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock{base::Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}.time_since_epoch()}};  // a UTC midnight
  SandboxHttp sandbox{clock, {.today = clock.now()}};
  // PostgreSQL takes a round trip for every statement: there the days are smaller.
  const bool quick = GetParam() == db::Engine::sqlite && !support::sanitized;
  static int days(int usual) {  // THESET_DAYS simulates more of them
    const char* asked = std::getenv("THESET_DAYS");
    return asked ? std::max(1, std::atoi(asked)) : usual;
  }
  std::vector<base::Time> calls;
  int refused = 0;
  base::Duration longest_wait{0};  // of a person

  void SetUp() override {
    sandbox.spoil = [this](const http::OutRequest&, const http::OutResponse& answer) {
      calls.push_back(clock.now());
      refused += answer.status == 429;
    };
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, BudgetsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(BudgetsTest, SpotifyAThousandAnHourAndPeopleHardlyWait) {
  const auto budget = spotify_budget(with({}));
  const int in_30s = budget.rates[0].permits + budget.rates[0].burst - 1;
  sandbox.set_limit("spotify_per_30s", in_30s);
  const base::Duration time = (quick ? 8h : 1h) * days(1);
  const spotify::Options at{SandboxHttp::at(sandbox::spotify_prefix), SandboxHttp::at(sandbox::spotify_accounts_prefix),
                            std::string(sandbox::spotify_client_id), std::string(sandbox::spotify_client_secret)};
  work(time, processes<spotify::Client>(
                 budget, at, [](spotify::Client& client, Urgency urgency) { return client.search_artists("Pale Ferry", 0, urgency); }));
  expect_spent(1000, 1h, time);
  EXPECT_LT(longest_wait, 5s);
}

TEST_P(BudgetsTest, TicketmasterFiveASecondAnd5000ADay) {
  const int permits = quick ? 5000 : 500;
  sandbox.set_limit("ticketmaster_per_day", permits);
  const auto budget = ticketmaster_budget(with({{"ticketmaster.per_second", "5"}, {"ticketmaster.per_day", std::to_string(permits)}}));
  const ticketmaster::Options at{SandboxHttp::at(sandbox::ticketmaster_prefix), std::string(sandbox::ticketmaster_key)};
  work(24h * days(quick ? 2 : 1), processes<ticketmaster::Client>(budget, at, [](ticketmaster::Client& client, Urgency urgency) {
         return client.search_attractions("Pale Ferry", urgency);
       }));
  expect_spent(permits, 24h, 24h * days(quick ? 2 : 1));
}

TEST_P(BudgetsTest, SetlistfmTwoASecondAnd1440ADay) {
  const int permits = quick ? 1440 : 360;
  sandbox.set_limit("setlistfm_per_day", permits);
  const auto budget = setlistfm_budget(with({{"setlistfm.per_second", "2"}, {"setlistfm.per_day", std::to_string(permits)}}));
  const setlistfm::Options at{SandboxHttp::at(sandbox::setlistfm_prefix), std::string(sandbox::setlistfm_key)};
  work(24h * days(quick ? 3 : 1), processes<setlistfm::Client>(budget, at, [](setlistfm::Client& client, Urgency urgency) {
         return client.search_artists({.name = "Pale Ferry"}, urgency);
       }));
  expect_spent(permits, 24h, 24h * days(quick ? 3 : 1));
}

}  // namespace
}  // namespace app
