#include "artists/discography.hpp"

#include <gmock/gmock.h>

#include "support/database.hpp"

namespace artists {
namespace {

using testing::ElementsAre;

class DiscographyTest : public testing::TestWithParam<db::Engine> {
 protected:
  DiscographyTest() : artist(bring("Marrow Coast", "a")) {}

  ArtistId bring(std::string name, std::string spotify_id) {
    return database->write_now([&](db::Tx& tx) { return begin(tx, clock.now(), {name, spotify_id, {}, {}, {}}).id; });
  }
  static SourceAlbum album(std::string spotify_id, std::string title, std::optional<std::string> released,
                           std::vector<std::string> titles = {}, std::string type = "album") {
    SourceAlbum out{.spotify_id = spotify_id, .title = title, .type = type, .released = released};
    for (std::string& t : titles)
      out.tracks.push_back({spotify_id + "-" + t, "ISRC", t, 1, static_cast<int>(out.tracks.size()) + 1, 200'000});
    return out;
  }
  StoredAlbum store(const SourceAlbum& source) { return store_for(artist, source); }
  StoredAlbum store_for(ArtistId whose, const SourceAlbum& source) {
    return database->write_now([&](db::Tx& tx) { return store_album(tx, clock.now(), whose, source); });
  }
  std::vector<std::string> shown() {
    return database->read_now([&](db::Tx& tx) {
      std::vector<std::string> out;
      for (const Album& a : albums(tx, artist)) out.push_back(a.title + " x" + std::to_string(a.editions));
      return out;
    });
  }
  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  ArtistId artist;
};

TEST_P(DiscographyTest, RecordsAreShownNewestFirst) {
  store(album("1", "Kelp", "2018-02-01"));
  store(album("2", "Tidewrack", "2025"));
  store(album("3", "Demos", {}));
  EXPECT_THAT(shown(), ElementsAre("Tidewrack x1", "Kelp x1", "Demos x1"));
}

TEST_P(DiscographyTest, OfSeveralEditionsThePlainOldestIsShownWhateverCameFirst) {
  EXPECT_EQ(store(album("deluxe", "Kelp (Deluxe Edition)", "2019")).outcome, AlbumOutcome::added);
  EXPECT_EQ(store(album("late", "Kelp", "2021")).outcome, AlbumOutcome::added);
  const StoredAlbum original = store(album("original", "Kelp", "2018"));
  EXPECT_EQ(original.outcome, AlbumOutcome::added);
  const StoredAlbum again = store(album("deluxe", "Kelp (Deluxe Edition)", "2019"));
  EXPECT_EQ(again.outcome, AlbumOutcome::variant);
  EXPECT_EQ(again.variant_of, original.id);
  EXPECT_THAT(shown(), ElementsAre("Kelp x3"));
}

TEST_P(DiscographyTest, ASingleIsNotAnEditionOfTheAlbumOfItsName) {
  store(album("1", "Kelp", "2018"));
  store(album("2", "Kelp", "2017", {}, "single"));
  EXPECT_EQ(shown().size(), 2u);
}

TEST_P(DiscographyTest, LiveRemixAndCompilationAreKeptButNotShown) {
  const StoredAlbum live = store(album("1", "Live at Halden Hall", "2018"));
  EXPECT_EQ(live.outcome, AlbumOutcome::filtered);
  EXPECT_EQ(live.kind, AlbumKind::live);
  EXPECT_EQ(store(album("2", "Kelp: The Remixes", "2018")).kind, AlbumKind::remix);
  EXPECT_EQ(store(album("3", "Then", "2018", {}, "compilation")).kind, AlbumKind::compilation);
  EXPECT_TRUE(shown().empty());
}

TEST_P(DiscographyTest, TracksShareTheirSongsAndComeInTwiceWithoutHarm) {
  const StoredAlbum first = store(album("1", "Kelp", "2018-05", {"Kelp", "Understudy", "Kelp - Live"}));
  EXPECT_EQ(first.new_songs, 2);
  EXPECT_EQ(store(album("1", "Kelp", "2018-05", {"Kelp", "Understudy (Remastered)", "Kelp - Live"})).outcome, AlbumOutcome::updated);
  EXPECT_EQ(store(album("2", "Then", "2016", {"Understudy"})).new_songs, 0);
  database->read_now([&](db::Tx& tx) {
    const std::vector<Track> list = tracks(tx, first.id);
    EXPECT_EQ(list.size(), 3u);
    EXPECT_EQ(list[0].song, list[2].song);
    EXPECT_EQ(list[1].title, "Understudy (Remastered)");
    EXPECT_EQ(find_song(tx, artist, "UNDERSTUDY (live)"), list[1].song);
    EXPECT_FALSE(find_song(tx, artist, "Never Played"));
  });
}

TEST_P(DiscographyTest, AlbumsWaitForTheirTracks) {
  store(album("1", "Kelp", "2018"));
  store(album("2", "Tidewrack", "2025"));
  store(album("3", "Live at Halden Hall", "2024"));
  const auto waiting = [&] { return database->read_now([&](db::Tx& tx) { return albums_without_tracks(tx, artist, 10); }); };
  EXPECT_THAT(waiting(), ElementsAre("2", "1"));
  store(album("2", "Tidewrack", "2025", {"A"}));
  EXPECT_THAT(waiting(), ElementsAre("1"));
}

TEST_P(DiscographyTest, ARecordKnownAsLiveByItsTracksStaysLiveWhenListedAgain) {
  store(album("1", "One Night", "2018", {"Kelp - Live", "Understudy - Live"}));
  EXPECT_EQ(store(album("1", "One Night", "2018")).kind, AlbumKind::live);
}

TEST_P(DiscographyTest, AJointRecordBelongsToBothArtists) {
  const ArtistId other = bring("Pale Ferry", "b");
  store(album("1", "Split", "2018", {"Kelp"}));
  EXPECT_EQ(store_for(other, album("1", "Split", "2018", {"Kelp"})).outcome, AlbumOutcome::added);
  database->read_now([&](db::Tx& tx) { EXPECT_NE(find_song(tx, artist, "Kelp"), find_song(tx, other, "Kelp")); });
}

TEST_P(DiscographyTest, HostileAlbumsAreStoredSafely) {
  SourceAlbum hostile = album("1", "", "2018", {"", "A", "A'; drop table songs; --"});
  hostile.tracks.push_back(hostile.tracks[1]);  // the same place twice
  store(hostile);
  EXPECT_THAT(shown(), ElementsAre("Untitled x1"));
  database->read_now([&](db::Tx& tx) { EXPECT_TRUE(find_song(tx, artist, "A")); });
}

INSTANTIATE_TEST_SUITE_P(Engines, DiscographyTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace artists
