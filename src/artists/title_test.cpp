#include <gtest/gtest.h>

#include "artists/discography.hpp"

namespace artists {
namespace {

struct Same {
  const char* title;
  const char* key;
};

TEST(TitleKeyTest, WhatOnlyTellsTheRecordingIsDropped) {
  constexpr Same cases[] = {
      {"Harbour Lights", "harbour lights"},
      {"Harbour Lights (Remastered 2011)", "harbour lights"},
      {"Harbour Lights - Remastered 2011", "harbour lights"},
      {"Harbour Lights - 2009 Remaster", "harbour lights"},
      {"Harbour Lights – Live at Halden Hall", "harbour lights"},
      {"Harbour Lights - Live At Halden Hall / 2011 - Remastered", "harbour lights"},
      {"Harbour Lights (Live)", "harbour lights"},
      {"Harbour Lights (Live, Oslo 2019)", "harbour lights"},
      {"Harbour Lights (Live 2019)", "harbour lights"},
      {"Harbour Lights [Ao Vivo]", "harbour lights"},
      {"Harbour Lights (feat. Ana Holt)", "harbour lights"},
      {"Harbour Lights feat. Ana Holt", "harbour lights"},
      {"Harbour Lights ft Ana Holt - Radio Edit", "harbour lights"},
      {"Harbour Lights (Featuring Ana Holt) [Bonus Track]", "harbour lights"},
      {"Harbour Lights (with Ana Holt)", "harbour lights"},
      {"Harbour Lights (Deluxe Edition)", "harbour lights"},
      {"Harbour Lights (10th Anniversary Edition) [Remastered]", "harbour lights"},
      {"Harbour Lights - Pale Ferry Remix", "harbour lights"},
      {"Harbour Lights - Demo 1998", "harbour lights"},
      {"Harbour Lights (Acoustic)", "harbour lights"},
      {"Harbour Lights - Original Mix", "harbour lights"},
      {"Harbour Lights - From \"The Lantern Works\"", "harbour lights"},
      {"Harbour Lights - EP", "harbour lights"},
      {"Harbour Lights - Remixed by Pale Ferry", "harbour lights"},
      {"Harbour Lights (Velvet Arcade cover)", "harbour lights"},
      {"Harbour Lights - featured in \"The Lantern Works\"", "harbour lights"},
      {"Harbour Lights (Ana (of Oslo) Remix)", "harbour lights"},
      {"HARBOUR  LIGHTS", "harbour lights"},
      {"Harbour Lights!", "harbour lights"},
  };
  for (const Same& c : cases) EXPECT_EQ(title_key(c.title), c.key) << c.title;
}

TEST(TitleKeyTest, WhatNamesAnotherPieceStays) {
  constexpr Same cases[] = {
      {"Kelp (Part 2)", "kelp part 2"},
      {"Kelp, Pt. 1", "kelp pt 1"},
      {"Kelp (Reprise)", "kelp reprise"},
      {"Kelp - Interlude", "kelp interlude"},
      {"Dancing (With Tears in My Eyes)", "dancing with tears in my eyes"},
      {"Long Live (Live and Let Go)", "long live live and let go"},
      {"Kelp (The Way We Live)", "kelp the way we live"},
      {"(Live) Kelp", "live kelp"},
      {"Live Forever", "live forever"},
      {"Live", "live"},
      {"(Remix)", "remix"},
      {"Feat of Clay", "feat of clay"},
      {"A Smaller Room - A Larger House", "a smaller room a larger house"},
      {"Seven Bridges (", "seven bridges"},
      {"Seven) Bridges)", "seven bridges"},
  };
  for (const Same& c : cases) EXPECT_EQ(title_key(c.title), c.key) << c.title;
}

TEST(TitleKeyTest, IsNeverEmpty) {
  EXPECT_EQ(title_key("???"), "???");
  EXPECT_EQ(title_key("…"), "…");
  EXPECT_EQ(title_key("Ночной порт (Live)"), title_key("Ночной порт"));
  EXPECT_FALSE(title_key("夜の港").empty());
}

AlbumKind kind(std::string title, std::string type = "album", std::vector<std::string> tracks = {}) {
  SourceAlbum album{.spotify_id = "x", .title = std::move(title), .type = std::move(type)};
  for (std::string& track : tracks) album.tracks.push_back({{}, {}, std::move(track), 1, static_cast<int>(album.tracks.size()) + 1, {}});
  return classify(album);
}

TEST(ClassifyTest, ByTitleAndType) {
  EXPECT_EQ(kind("Tidewrack"), AlbumKind::album);
  EXPECT_EQ(kind("Tidewrack", "SINGLE"), AlbumKind::single);
  EXPECT_EQ(kind("Tidewrack", "compilation"), AlbumKind::compilation);
  EXPECT_EQ(kind("The Best of Marrow Coast"), AlbumKind::compilation);
  EXPECT_EQ(kind("Live at Halden Hall"), AlbumKind::live);
  EXPECT_EQ(kind("Marrow Coast Live at Halden Hall"), AlbumKind::live);
  EXPECT_EQ(kind("Tidewrack (Live)"), AlbumKind::live);
  EXPECT_EQ(kind("Tidewrack (Live) [Deluxe Edition]"), AlbumKind::live);
  EXPECT_EQ(kind("Live"), AlbumKind::live);
  EXPECT_EQ(kind("MTV Unplugged"), AlbumKind::live);
  EXPECT_EQ(kind("Live Through Winter"), AlbumKind::album);
  EXPECT_EQ(kind("Where We Live"), AlbumKind::album);
  EXPECT_EQ(kind("Tidewrack: The Remixes"), AlbumKind::remix);
  EXPECT_EQ(kind("Kelp (Pale Ferry Remix)", "single"), AlbumKind::remix);
  EXPECT_EQ(kind("Tidewrack (Deluxe Edition)"), AlbumKind::album);
}

TEST(ClassifyTest, ByMostOfItsTracks) {
  EXPECT_EQ(kind("One Night", "album", {"Kelp - Live", "Understudy (Live at Halden Hall)", "Intro"}), AlbumKind::live);
  EXPECT_EQ(kind("Tidewrack", "album", {"Kelp", "Understudy", "Seven Bridges - Live"}), AlbumKind::album);
  EXPECT_EQ(kind("Afterwards", "album", {"Kelp (A Remix)", "Understudy - B Remix", "Intro"}), AlbumKind::remix);
}

}  // namespace
}  // namespace artists
