#include "platform/jobs/detail/priority.hpp"

#include <gtest/gtest.h>

namespace jobs {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const base::Time now = base::FakeClock().now();

TEST(Turns, HighFirstAndOthersOnlyWhereTheyMay) {
  const Heads heads{now, now, now};
  const auto picks = Turns().next(heads, now, {6, 4});
  ASSERT_EQ(picks.size(), 3u);
  EXPECT_EQ(picks[0].queue, Queue::high);
  EXPECT_EQ(picks[0].most, 6);
  EXPECT_EQ(picks[1].queue, Queue::medium);
  EXPECT_EQ(picks[1].most, 4);
  EXPECT_TRUE(Turns().next(heads, now, {0, 0}).empty());
  EXPECT_EQ(Turns().next(heads, now, {2, 0}).size(), 1u);
}

TEST(Turns, NothingBeforeItsTime) {
  EXPECT_TRUE(Turns().next({now + seconds(1), {}, {}}, now, {4, 4}).empty());
  EXPECT_TRUE(Turns().next({}, now, {4, 4}).empty());
}

TEST(Turns, EveryFourthIsForTheMostOverdue) {
  Turns turns;
  const Heads heads{now, now - minutes(2), now - minutes(7)};  // medium one minute beyond its patience, low two
  int aged = 0;
  for (int i = 0; i < 40; ++i) {
    const auto picks = turns.next(heads, now, {1, 1});
    if (picks.front().aged) {
      ++aged;
      EXPECT_EQ(picks.front().queue, Queue::low);
    }
    turns.took(1, {1, 1});
  }
  EXPECT_EQ(aged, 10);
  const auto many = Turns().next(heads, now, {10, 10});
  EXPECT_TRUE(many.front().aged);
  EXPECT_EQ(many.front().most, 2);
}

TEST(Turns, PatienceIsNotOverYet) {
  for (const auto& pick : Turns().next({now, now - seconds(59), now - minutes(4)}, now, {8, 8})) EXPECT_FALSE(pick.aged);
}

}  // namespace
}  // namespace jobs
