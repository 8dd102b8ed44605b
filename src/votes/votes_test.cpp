// Votes on both engines: one each, counted with them, safe to repeat.
#include "votes/votes.hpp"

#include <gmock/gmock.h>

#include <map>
#include <thread>

#include "support/database.hpp"
#include "votes/score.hpp"

namespace votes {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr db::Statement add_user{
    "test.add_user", "insert into users (id, display_name, email_verified, created_at, updated_at) values ($1, 'Ana', 1, 0, 0)",
    "insert into users (id, display_name, email_verified, created_at, updated_at) values ($1, 'Ana', 1, 0, 0)"};

class VotesTest : public testing::TestWithParam<db::Engine> {
 protected:
  VotesTest() {
    setlist = database->write_now([&](db::Tx& tx) {
      const auto artist = artists::begin(tx, clock.now(), {.name = "Marrow Coast", .spotify_id = "marrow"}).id;
      const auto show =
          shows::match_or_add(
              tx, clock.now(),
              {.source = "setlistfm", .external_id = "s", .kind = shows::ListingKind::setlist, .artist = artist, .date = "2026-03-01"})
              .id;
      for (Voter user = 1; user <= 40; ++user) tx.run(add_user, user);
      return setlists::ensure(tx, clock.now(), show, artist);
    });
  }
  Counted cast_now(const std::vector<Vote>& list) {
    return database->write_now([&](db::Tx& tx) { return cast(tx, clock.now(), setlist, list); });
  }
  Counted all(std::int64_t after = 0) {
    return database->read_now([&](db::Tx& tx) { return tallies(tx, setlist, after); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  SetlistId setlist;
  const Subject halogen{"item-a", "1", Meaning::happened};
};

MATCHER_P2(Is, up, down, "") { return arg.up == up && arg.down == down; }

TEST_P(VotesTest, OneVoteEachHoweverOftenItComes) {
  EXPECT_EQ(cast_now({{1, halogen, 1}, {2, halogen, 1}, {3, halogen, -1}}).n, 1);
  const auto again = cast_now({{1, halogen, 1}, {1, halogen, 1}});
  EXPECT_EQ(again.n, 1);
  EXPECT_THAT(again.tallies, IsEmpty());
  EXPECT_THAT(all().tallies, ElementsAre(Is(2, 1)));
}

TEST_P(VotesTest, AVoteIsChangedAndTakenBack) {
  cast_now({{1, halogen, 1}});
  EXPECT_THAT(cast_now({{1, halogen, -1}}).tallies, ElementsAre(Is(0, 1)));
  EXPECT_THAT(cast_now({{1, halogen, 0}}).tallies, ElementsAre(Is(0, 0)));
  EXPECT_THAT(database->read_now([&](db::Tx& tx) { return of(tx, setlist, 1); }), IsEmpty());
  EXPECT_THAT(cast_now({{1, halogen, 1}, {1, halogen, -1}, {1, halogen, 1}}).tallies, ElementsAre(Is(1, 0)));
}

TEST_P(VotesTest, MeaningsAndSongsAreKeptApart) {
  const Subject wish{"item-a", "1", Meaning::want}, replaced{"item-a", "2", Meaning::happened};
  cast_now({{1, halogen, 1}, {1, wish, 1}, {1, replaced, -1}});
  const auto counted = all();
  ASSERT_EQ(counted.tallies.size(), 3u);
  EXPECT_NE(counted.tallies[0].number, counted.tallies[1].number);
  EXPECT_EQ(database->read_now([&](db::Tx& tx) { return of(tx, setlist, 1); }).size(), 3u);
}

TEST_P(VotesTest, WhoKnowsARevisionGetsWhatChangedSince) {
  cast_now({{1, halogen, 1}});
  const auto n = cast_now({{1, {"item-b", "2", Meaning::happened}, 1}}).n;
  const auto later = all(n - 1);
  EXPECT_EQ(later.n, n);
  ASSERT_EQ(later.tallies.size(), 1u);
  EXPECT_EQ(later.tallies[0].subject.item, "item-b");
  EXPECT_THAT(all(n).tallies, IsEmpty());
}

TEST_P(VotesTest, ManyAtOnceAreAllCounted) {
  std::vector<std::jthread> threads;
  for (int part = 0; part < 4; ++part)
    threads.emplace_back([&, part] {
      const auto own = database.open_again();
      for (Voter user = part * 10 + 1; user <= part * 10 + 10; ++user)
        own->write_now(
            [&](db::Tx& tx) { return cast(tx, clock.now(), setlist, {{user, halogen, user % 4 == 0 ? -1 : 1}, {1, halogen, 1}}); });
    });
  threads.clear();
  EXPECT_THAT(all().tallies, ElementsAre(Is(30, 10)));
}

TEST_P(VotesTest, AGuestsVotesBecomeTheAccounts) {
  cast_now({{1, halogen, 1}, {1, {"item-b", "2", Meaning::happened}, 1}, {2, halogen, -1}});
  database->write_now([&](db::Tx& tx) { return adopt(tx, clock.now(), 1, 2).size(); });
  EXPECT_THAT(all().tallies, ElementsAre(Is(0, 1), Is(1, 0)));
  EXPECT_THAT(database->read_now([&](db::Tx& tx) { return of(tx, setlist, 1); }), IsEmpty());
}

TEST(Score, IsTheLowerBoundOfWhatTheShareMayBe) {
  EXPECT_EQ(score(Counts{}), 0);
  EXPECT_NEAR(score({1, 0}), 0.2065, 0.0001);    // Wilson, z = 1.96: 1 / (1 + z²)
  EXPECT_NEAR(score({60, 40}), 0.5020, 0.0001);  // and 0.6906, as the usual tables say
  EXPECT_NEAR(interval({60, 40}).high, 0.6906, 0.0001);
  EXPECT_GT(score({98, 2}), score({9, 0}));
  EXPECT_GT(score({9, 0}), score({60, 40}));
  EXPECT_NEAR(score(std::vector<Counts>{{50, 10}, {10, 30}}), score({60, 40}), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Engines, VotesTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace votes
