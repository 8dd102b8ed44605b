// Follows on both engines: one each, counted exactly however many come at once, moved once when a guest signs in.
#include "follows/follows.hpp"

#include <gmock/gmock.h>

#include <random>
#include <thread>

#include "follows/counts.hpp"
#include "support/database.hpp"
#include "support/hand_loop.hpp"
#include "support/sanitized.hpp"

namespace follows {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr db::Statement stored{"test.stored", "select count(*) from follows where artist_id = $1",
                               "select count(*) from follows where artist_id = $1"};

class FollowsTest : public testing::TestWithParam<db::Engine> {
 protected:
  FollowsTest() {
    database->write_now([&](db::Tx& tx) {
      marrow = artists::begin(tx, clock.now(), {.name = "Marrow Coast", .spotify_id = "marrow"}).id;
      kelp = artists::begin(tx, clock.now(), {.name = "Kelp & Salt", .spotify_id = "kelp"}).id;
      for (int i = 0; i < 40; ++i) people.push_back(accounts::add_guest(tx, clock.now()).id);
    });
  }
  bool follow_now(UserId user, ArtistId artist) {
    return database->write_now([&](db::Tx& tx) { return follow(tx, clock.now(), user, artist); });
  }
  bool unfollow_now(UserId user, ArtistId artist) {
    return database->write_now([&](db::Tx& tx) { return unfollow(tx, user, artist); });
  }
  std::int64_t count(ArtistId artist) {
    return database->read_now([&](db::Tx& tx) { return followers(tx, artist); });
  }
  std::vector<ArtistId> followed(UserId user) {
    std::vector<ArtistId> list;
    for (const auto& f : database->read_now([&](db::Tx& tx) { return of(tx, user); })) list.push_back(f.artist);
    return list;
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  ArtistId marrow, kelp;
  std::vector<UserId> people;
};

TEST_P(FollowsTest, FollowingAndUnfollowingTwiceIsOnce) {
  EXPECT_TRUE(follow_now(people[0], marrow));
  EXPECT_FALSE(follow_now(people[0], marrow));
  EXPECT_TRUE(follow_now(people[1], marrow));
  EXPECT_EQ(count(marrow), 2);
  EXPECT_TRUE(unfollow_now(people[0], marrow));
  EXPECT_FALSE(unfollow_now(people[0], marrow));
  EXPECT_FALSE(unfollow_now(people[0], kelp));
  EXPECT_EQ(count(marrow), 1);
  EXPECT_EQ(count(kelp), 0);
  EXPECT_FALSE(database->read_now([&](db::Tx& tx) { return is_following(tx, people[0], marrow); }));
  EXPECT_TRUE(database->read_now([&](db::Tx& tx) { return is_following(tx, people[1], marrow); }));
}

TEST_P(FollowsTest, TheLastFollowedComesFirst) {
  follow_now(people[0], marrow);
  clock.advance(std::chrono::hours(1));
  follow_now(people[0], kelp);
  EXPECT_THAT(followed(people[0]), ElementsAre(kelp, marrow));
}

TEST_P(FollowsTest, AGuestsFollowsBecomeTheAccountsOnce) {
  const auto guest = people[0], user = people[1];
  follow_now(guest, marrow);
  follow_now(guest, kelp);
  follow_now(user, marrow);
  for (int twice = 0; twice < 2; ++twice) database->write_now([&](db::Tx& tx) { adopt(tx, guest, user); });
  EXPECT_THAT(followed(guest), IsEmpty());
  EXPECT_THAT(followed(user), testing::UnorderedElementsAre(marrow, kelp));
  EXPECT_EQ(count(marrow), 1);
  EXPECT_EQ(count(kelp), 1);
  database->write_now([&](db::Tx& tx) { forget(tx, user); });
  EXPECT_THAT(followed(user), IsEmpty());
  EXPECT_EQ(count(marrow), 0);
}

// Everybody changes their mind all the time, 10,000 times, over two artists and four connections.
TEST_P(FollowsTest, ManyAtOnceAreCountedExactly) {
  constexpr int each = support::sanitized ? 500 : 2500;  // the release build counts the 10,000
  std::atomic<std::int64_t> balance = 0;
  std::vector<std::jthread> threads;
  for (unsigned part = 0; part < 4; ++part)
    threads.emplace_back([&, part] {
      const auto own = database.open_again();
      std::mt19937 dice(part);
      for (int i = 0; i < each; ++i) {
        const auto user = people[dice() % people.size()];  // the same people on every connection: they race with themselves, too
        const auto artist = dice() % 4 ? marrow : kelp;
        const bool wants = dice() % 2;
        const bool changed =
            own->write_now([&](db::Tx& tx) { return wants ? follow(tx, clock.now(), user, artist) : unfollow(tx, user, artist); });
        if (changed) balance += wants ? 1 : -1;
      }
    });
  threads.clear();
  const auto rows = [&](ArtistId artist) {
    return database->read_now([&](db::Tx& tx) { return *tx.one(stored, [](const db::Row& row) { return row.i64(0); }, artist); });
  };
  EXPECT_EQ(count(marrow), rows(marrow));
  EXPECT_EQ(count(kelp), rows(kelp));
  EXPECT_EQ(count(marrow) + count(kelp), balance);
  EXPECT_GT(balance, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, FollowsTest, testing::ValuesIn(support::engines()), support::engine_name);

class CountsTest : public FollowsTest {
 protected:
  std::function<void()> watch(ArtistId artist, std::vector<std::int64_t>& heard) {
    return counts.watch(artist, {.send =
                                     [&heard](std::int64_t n) {
                                       heard.push_back(n);
                                       return true;
                                     },
                                 .close = [&heard] { heard.push_back(-1); }});
  }
  support::HandLoop loop;
  Counts counts{database, loop};
};

TEST_P(CountsTest, WatchersHearEveryNumberOnceAndOnlyTheirArtists) {
  std::vector<std::int64_t> at_marrow, also, at_kelp;
  follow_now(people[0], marrow);
  const auto leave = watch(marrow, at_marrow);
  const auto leave_too = watch(marrow, also), leave_kelp = watch(kelp, at_kelp);
  loop.tick();
  loop.tick();
  EXPECT_THAT(at_marrow, ElementsAre(1));
  follow_now(people[1], marrow);
  follow_now(people[2], marrow);
  loop.tick();
  EXPECT_THAT(at_marrow, ElementsAre(1, 3));
  leave();
  unfollow_now(people[2], marrow);
  loop.tick();
  EXPECT_THAT(at_marrow, ElementsAre(1, 3));
  EXPECT_THAT(also, ElementsAre(1, 3, 2));
  EXPECT_THAT(at_kelp, ElementsAre(0));
  leave_too();
  leave_kelp();
  EXPECT_EQ(counts.watchers(), 0u);
  loop.tick();  // the last look; then it rests, until somebody comes
  const auto leave_again = watch(marrow, at_marrow);
  loop.tick();
  EXPECT_THAT(at_marrow, ElementsAre(1, 3, 2));
  counts.stop();
  EXPECT_THAT(at_marrow, ElementsAre(1, 3, 2, -1));
  leave_again();
}

// Reads of the other engine hop to threads; the loop here is turned by hand.
INSTANTIATE_TEST_SUITE_P(Engines, CountsTest, testing::Values(db::Engine::sqlite), support::engine_name);

}  // namespace
}  // namespace follows
