#include "artists/song_match.hpp"

#include <gmock/gmock.h>

#include "artists/song_groups.hpp"

namespace artists {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SongMatchTest, SpellingsOfOneTitle) {
  const std::pair<const char*, const char*> same[] = {
      {"Kelp, Pt. II", "Kelp (Part 2)"},
      {"The Train Kept A-Rollin'", "Train Kept A-Rolling"},
      {"Rock & Roll", "Rock and Roll"},
      {"Rock 'n' Roll", "Rock and Roll"},
      {"Harbour Lights", "Harbor Lights"},
      {"Song Two", "Song 2"},
      {"Gettin' Older", "Getting Older"},
      {"Dreamboy/Dreamgirl", "Dream Boy / Dream Girl"},
      {"Étape 1", "Etape 1"},
      {"Untitled II", "Untitled 2"},
      {"Vol. 3: The Tide", "Volume 3, The Tide"},
  };
  for (const auto& [a, b] : same) EXPECT_EQ(loosened(title_key(a)), loosened(title_key(b))) << a;
  const std::pair<const char*, const char*> different[] = {
      {"Untitled I", "Untitled II"},
      {"Parabol", "Parabola"},
      {"Computer World", "Computer World 2"},
      {"Kelp (Part 1)", "Kelp (Part 2)"},
      {"You", "I"},
      {"The", "A"},
  };
  for (const auto& [a, b] : different) EXPECT_NE(loosened(title_key(a)), loosened(title_key(b))) << a;
  EXPECT_FALSE(loosened(title_key("???")).empty());
}

TEST(SongMatchTest, AnIsrcIsBelievedWhenTitlesAreAlike) {
  const auto alike = [](std::string_view a, std::string_view b) { return may_be_one(title_key(a), title_key(b)); };
  EXPECT_TRUE(alike("Understudy", "Understudy (Kelp Garden)"));
  EXPECT_TRUE(alike("Harbour Lights", "Harbur Lights"));
  EXPECT_FALSE(alike("Harbour Lights", "Understudy"));
  EXPECT_FALSE(alike("Kelp, Part 1", "Kelp, Part 2"));
  EXPECT_FALSE(alike("Computer World", "Computer World 2"));
  EXPECT_FALSE(alike("Intro", "A Long Walk Home"));
}

TEST(SongMatchTest, OneSlipApart) {
  EXPECT_TRUE(one_slip_apart("seven bridges", "seven brigdes"));
  EXPECT_TRUE(one_slip_apart("seven bridges", "seven bridge"));
  EXPECT_TRUE(one_slip_apart("seven bridges", "seven brudges"));
  EXPECT_FALSE(one_slip_apart("seven bridges", "seven ridge"));
  EXPECT_FALSE(one_slip_apart("untitled ii", "untitled iii"));
  EXPECT_FALSE(one_slip_apart("kelp", "help"));
  EXPECT_FALSE(one_slip_apart("seven bridges", "seven bridges"));
}

TEST(SongMatchTest, AMedleyIsSplitOnlyWhenEveryPartIsKnown) {
  const std::set<std::string> songs{"numbers", "computer world", "computer world 2", "weird fishes arpeggi", "nude", "a b"};
  const auto parts = [&](std::string_view title) {
    return medley_parts(title_key(title), pieces_of(title), [&](const std::string& key) { return songs.contains(key); });
  };
  EXPECT_THAT(parts("Numbers / Computer World / Computer World 2"), ElementsAre("numbers", "computer world", "computer world 2"));
  EXPECT_THAT(parts("Numbers / Computer World - Live"), ElementsAre("numbers", "computer world"));
  EXPECT_THAT(parts("Weird Fishes / Arpeggi / Nude"), ElementsAre("weird fishes arpeggi", "nude"));
  EXPECT_THAT(parts("Numbers / Nobody's Song"), IsEmpty());
  EXPECT_THAT(parts("A / B"), IsEmpty());
  EXPECT_THAT(parts("Numbers"), IsEmpty());
  EXPECT_THAT(parts("Numbers - Live at Halden Hall / 2011 - Remastered"), IsEmpty());
  EXPECT_THAT(parts("20/20"), IsEmpty());
  EXPECT_THAT(parts(" / "), IsEmpty());
}

KnownTitle title(std::string name, std::set<std::int64_t> albums = {}, std::set<std::string> isrcs = {}) {
  const std::string key = title_key(name);
  return {base::Id<SongTag>::make(), key, name, "000" + name, "", std::move(albums), std::move(isrcs), false};
}

TEST(SongGroupsTest, TwoPartsOfOneRecordAreTwoSongs) {
  const auto apart = group({title("A Kelp", {1}), title("The Kelp", {1})}, {});
  EXPECT_EQ(apart.titles[1].to, 1u);
  const auto one = group({title("A Kelp", {1}), title("The Kelp", {2})}, {});
  EXPECT_EQ(one.titles[1].to, one.titles[0].to);
}

TEST(SongGroupsTest, WhatAPersonKeepsApartNothingBridges) {
  const std::vector<KnownTitle> titles{title("Kelp, Part 2", {1}), title("Kelp, Pt 2", {2}), title("Kelp, Pt II", {3})};
  EXPECT_EQ(group(titles, {}).titles[2].to, group(titles, {}).titles[0].to);
  const auto said = group(titles, {{0, 2, false}, {1, 2, false}});
  EXPECT_EQ(said.titles[0].to, said.titles[1].to);
  EXPECT_EQ(said.titles[2].to, 2u);
}

}  // namespace
}  // namespace artists
