// What waits for a reader, and when it is woken.
#include "platform/http/outbox.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

struct OutboxTest : testing::Test {
  OutboxTest() {
    outbox.attach([this] { ++woken; });
  }
  const std::vector<Shared>& take() {
    outbox.take(batch);
    return batch;
  }
  Outbox outbox;
  std::vector<Shared> batch;
  int woken = 0;
  const Shared half = std::make_shared<const std::string>(Outbox::limit / 2, 'x');
};

TEST_F(OutboxTest, WakesItsReaderOnceForAllThatCame) {
  EXPECT_TRUE(outbox.push(half));
  EXPECT_TRUE(outbox.push(half));
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(take().size(), 2u);
  EXPECT_EQ(outbox.waiting(), Outbox::limit);  // until it comes for more
  EXPECT_TRUE(take().empty());
  EXPECT_EQ(outbox.waiting(), 0u);
}

// Its reader writes what the peer never takes: to be ended, it has to hear of it.
TEST_F(OutboxTest, WakesAStuckReaderAgainWhenItIsFull) {
  outbox.push(half);
  take();
  outbox.push(half);
  EXPECT_EQ(woken, 2);
  EXPECT_FALSE(outbox.push(half));
  EXPECT_EQ(woken, 3);
  EXPECT_TRUE(outbox.overflowed() && outbox.closing());
  EXPECT_FALSE(outbox.push(half));
  EXPECT_EQ(woken, 3);
}

TEST_F(OutboxTest, WakesAStuckReaderAgainWhenItIsCut) {
  outbox.push(half);
  take();
  outbox.push(half);
  outbox.cut();
  outbox.cut();
  EXPECT_EQ(woken, 3);
  EXPECT_TRUE(outbox.overflowed() && take().empty());
}

}  // namespace
}  // namespace http
