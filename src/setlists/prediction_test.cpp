#include "setlists/prediction.hpp"

#include "setlists/setlists_fixture.hpp"
#include "support/database.hpp"

namespace setlists {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

base::Time at(std::string_view instant) { return *base::read_instant(instant); }

class PredictionTest : public SetlistsFixture<support::TestDatabase> {
 protected:
  std::vector<std::string> expected(std::string_view before, std::size_t most = 30) {
    std::vector<std::string> out;
    for (const Predicted& p : database->read_now([&](db::Tx& tx) { return predict(tx, marrow, at(before), {}, most); }))
      out.push_back(p.title);
    return out;
  }
};

TEST_P(PredictionTest, NothingIsExpectedOfAnArtistWhosePastIsUnknown) {
  EXPECT_THAT(expected("2026-01-01T20:00:00Z"), IsEmpty());
  store(show_on("2026-01-01"), "");
  EXPECT_THAT(expected("2026-01-02T20:00:00Z"), IsEmpty());
}

TEST_P(PredictionTest, WhatIsPlayedEveryNightIsExpectedAndTapesAndTheUnnamedAreNot) {
  for (int day = 10; day < 20; ++day)
    store(show_on("2026-02-" + std::to_string(day)),
          std::string("~Tape, Kelp, ?, ") + (day % 2 ? "Understudy" : "Salt") + "| Seven Bridges");
  const auto list = expected("2026-02-20T20:00:00Z");
  EXPECT_EQ(list.size(), 4u);
  EXPECT_THAT(expected("2026-02-20T20:00:00Z", 2), testing::UnorderedElementsAre("Kelp", "Seven Bridges"));
  const auto odds = database->read_now([&](db::Tx& tx) { return predict(tx, marrow, at("2026-02-20T20:00:00Z")); });
  EXPECT_GT(odds[0].odds, 0.7);
  EXPECT_LT(odds[3].odds, 0.6);
  EXPECT_TRUE(std::ranges::is_sorted(odds, std::greater{}, &Predicted::odds));
}

TEST_P(PredictionTest, OnlyEarlierShowsAreKnown) {
  store(show_on("2026-03-01"), "Kelp");
  store(show_on("2026-03-02"), "Salt");
  EXPECT_THAT(expected("2026-03-01T20:00:00Z"), IsEmpty());
  EXPECT_THAT(expected("2026-03-02T20:00:00Z"), ElementsAre("Kelp"));
  EXPECT_THAT(expected("2026-03-03T01:00:00Z"), Contains("Salt"));
}

INSTANTIATE_TEST_SUITE_P(Engines, PredictionTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace setlists
