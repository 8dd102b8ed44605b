// What processes say of who is where, on both engines.
#include "live/neighbours.hpp"

#include <gmock/gmock.h>

#include "support/database.hpp"

namespace live::neighbours {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

class NeighboursTest : public testing::TestWithParam<db::Engine> {
 protected:
  void tell(const std::string& process, std::vector<Here> lists) {
    for (auto& one : lists) one.process = process;
    database->write_now([&](db::Tx& tx) { neighbours::tell(tx, lists); });
  }
  std::vector<Here> heard_by(const std::string& process) {
    return database->read_now([&](db::Tx& tx) { return others(tx, {first, second}, process); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  const setlists::SetlistId first{1}, second{2}, third{3};
  const Presence::Entry ben{"2", "Ben \"the\" Bass", "01J9Z8Q4T7N3M5K2H6G0F1E9DA", true};
};
INSTANTIATE_TEST_SUITE_P(Engines, NeighboursTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(NeighboursTest, HearWhatWasSaidLast) {
  tell("a", {{first, {}, {.here = 3, .who = {ben}, .said = clock.now()}}, {third, {}, {.here = 1, .said = clock.now()}}});
  tell("a", {{first, {}, {.here = 4, .who = {ben}, .said = clock.now() + 1s}}});
  const auto heard = heard_by("b");
  ASSERT_THAT(heard, SizeIs(1));
  EXPECT_EQ(heard[0].process, "a");
  EXPECT_EQ(heard[0].what, (Presence::Elsewhere{4, {ben}, clock.now() + 1s}));
  EXPECT_THAT(heard_by("a"), IsEmpty());
}

TEST_P(NeighboursTest, NothingStaysOfWhoLeft) {
  tell("a", {{first, {}, {.here = 1, .said = clock.now()}}, {second, {}, {.here = 1, .said = clock.now()}}});
  tell("a", {{first, {}, {.here = 0, .said = clock.now()}}});
  EXPECT_THAT(heard_by("b"), SizeIs(1));
  database->write_now([&](db::Tx& tx) { forget(tx, clock.now()); });
  EXPECT_THAT(heard_by("b"), SizeIs(1));
  database->write_now([&](db::Tx& tx) { forget(tx, clock.now() + 1ms); });
  EXPECT_THAT(heard_by("b"), IsEmpty());
  tell("a", {{first, {}, {.here = 1, .said = clock.now()}}});
  database->write_now([](db::Tx& tx) { take_back(tx, "a"); });
  EXPECT_THAT(heard_by("b"), IsEmpty());
}

}  // namespace
}  // namespace live::neighbours
