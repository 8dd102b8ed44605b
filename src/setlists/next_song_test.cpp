#include <boost/json.hpp>

#include "setlists/prediction.hpp"
#include "setlists/setlists_fixture.hpp"
#include "support/database.hpp"

namespace setlists {
namespace {

using testing::AllOf;
using testing::Gt;
using testing::IsEmpty;
using testing::Lt;

class NextSongTest : public SetlistsFixture<support::TestDatabase> {
 protected:
  // `names`: songs of Marrow Coast; those that happened first.
  std::unordered_map<std::string, double> next(const std::vector<std::string>& happened, const std::vector<std::string>& expected) {
    return database->read_now([&](db::Tx& tx) {
      ot::Document document;
      const auto put = [&](const std::string& name, const char* meaning) {
        boost::json::object song{{"title", name}};
        for (const auto& row : rows(tx, SetlistId{last_}))
          if (row.title == name && row.song) song["ref"] = row.song->str();
        document.items.push_back({name, {{"kind", "song"}, {"song", std::move(song)}, {"meaning", meaning}, {"odds", 90}}});
      };
      for (const auto& name : happened) put(name, "happened");
      for (const auto& name : expected) put(name, "expect");
      return next_songs(tx, marrow, document);
    });
  }
  void night(std::string_view date, std::string_view songs) { last_ = store(show_on(std::string(date)), std::string(songs)).id.value; }

 private:
  std::int64_t last_ = 0;
};

TEST_P(NextSongTest, FollowsWhatItFollowedLately) {
  for (int day = 10; day < 16; ++day) night("2026-02-" + std::to_string(day), "Kelp, Salt, Tidewrack | Seven Bridges");
  EXPECT_GT(next({}, {"Salt", "Kelp", "Tidewrack"})["Kelp"], 0.7) << "it opened every night";
  const auto after = next({"Kelp"}, {"Tidewrack", "Salt", "Seven Bridges"});
  EXPECT_GT(after.at("Salt"), 0.7);
  EXPECT_THAT(after.at("Tidewrack"), AllOf(Gt(0.02), Lt(0.2)));
  EXPECT_NEAR(after.at("Salt") + after.at("Tidewrack") + after.at("Seven Bridges"), 1, 1e-9);
  EXPECT_GT(next({"Kelp", "Tidewrack"}, {"Salt", "Seven Bridges"})["Seven Bridges"], 0.7) << "an encore follows what was before it";
}

TEST_P(NextSongTest, LaterNightsSayMore) {
  for (int day = 10; day < 15; ++day) night("2026-02-" + std::to_string(day), "Kelp, Salt, Tidewrack");
  for (int day = 10; day < 15; ++day) night("2026-03-" + std::to_string(day), "Kelp, Tidewrack, Salt");
  const auto after = next({"Kelp"}, {"Salt", "Tidewrack"});
  EXPECT_GT(after.at("Tidewrack"), after.at("Salt"));
}

TEST_P(NextSongTest, WithoutAPastAllThatIsExpectedIsAlike) {
  EXPECT_THAT(next({"Kelp"}, {}), IsEmpty());
  const auto odds = next({"Something new"}, {"Kelp", "Salt"});
  EXPECT_DOUBLE_EQ(odds.at("Kelp"), 0.5);
  EXPECT_DOUBLE_EQ(odds.at("Salt"), 0.5);
}

INSTANTIATE_TEST_SUITE_P(Engines, NextSongTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace setlists
