// What a person says about songs holds through later syncs, until it is taken back (IMP-8, IMP-11).
#include <algorithm>

#include "imports/imports_fixture.hpp"
#include "imports/reviews.hpp"

namespace imports {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class SongReviewsTest : public ImportsTest {
 protected:
  // A record of one track.
  void record(std::string id, std::string title, std::string isrc) {
    artists::SourceAlbum album{.spotify_id = id, .title = id, .type = "album"};
    album.tracks.push_back({{}, isrc, std::move(title), 1, 1, {}});
    studio.write([&](db::Tx& tx) {
      artists::store_album(tx, clock.now(), band, album);
      settle_songs(tx, clock.now(), band);
      return 0;
    });
  }
  void play(const std::string& id, const std::vector<std::string>& titles) {
    shows::SourceShow night{.source = "setlistfm", .external_id = id, .artist = band, .date = "2026-11-20"};
    night.kind = shows::ListingKind::setlist;
    setlists::Played played{.source = "setlistfm", .version = id};
    for (const auto& title : titles) played.songs.push_back({.title = title});
    studio.write([&](db::Tx& tx) {
      setlists::store_played(tx, clock.now(), shows::match_or_add(tx, clock.now(), night).id, band, played);
      if (!settle_songs(tx, clock.now(), band).counted_anew) setlists::statistics::refresh(tx, band);
      return 0;
    });
  }
  // What every sync brings: one ISRC under two titles, a slip of the pen, two spellings.
  void sync() {
    clock.advance(std::chrono::hours(24));
    record("1", "Kelp", "QZ1");
    record("2", "Night Harbour", "QZ1");
    record("3", "Seven Bridges", "QZ2");
    record("4", "Tides, Pt. 2", "QZ3");
    play("s1", {"Night Harbour", "Seven Brigdes", "Tides, Part II", "Kelp / Seven Bridges"});
  }
  artists::SongId song(std::string_view title) {
    return studio.read([&](db::Tx& tx) { return artists::find_song(tx, band, title); }).value();
  }
  bool one(std::string_view a, std::string_view b) { return song(a) == song(b); }
  std::int64_t plays(std::string_view title) {
    const auto played = studio.read([&](db::Tx& tx) { return setlists::statistics::songs(tx, band, setlists::statistics::By::plays, 20); });
    const auto found = std::ranges::find(played, song(title), &setlists::statistics::Figures::song);
    return found == played.end() ? 0 : found->plays;
  }
  std::vector<Review> asked() {
    return studio.read([&](db::Tx& tx) { return reviews(tx, true, 10); });
  }
  Review newest_word() {
    return studio.read([&](db::Tx& tx) { return reviews(tx, false, 1); }).at(0);
  }
  base::Result<void> say(ReviewId id, Decision decision) {
    clock.advance(std::chrono::minutes(1));
    return studio.write([&](db::Tx& tx) { return decide(tx, clock.now(), id, decision, "operator"); });
  }
  base::Result<void> join(std::string_view a, std::string_view b) {
    clock.advance(std::chrono::minutes(1));
    const auto whole = song(a);
    return studio.write([&](db::Tx& tx) { return join_songs(tx, clock.now(), whole, b, "operator"); });
  }
  base::Result<void> split_off(std::string_view title) {
    clock.advance(std::chrono::minutes(1));
    const auto whole = song(title).value;
    const auto key = artists::title_key(title);
    return studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "song", whole, "titles", key, "operator"); });
  }
  base::Result<void> back(ReviewId id) {
    clock.advance(std::chrono::minutes(1));
    return studio.write([&](db::Tx& tx) { return take_back(tx, clock.now(), id, "operator"); });
  }

  artists::ArtistId band = studio.write([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.name = "Pale Ferry"}).id; });
};
INSTANTIATE_TEST_SUITE_P(Engines, SongReviewsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SongReviewsTest, EachRecordOfASongIsNamed) {
  record("At the Harbour", "Kelp", "QZ12");
  record("Harbour", "Kelp - Live", "QZ1");
  record("Others", "Understudy", "QZ1");
  ASSERT_THAT(asked(), SizeIs(1));
  const auto sides = studio.read([&](db::Tx& tx) { return compare(tx, reviews(tx, true, 1)[0].id); }).value();
  EXPECT_THAT(sides.ours.fields, testing::Contains(testing::Pair("Records", "At the Harbour, Harbour")));
  EXPECT_THAT(sides.ours.fields, testing::Contains(testing::Pair("ISRC", "QZ12, QZ1")));
}

TEST_P(SongReviewsTest, UnsureSongsAreDecidedByAPersonAndStaySo) {
  sync();
  const auto unsure = asked();
  ASSERT_THAT(unsure, SizeIs(2));
  EXPECT_EQ(unsure[0].name, "Seven Brigdes");
  EXPECT_EQ(unsure[0].score, 0.8);
  EXPECT_EQ(unsure[1].name, "Night Harbour");
  const auto both = studio.read([&](db::Tx& tx) { return compare(tx, unsure[1].id); }).value();
  EXPECT_EQ(both.ours.name, "Kelp");
  EXPECT_THAT(both.theirs.hangs, ElementsAre("1 recording"));
  ASSERT_TRUE(say(unsure[1].id, Decision::same));
  ASSERT_TRUE(say(unsure[0].id, Decision::different));
  for (int again = 0; again < 2; ++again) {
    EXPECT_TRUE(one("Night Harbour", "Kelp"));
    EXPECT_FALSE(one("Seven Brigdes", "Seven Bridges"));
    EXPECT_THAT(asked(), SizeIs(0));
    EXPECT_EQ(plays("Kelp"), 1);
    sync();
  }
  // Decided otherwise, they are two again, and stay two.
  ASSERT_TRUE(say(unsure[1].id, Decision::different));
  sync();
  EXPECT_FALSE(one("Night Harbour", "Kelp"));
}

TEST_P(SongReviewsTest, WhatWasDecidedIsAskedAgainWhenItIsTakenBack) {
  sync();
  const auto id = asked().at(0).id;
  ASSERT_TRUE(say(id, Decision::same));
  sync();
  EXPECT_TRUE(one("Seven Brigdes", "Seven Bridges"));
  ASSERT_TRUE(back(id));
  for (int again = 0; again < 2; ++again) {
    EXPECT_FALSE(one("Seven Brigdes", "Seven Bridges"));
    ASSERT_THAT(asked(), SizeIs(2));
    EXPECT_EQ(asked()[0].id, id);
    sync();
  }
  EXPECT_EQ(back(id).error().code, "reviews.stands");
}

TEST_P(SongReviewsTest, TwoSongsAreJoinedUnaskedUntilThatIsTakenBack) {
  sync();
  ASSERT_TRUE(join("Kelp", "seven bridges"));
  for (int again = 0; again < 2; ++again) {
    EXPECT_TRUE(one("Kelp", "Seven Bridges"));
    EXPECT_EQ(newest_word().status, "same");
    EXPECT_EQ(newest_word().decided_by, "operator");
    sync();
  }
  EXPECT_EQ(join("Kelp", "Seven Bridges").error().code, "reviews.one_song");
  EXPECT_EQ(join("Kelp", "Nobody's Song").error().code, "reviews.no_such_song");
  ASSERT_TRUE(back(newest_word().id));
  for (int again = 0; again < 2; ++again) {
    EXPECT_FALSE(one("Kelp", "Seven Bridges"));
    EXPECT_TRUE(one("Tides, Pt. 2", "Tides, Part II"));
    EXPECT_EQ(plays("Seven Bridges"), 1);  // in the medley
    sync();
  }
  EXPECT_THAT(studio.log(band), testing::IsSupersetOf({"person merged: said that “Kelp” and “Seven Bridges” are one song.",
                                                       "person note: took back what was said about “Kelp” and “Seven Bridges”."}));
}

TEST_P(SongReviewsTest, ATitleIsSplitOffUntilThatIsTakenBack) {
  sync();
  record("5", "Tides Part Two", "QZ3");
  ASSERT_TRUE(one("Tides, Pt. 2", "Tides, Part II"));
  ASSERT_TRUE(one("Tides, Pt. 2", "Tides Part Two"));
  ASSERT_TRUE(split_off("Tides, Part II"));
  for (int again = 0; again < 2; ++again) {
    EXPECT_FALSE(one("Tides, Pt. 2", "Tides, Part II"));
    EXPECT_FALSE(one("Tides Part Two", "Tides, Part II"));
    EXPECT_TRUE(one("Tides, Pt. 2", "Tides Part Two"));
    EXPECT_EQ(plays("Tides, Part II"), 1);
    EXPECT_EQ(plays("Tides, Pt. 2"), 0);
    sync();
  }
  EXPECT_EQ(split_off("Tides, Part II").error().code, "reviews.last_record");
  // It was kept apart from both others: that is one word, and it is taken back as one.
  ASSERT_TRUE(back(newest_word().id));
  for (int again = 0; again < 2; ++again) {
    EXPECT_TRUE(one("Tides, Pt. 2", "Tides, Part II"));
    EXPECT_TRUE(one("Tides Part Two", "Tides, Part II"));
    EXPECT_EQ(plays("Tides, Pt. 2"), 1);
    sync();
  }
  // The later word counts: split off, then joined by hand.
  ASSERT_TRUE(split_off("Tides, Part II"));
  ASSERT_TRUE(join("Tides, Part II", "Tides Part Two"));
  sync();
  EXPECT_TRUE(one("Tides, Pt. 2", "Tides, Part II"));
}

}  // namespace
}  // namespace imports
