#include "platform/http/wakes.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace http {
namespace {

class Reader final : public Wakeable {
 public:
  explicit Reader(std::function<void()> then) : then_(std::move(then)) {}
  void woken() override { then_(); }

 private:
  std::function<void()> then_;
};

class WakesTest : public testing::Test {
 protected:
  void add(int number) {
    wakes.add(std::make_shared<Reader>([this, number] { woken.push_back(number); }));
  }
  asio::io_context io;
  Wakes wakes{io};
  std::vector<int> woken;
};

TEST_F(WakesTest, InTheOrderOfTheirMessagesAndOncePerMessage) {
  for (const int number : {1, 2, 1, 3}) add(number);
  EXPECT_TRUE(woken.empty()) << "only on their loop";
  io.run();
  EXPECT_THAT(woken, testing::ElementsAre(1, 2, 1, 3));
  add(4);
  io.restart();
  io.run();
  EXPECT_THAT(woken, testing::ElementsAre(1, 2, 1, 3, 4));
}

TEST_F(WakesTest, OthersHaveTheirTurnBetweenFewOfThousands) {
  for (int number = 0; number < 1000; ++number) add(number);
  std::size_t before_others = 0;
  asio::post(io, [&] { before_others = woken.size(); });
  io.run();
  EXPECT_EQ(woken.size(), 1000u);
  EXPECT_LE(before_others, 100u);
}

TEST_F(WakesTest, WhoIsAddedByOneThatIsWokenComesLater) {
  wakes.add(std::make_shared<Reader>([this] {
    add(2);
    woken.push_back(1);
  }));
  io.run();
  EXPECT_THAT(woken, testing::ElementsAre(1, 2));
}

}  // namespace
}  // namespace http
