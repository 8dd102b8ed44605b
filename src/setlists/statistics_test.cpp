#include "setlists/statistics.hpp"

#include "setlists/setlists_fixture.hpp"
#include "support/database.hpp"

namespace setlists::statistics {
namespace {

using testing::ElementsAre;

class StatisticsTest : public SetlistsFixture<support::TestDatabase> {
 protected:
  ShowId played(std::string date, const std::string& text) {
    const ShowId show = show_on(date);
    store(show, text);
    return show;
  }
  Overview after_refresh(std::size_t each = 10) {
    return database->write_now([&](db::Tx& tx) {
      refresh(tx, marrow);
      return overview(tx, marrow, each);
    });
  }
  // "Kelp 3": title and one figure.
  static std::vector<std::string> told(const std::vector<Figures>& list, std::int64_t Figures::* figure) {
    std::vector<std::string> out;
    for (const Figures& f : list) out.push_back(f.title + " " + std::to_string(f.*figure));
    return out;
  }
};

TEST_P(StatisticsTest, CountsOfSomeNights) {
  played("2026-01-01", "~Tape, Kelp, Understudy, Seven Bridges | Harbour Lights");
  const ShowId second = played("2026-01-02", "Kelp, Seven Bridges, Kelp | Harbour Lights | Understudy, Understudy");
  played("2026-01-03", "");
  const ShowId last = played("2026-01-04", "?, Kelp, Salt");
  const Overview o = after_refresh();
  EXPECT_THAT(told(o.most_played, &Figures::plays), ElementsAre("Kelp 3", "Harbour Lights 2", "Seven Bridges 2", "Understudy 2", "Salt 1"));
  EXPECT_THAT(told(o.openers, &Figures::openers), ElementsAre("Kelp 2"));  // the third began with a song nobody could name
  EXPECT_THAT(told(o.closers, &Figures::closers), ElementsAre("Kelp 1", "Seven Bridges 1", "Salt 1"));
  EXPECT_THAT(told(o.encores, &Figures::encores), ElementsAre("Harbour Lights 2", "Understudy 1"));
  EXPECT_THAT(told(o.rarities, &Figures::plays), ElementsAre("Salt 1", "Harbour Lights 2", "Seven Bridges 2", "Understudy 2"));
  EXPECT_TRUE(o.gaps.empty());
  EXPECT_EQ(o.debuts.front().title, "Salt");
  EXPECT_EQ(o.debuts.front().first_show, last);
  EXPECT_EQ(o.totals.setlists, 3);
  EXPECT_EQ(o.totals.distinct_songs, 5);
  EXPECT_DOUBLE_EQ(o.totals.average_length, (4 + 6 + 3) / 3.0);
  const Figures lights = o.most_played[1];
  EXPECT_EQ(lights.first_played, "2026-01-01");
  EXPECT_EQ(lights.last_played, "2026-01-02");
  EXPECT_EQ(lights.last_show, second);
  EXPECT_EQ(lights.gap, 1);  // the empty night in between does not count
}

TEST_P(StatisticsTest, GapsAreOfSongsThatWereOnceUsual) {
  for (int day = 10; day < 14; ++day) played("2026-02-" + std::to_string(day), "Kelp, Understudy");
  for (int day = 14; day < 17; ++day) played("2026-02-" + std::to_string(day), "Kelp");
  EXPECT_THAT(told(after_refresh().gaps, &Figures::gap), ElementsAre("Understudy 3"));
}

TEST_P(StatisticsTest, FollowTimeNotTheOrderOfImport) {
  const ShowId newer = played("2026-03-02", "Kelp");
  const ShowId older = played("2026-03-01", "Kelp, Salt");
  const Overview o = after_refresh();
  EXPECT_EQ(o.most_played[0].first_show, older);
  EXPECT_EQ(o.most_played[0].last_show, newer);
  const auto rows = database->read_now([&](db::Tx& tx) { return setlists::rows(tx, by_show(tx, older).front().id); });
  EXPECT_TRUE(rows[0].debut);
  EXPECT_EQ(rows[0].plays, 2);
}

TEST_P(StatisticsTest, AreMadeAnewEachTime) {
  const ShowId show = played("2026-03-02", "Kelp, Salt");
  after_refresh();
  store(show, "Kelp", "corrected");
  EXPECT_THAT(told(after_refresh().most_played, &Figures::plays), ElementsAre("Kelp 1"));
}

TEST_P(StatisticsTest, PagesOfAList) {
  played("2026-03-02", "A, B, C, D");
  after_refresh();
  database->read_now([&](db::Tx& tx) {
    EXPECT_THAT(told(statistics::songs(tx, marrow, By::plays, 2, 1), &Figures::plays), ElementsAre("B 1", "C 1"));
    EXPECT_TRUE(statistics::songs(tx, marrow, By::plays, 2, 9).empty());
    EXPECT_EQ(totals(tx, marrow).distinct_songs, 4);
  });
}

TEST_P(StatisticsTest, OfNothingAreNothing) {
  const Overview o = after_refresh();
  EXPECT_TRUE(o.most_played.empty());
  EXPECT_EQ(o.totals.setlists, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, StatisticsTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace setlists::statistics
