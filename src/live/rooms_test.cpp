// Who joins, and when: a hall that comes back is let in a second's worth at once, then evenly.
#include <gmock/gmock.h>

#include <map>

#include "live/live.hpp"
#include "support/database.hpp"

namespace live {
namespace {

using namespace std::chrono_literals;

// A loop on the test's clock: what is due is done when the clock is advanced.
class ClockLoop final : public base::Executor {
 public:
  explicit ClockLoop(base::FakeClock& clock) : clock_(clock) {}
  void post(std::function<void()> work) override { after(0ms, std::move(work)); }
  void after(base::Duration delay, std::function<void()> work) override { later_.emplace(clock_.now() + delay, std::move(work)); }
  void run() {
    while (!later_.empty() && later_.begin()->first <= clock_.now()) {
      const auto work = std::move(later_.extract(later_.begin()).mapped());
      work();
    }
  }

 private:
  base::FakeClock& clock_;
  std::multimap<base::Time, std::function<void()>> later_;
};

class RoomsTest : public testing::Test {
 protected:
  Rooms make(int joins_per_second) {
    return Rooms({.database = database, .clock = clock, .options = {.joins_per_second = joins_per_second}, .homes = {&loop}});
  }
  void come(Rooms& rooms, int many) {
    for (int i = 0; i < many; ++i) rooms.admit(SetlistId{1}, [&](Room* room) { ++(room ? in : away); });
    loop.run();
  }
  void pass(base::Duration time) {
    clock.advance(time);
    loop.run();
  }

  support::TestDatabase database;
  base::FakeClock clock;
  ClockLoop loop{clock};
  int in = 0, away = 0;
};

TEST_F(RoomsTest, ASecondsWorthIsLetInAtOnceAndTheOthersEvenly) {
  auto rooms = make(10);
  come(rooms, 25);
  EXPECT_EQ(in, 10);
  pass(99ms);
  EXPECT_EQ(in, 10);
  pass(1ms);
  EXPECT_EQ(in, 11);
  pass(900ms);
  EXPECT_EQ(in, 20);
  come(rooms, 1);
  EXPECT_EQ(in, 20) << "behind those who wait";
  pass(600ms);
  EXPECT_EQ(in, 26);
  pass(1s);
  come(rooms, 11);
  EXPECT_EQ(in, 36) << "full again after a second, not fuller";
  pass(1h);
  come(rooms, 11);
  EXPECT_EQ(in, 47);
  EXPECT_EQ(away, 0);
}

TEST_F(RoomsTest, NobodyWaitsLongerThanAPageDoes) {
  auto rooms = make(10);
  come(rooms, 100);
  EXPECT_EQ(in, 10);
  EXPECT_EQ(away, 10) << "they would have been let in after more than eight seconds";
  pass(1s);
  come(rooms, 20);
  EXPECT_EQ(away, 20) << "who is sent away has taken nobody's place";
  pass(8s);
  EXPECT_EQ(in, 100);
}

TEST_F(RoomsTest, TheRateIsExactWhereItDoesNotDivideAThousand) {
  for (const int rate : {300, 700, 3000}) {
    in = 0;
    auto rooms = make(rate);
    come(rooms, 3 * rate);
    EXPECT_EQ(in, rate);
    pass(1s);
    EXPECT_NEAR(in, 2 * rate, 1);
    pass(1s);
    EXPECT_NEAR(in, 3 * rate, 1);
  }
}

}  // namespace
}  // namespace live
