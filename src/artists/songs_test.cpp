// What becomes one song, what a person says about it, and that the order in which it came to light makes no difference.
#include "artists/songs.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "artists/discography.hpp"
#include "support/database.hpp"

namespace artists {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SongsTest : public testing::TestWithParam<db::Engine> {
 protected:
  SongsTest() : artist(bring("Marrow Coast")) {}

  ArtistId bring(std::string name) {
    return database->write_now([&](db::Tx& tx) { return begin(tx, clock.now(), {name, {}, {}, {}, {}}).id; });
  }
  struct Cut {
    std::string title;
    std::string isrc = {};
  };
  void record(ArtistId whose, std::string id, std::vector<Cut> cuts, std::string title = "") {
    SourceAlbum album{.spotify_id = id, .title = title.empty() ? id : title, .type = "album", .released = "2018"};
    for (Cut& cut : cuts)
      album.tracks.push_back({{},
                              cut.isrc.empty() ? std::nullopt : std::optional(cut.isrc),
                              cut.title,
                              1,
                              static_cast<int>(album.tracks.size()) + 1,
                              200'000});
    database->write_now([&](db::Tx& tx) { store_album(tx, clock.now(), whose, album); });
  }
  SongId play(ArtistId whose, const std::string& title, std::optional<std::string> cover_of = {}) {
    const SongTitle titles[] = {{title, std::move(cover_of)}};
    return database->write_now([&](db::Tx& tx) { return ensure_songs(tx, whose, titles).begin()->second; });
  }
  SettledSongs settle(ArtistId whose) {
    return database->write_now([&](db::Tx& tx) { return settle_songs(tx, whose, said); });
  }
  // "TITLE: TITLE | TITLE" for each song, "TITLE = PART + PART" for each medley.
  std::vector<std::string> songs(ArtistId whose) {
    return database->read_now([&](db::Tx& tx) {
      std::vector<std::string> lines;
      for (const Song& song : songs_of(tx, whose, 1000)) {
        std::string line = song.title;
        const auto parts = parts_of(tx, song.id);
        for (const auto& part : parts) line += (&part == &parts.front() ? " = " : " + ") + part;
        const auto titles = titles_of(tx, song.id);
        for (std::size_t i = 1; i < titles.size(); ++i) line += (i == 1 ? ": " : " | ") + titles[i].title;
        lines.push_back(line);
      }
      return lines;
    });
  }
  SongId id_of(const std::string& title) {
    return database->read_now([&](db::Tx& tx) { return find_song(tx, artist, title); }).value();
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  ArtistId artist;
  std::vector<SaidOfSongs> said;
};
INSTANTIATE_TEST_SUITE_P(Engines, SongsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SongsTest, ATitleIsMadeOnceAndSpeltAsItShouldBe) {
  const SongId song = play(artist, "KELP");
  EXPECT_EQ(play(artist, "Kelp (Live)"), song);
  EXPECT_EQ(play(artist, "Kelp"), song);
  record(artist, "1", {{"Kelp - Remastered 2011"}, {"Understudy"}});
  EXPECT_THAT(songs(artist), ElementsAre("Kelp", "Understudy"));
  play(artist, "kelp!");
  EXPECT_THAT(songs(artist), ElementsAre("Kelp", "Understudy"));
}

TEST_P(SongsTest, OneIsrcJoinsTitlesThatAreAlikeAndAsksAboutOthers) {
  record(artist, "1", {{"Understudy", "QZ1"}, {"Harbour Lights", "QZ2"}});
  record(artist, "2", {{"Understudy (Kelp Garden)", "QZ1"}, {"The Long Way Home", "QZ2"}});
  const auto settled = settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Harbour Lights", "The Long Way Home", "Understudy: Understudy (Kelp Garden)"));
  ASSERT_THAT(settled.unsure, SizeIs(1));
  EXPECT_EQ(settled.unsure[0].reason, "recordings of “Harbour Lights” and “The Long Way Home” have one ISRC, but the titles differ");
  EXPECT_THAT(settled.joined,
              ElementsAre("recordings of “Understudy” and “Understudy (Kelp Garden)” have one ISRC, and the titles are alike"));
  EXPECT_TRUE(settled.changed);
  EXPECT_FALSE(settle(artist).changed);
}

TEST_P(SongsTest, VariantsAreRecordingsOfOneSong) {
  record(artist, "1", {{"Kelp", "QZ1"}, {"Kelp - Live", "QZ9"}, {"Kelp"}});
  record(artist, "2", {{"Kelp - Live at Halden Hall"}}, "Live at Halden Hall");
  record(artist, "3", {{"Kelp - Pale Ferry Remix"}}, "Kelp (Remixes)");
  record(artist, "4", {{"Kelp - Remastered 2022"}, {"Kelp - Demo"}, {"Kelp (Radio Edit)"}}, "Kelp (Deluxe Edition)");
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp"));
  std::map<std::string, int> variants;
  const SongId kelp = id_of("Kelp");
  for (const auto& r : database->read_now([&](db::Tx& tx) { return recordings_of(tx, kelp); }))
    ++variants[std::string(to_string(r.variant))];
  const std::map<std::string, int> expected{{"studio", 2}, {"live", 2}, {"remix", 1}, {"remaster", 1}, {"demo", 1}, {"other version", 1}};
  EXPECT_EQ(variants, expected);
}

TEST_P(SongsTest, ATitleOnlySetlistsKnowASlipAwayIsAskedAbout) {
  record(artist, "1", {{"Seven Bridges"}, {"Parabola"}, {"Parabol"}});
  play(artist, "Seven Brigdes");
  play(artist, "Seven Bridges, Part 2");
  const auto settled = settle(artist);
  ASSERT_THAT(settled.unsure, SizeIs(1));
  EXPECT_EQ(settled.unsure[0].other_title, "Seven Brigdes");
  EXPECT_THAT(songs(artist), SizeIs(5));
}

TEST_P(SongsTest, APersonsWordOutranksTheRules) {
  record(artist, "1", {{"Kelp, Part 2"}, {"Understudy"}});
  play(artist, "Kelp, Pt. II");
  play(artist, "The Other Actor");
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp, Part 2: Kelp, Pt. II", "The Other Actor", "Understudy"));
  said = {{id_of("Kelp, Part 2"), "kelp pt ii", false}, {id_of("The Other Actor"), "understudy", true}};
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp, Part 2", "Kelp, Pt. II", "Understudy: The Other Actor"));
  record(artist, "1", {{"Kelp, Part 2"}, {"Understudy"}});
  play(artist, "Kelp, Pt. II");
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp, Part 2", "Kelp, Pt. II", "Understudy: The Other Actor"));
  said.clear();
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp, Part 2: Kelp, Pt. II", "The Other Actor", "Understudy"));
}

TEST_P(SongsTest, MedleysAreCountedAsTheirPartsOnceAllAreKnown) {
  play(artist, "Kelp / Understudy");
  record(artist, "1", {{"Kelp"}});
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp", "Kelp / Understudy"));
  play(artist, "Understudy");
  EXPECT_TRUE(settle(artist).changed);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp", "Kelp / Understudy = Kelp + Understudy", "Understudy"));
  const auto counted = database->read_now([&](db::Tx& tx) { return counted_as(tx, artist); });
  EXPECT_THAT(counted.at(id_of("Kelp / Understudy")), ElementsAre(id_of("Kelp"), id_of("Understudy")));
  EXPECT_THAT(counted, SizeIs(1));
  // Somebody says it is a song of its own name, as one that is recorded under both.
  said = {{id_of("Kelp / Understudy"), "kelp", true}};
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Kelp: Kelp / Understudy", "Understudy"));
}

TEST_P(SongsTest, AMedleyOfCoversIsMadeOfTheOriginalArtistsSongs) {
  const ArtistId beatles = bring("The Lanternfish Union");
  play(artist, "She Waits / Hey There", "The Lanternfish Union");
  play(artist, "Hey There / Own Song");
  play(artist, "Own Song");
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Hey There / Own Song", "Own Song", "She Waits / Hey There"));
  record(beatles, "1", {{"She Waits - Remastered"}, {"Hey There"}});
  EXPECT_THAT(database->read_now([&](db::Tx& tx) { return play_medleys_of(tx, beatles); }), ElementsAre(artist));
  settle(artist);
  EXPECT_THAT(songs(artist), ElementsAre("Hey There", "Hey There / Own Song = Hey There + Own Song", "Own Song", "She Waits - Remastered",
                                         "She Waits / Hey There = She Waits - Remastered + Hey There"));
}

// Every setlist entry and record in any order, with settling in between at any moment, ends the same.
TEST_P(SongsTest, TheOrderMakesNoDifference) {
  std::vector<std::string> expected;
  std::mt19937 luck(20261122);
  for (int round = 0; round < 25; ++round) {
    const ArtistId band = bring("Pale Ferry " + std::to_string(round));
    const ArtistId original = bring("Weather " + std::to_string(round));
    const std::string name = "Weather " + std::to_string(round);
    std::vector<std::function<void()>> steps{
        [&] { record(band, "a", {{"Kelp, Pt. II", "QZ1"}, {"Harbour Lights (feat. Ana Holt)", "QZ2"}, {"The Understudy", "QZ3"}}); },
        [&] { record(band, "b", {{"Kelp, Part 2 - Live", "QZ4"}, {"HARBOUR LIGHTS"}, {"Understudy (Kelp Garden)", "QZ3"}}); },
        [&] { record(band, "c", {{"Seven Bridges", "QZ2"}, {"Kelp / Seven Bridges - Live"}, {"Harbor Lights", "QZ9"}}); },
        [&] { play(band, "Kelp"); },
        [&] { play(band, "KELP / SEVEN BRIDGES"); },
        [&] { play(band, "Seven Brigdes"); },
        [&] { play(band, "Understudy"); },
        [&] { play(band, "kelp part two"); },
        [&] { play(band, "Rain / Sleet / Kelp", name); },
        [&] { record(original, "w", {{"Rain"}, {"Sleet"}}); },
        [&] { play(band, "Sleet / Seven Bridges"); },
    };
    std::ranges::shuffle(steps, luck);
    for (const auto& step : steps) {
      step();
      if (luck() % 3 == 0) settle(band);
      if (luck() % 5 == 0) step();
    }
    const auto settled = settle(band);
    auto lines = songs(band);
    for (const auto& doubt : settled.unsure) lines.push_back(doubt.other_title + "? " + doubt.reason);
    if (round == 0) expected = lines;
    ASSERT_EQ(lines, expected) << "round " << round;
  }
  EXPECT_THAT(expected, testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace artists
