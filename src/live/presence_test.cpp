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
  Presence presence{30s};
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
  presence.elsewhere("b", {.here = 7, .who = {{"2", "Ben", "", false}}, .said = clock.now()}, clock.now());
  EXPECT_EQ(presence.here_elsewhere(), 7);
  EXPECT_THAT(presence.all(), SizeIs(1));
  EXPECT_THAT(presence.own(), IsEmpty());
  const auto last = clock.now();
  clock.advance(30s);
  presence.expire(clock.now());
  EXPECT_EQ(presence.here_elsewhere(), 0);
  EXPECT_THAT(presence.all(), IsEmpty());
  // What it left behind is read again and again, and is no news.
  presence.elsewhere("b", {.here = 7, .who = {{"2", "Ben", "", false}}, .said = last}, clock.now());
  EXPECT_EQ(presence.here_elsewhere(), 0);
}

TEST_F(PresenceTest, AnotherProcessGoesOnSayingIt) {
  const auto says = [&](base::Time said) { presence.elsewhere("b", {.here = 2, .who = {}, .said = said}, clock.now()); };
  says(clock.now() - 60s);
  EXPECT_EQ(presence.here_elsewhere(), 0) << "left behind long ago, by somebody this process has never heard";
  says(clock.now() - 50s);
  EXPECT_EQ(presence.here_elsewhere(), 2) << "its clock is behind, but it lives";
  const auto version = presence.version();
  for (int beat = 0; beat < 10; ++beat) {
    clock.advance(10s);
    says(clock.now());
    presence.expire(clock.now());
  }
  EXPECT_EQ(presence.here_elsewhere(), 2);
  EXPECT_EQ(presence.version(), version) << "nothing to tell";
  presence.only({});
  EXPECT_EQ(presence.here_elsewhere(), 0) << "it has said goodbye";
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
