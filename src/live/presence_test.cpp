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
  presence.edits("cid-a", ana, clock.now());
  clock.advance(20s);
  presence.alive("cid-a", clock.now());
  clock.advance(30s - 1ms);
  presence.pass(clock.now());
  EXPECT_THAT(presence.all(), SizeIs(1));
  EXPECT_EQ(presence.next_due(), clock.now() + 1ms);
  clock.advance(1ms);
  presence.pass(clock.now());
  EXPECT_THAT(presence.all(), IsEmpty());
}

TEST_F(PresenceTest, IsToldTwiceASecondAtMost) {
  const auto held = [&] { return presence.all().at(0).item; };
  presence.sign("cid-a", ana, {.item = "x"}, clock.now());
  clock.advance(499ms);
  presence.sign("cid-a", ana, {.item = "y"}, clock.now());
  presence.sign("cid-a", ana, {.item = "z"}, clock.now());
  presence.pass(clock.now());
  EXPECT_EQ(held(), "x");
  EXPECT_EQ(presence.next_due(), clock.now() + 1ms);
  clock.advance(1ms);
  presence.pass(clock.now());
  EXPECT_EQ(held(), "z") << "the last word is told, only later";
  const auto version = presence.version();
  presence.sign("cid-a", ana, {.item = "z"}, clock.now() + 10ms);
  EXPECT_EQ(presence.version(), version);
  presence.sign("cid-a", ana, {.item = "y"}, clock.now() + 20ms);
  presence.sign("cid-a", ana, {.item = "z"}, clock.now() + 30ms);
  clock.advance(2s);
  presence.pass(clock.now());
  EXPECT_EQ(presence.version(), version) << "taken back before it was told";
}

TEST_F(PresenceTest, WhoOnlyLooksOnHasNoEntry) {
  presence.sign("cid-a", ana, {}, clock.now());
  EXPECT_THAT(presence.all(), IsEmpty());
  presence.edits("cid-a", ana, clock.now());
  EXPECT_THAT(presence.all(), SizeIs(1));
  presence.sign("cid-a", ana, {.item = "x"}, clock.now() + 1s);
  presence.edits("cid-a", ana, clock.now() + 2s);
  EXPECT_EQ(presence.all().at(0).item, "x") << "an edit lets nothing go";
  presence.sign("cid-a", ana, {}, clock.now() + 3s);
  EXPECT_THAT(presence.all(), SizeIs(1)) << "an editor with empty hands";
}

TEST_F(PresenceTest, NamesAPersonOnceHoweverManyPagesTheyHave) {
  const Participant ben{.id = 2, .name = "Ben"};
  presence.edits("cid-before", ana, clock.now());  // its reader has it loaded anew, and no goodbye came
  presence.edits("cid-after", ana, clock.now());
  presence.edits("cid-of-ben", ben, clock.now());
  EXPECT_THAT(presence.all(), SizeIs(2));
  presence.elsewhere("b", {.here = 1, .who = {{"1", "Ana", "x", true}}, .said = clock.now()}, clock.now());
  ASSERT_THAT(presence.all(), SizeIs(2)) << "her phone, at another process";
  EXPECT_EQ(presence.all().at(0), (Presence::Entry{"1", "Ana", "x", true})) << "with what she holds on one of them";
  presence.sign("cid-before", ana, {.item = "y"}, clock.now() + 1s);
  EXPECT_EQ(presence.all().at(0).item, "y") << "the hand at this process";
  presence.leave("cid-before");
  presence.leave("cid-after");
  presence.only({});
  EXPECT_THAT(presence.all(), SizeIs(1)) << "gone with the last of them";
}

TEST_F(PresenceTest, AProcessThatFallsSilentTakesItsPeopleWithIt) {
  presence.elsewhere("b", {.here = 7, .who = {{"2", "Ben", "", false}}, .said = clock.now()}, clock.now());
  EXPECT_EQ(presence.here_elsewhere(), 7);
  EXPECT_THAT(presence.all(), SizeIs(1));
  EXPECT_THAT(presence.own(), IsEmpty());
  const auto last = clock.now();
  clock.advance(30s);
  presence.pass(clock.now());
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
    presence.pass(clock.now());
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
