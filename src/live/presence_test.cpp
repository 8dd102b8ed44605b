// Who is here, by the server's clock.
#include "live/presence.hpp"

#include <gmock/gmock.h>

#include "live/rate.hpp"

namespace live {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

struct PresenceTest : testing::Test {
  base::FakeClock clock;
  Presence presence;
  Participant ana{.id = 1, .name = "Ana"};
};

TEST_F(PresenceTest, EndsThirtySecondsAfterTheLastSignOfLife) {
  presence.sign("cid-a", ana, {}, clock.now());
  clock.advance(20s);
  presence.alive("cid-a", clock.now());
  clock.advance(30s - 1ms);
  presence.expire(clock.now());
  EXPECT_THAT(presence.all(), SizeIs(1));
  EXPECT_EQ(presence.next_expiry(), clock.now() + 1ms);
  clock.advance(1ms);
  presence.expire(clock.now());
  EXPECT_THAT(presence.all(), IsEmpty());
}

TEST_F(PresenceTest, IsToldTwiceASecondAtMost) {
  EXPECT_TRUE(presence.sign("cid-a", ana, {.item = "x"}, clock.now()));
  EXPECT_FALSE(presence.sign("cid-a", ana, {.item = "y"}, clock.now() + 499ms));
  EXPECT_TRUE(presence.sign("cid-a", ana, {.item = "y"}, clock.now() + 500ms));
  const auto version = presence.version();
  EXPECT_TRUE(presence.sign("cid-a", ana, {.item = "y"}, clock.now() + 510ms));
  EXPECT_EQ(presence.version(), version);
}

TEST_F(PresenceTest, AProcessThatFallsSilentTakesItsPeopleWithIt) {
  presence.elsewhere("node-b", {.here = 7, .who = {{"2", "Ben", "", false}}, .at = clock.now()});
  EXPECT_EQ(presence.here_elsewhere(), 7);
  EXPECT_THAT(presence.all(), SizeIs(1));
  EXPECT_THAT(presence.own(), IsEmpty());
  clock.advance(30s);
  presence.expire(clock.now());
  EXPECT_EQ(presence.here_elsewhere(), 0);
  EXPECT_THAT(presence.all(), IsEmpty());
}

TEST(Bucket, GivesABurstThenOneInATime) {
  base::FakeClock clock;
  Bucket bucket;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(bucket.take(clock.now(), 20, 500ms), 0ms);
  EXPECT_EQ(bucket.take(clock.now(), 20, 500ms), 500ms);
  clock.advance(500ms);
  EXPECT_EQ(bucket.take(clock.now(), 20, 500ms), 0ms);
  EXPECT_GT(bucket.take(clock.now(), 20, 500ms), 0ms);
}

}  // namespace
}  // namespace live
