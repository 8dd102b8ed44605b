#include "setlists/setlists_fixture.hpp"
#include "support/database.hpp"

namespace setlists {
namespace {

using testing::ElementsAre;

class SetlistsTest : public SetlistsFixture<support::TestDatabase> {
 protected:
  ShowId show = show_on("2026-11-20");
};

TEST_P(SetlistsTest, WhatWasPlayedIsReadBackAsItWas) {
  Played played{.source = "setlistfm",
                .source_url = "https://setlist.example/1",
                .version = "v1",
                .info = "Rain.",
                .songs = songs("Kelp, ~Intro, ? | Understudy")};
  played.songs[0].guest = "Ana Holt";
  played.songs[0].note = "unfinished) (>";
  played.songs[0].cover_of = "Velvet Arcade";
  played.songs[3].section_name = "Encore:";
  const Stored stored = store(show, played);
  EXPECT_EQ(stored.outcome, Outcome::added);
  EXPECT_EQ(stored.songs, 3);
  const auto lists = database->read_now([&](db::Tx& tx) { return by_show(tx, show); });
  ASSERT_EQ(lists.size(), 1u);
  EXPECT_EQ(lists[0].id, stored.id);
  EXPECT_EQ(lists[0].artist_slug, "marrow-coast");
  EXPECT_EQ(lists[0].status, Status::completed);
  EXPECT_EQ(lists[0].song_count, 3);
  EXPECT_EQ(lists[0].source_url, "https://setlist.example/1");
  EXPECT_EQ(lists[0].info, "Rain.");
  const auto rows = stored_rows(stored.id);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].guest, "Ana Holt");
  EXPECT_EQ(rows[0].note, "unfinished) (>");
  EXPECT_TRUE(rows[0].song);  // a cover is a song they perform
  EXPECT_TRUE(rows[1].tape);
  EXPECT_FALSE(rows[1].song);
  EXPECT_EQ(rows[2].title, "");
  EXPECT_FALSE(rows[2].song);
  EXPECT_EQ(rows[3].section, Section::encore);
  EXPECT_EQ(rows[3].section_number, 1);
  EXPECT_EQ(rows[3].section_name, "Encore:");
  EXPECT_EQ(rows[3].position, 4);
}

TEST_P(SetlistsTest, AVersionIsTakenInOnce) {
  const Stored first = store(show, "Kelp, Understudy", "v1");
  const Stored again = store(show, "Kelp, Understudy", "v1");
  EXPECT_EQ(again.outcome, Outcome::unchanged);
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(store(show, "Kelp", "v2").outcome, Outcome::updated);
  EXPECT_THAT(titles(first.id), ElementsAre("Kelp"));
}

TEST_P(SetlistsTest, RowsKeepTheirIdsWhereverTheyMove) {
  const SetlistId id = store(show, "Kelp, Understudy, Seven Bridges, Kelp, ~Outro", "v1").id;
  const auto before = stored_rows(id);
  store(show, "Seven Bridges, Kelp, A Smaller Room | Kelp (Reprise), understudy, Kelp, ~Outro", "v2");
  const auto after = stored_rows(id);
  ASSERT_EQ(after.size(), 7u);
  EXPECT_EQ(after[0].id, before[2].id);
  EXPECT_EQ(after[1].id, before[0].id);
  EXPECT_EQ(after[4].id, before[1].id);
  EXPECT_EQ(after[4].title, "understudy");
  EXPECT_EQ(after[5].id, before[3].id);
  EXPECT_EQ(after[6].id, before[4].id);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(after[static_cast<std::size_t>(i)].position, i + 1);
}

TEST_P(SetlistsTest, AnEmptyListNeverReplacesSongs) {
  EXPECT_EQ(store(show, "", "v0").outcome, Outcome::empty);
  EXPECT_EQ(store(show, "", "v0").outcome, Outcome::empty);
  const Stored stored = store(show, "Kelp", "v1");
  EXPECT_EQ(stored.outcome, Outcome::added);
  EXPECT_EQ(store(show, "", "v2").outcome, Outcome::empty);
  EXPECT_EQ(store(show, "~Intro", "v3").outcome, Outcome::empty);
  EXPECT_THAT(titles(stored.id), ElementsAre("Kelp"));
}

TEST_P(SetlistsTest, AnEmptyListIsAKnownShowWithUnknownSongs) {
  const Stored stored = store(show, "");
  EXPECT_EQ(stored.songs, 0);
  const auto lists = database->read_now([&](db::Tx& tx) { return by_show(tx, show); });
  EXPECT_EQ(lists[0].status, Status::draft);
  EXPECT_EQ(lists[0].song_count, 0);
}

TEST_P(SetlistsTest, APersonsSetlistStands) {
  const Stored mine = store(show, Played{.source = "person", .version = "1", .songs = songs("Kelp, Understudy")});
  EXPECT_EQ(store(show, "Seven Bridges", "v9").outcome, Outcome::kept);
  EXPECT_THAT(titles(mine.id), ElementsAre("Kelp", "Understudy"));
}

TEST_P(SetlistsTest, SpellingsOfATitleAreOneSong) {
  const SetlistId first = store(show, "Kelp, Harbour Lights").id;
  const SetlistId second = store(show_on("2026-11-21"), "HARBOUR LIGHTS (Acoustic), kelp!").id;
  EXPECT_EQ(stored_rows(first)[0].song, stored_rows(second)[1].song);
  EXPECT_EQ(stored_rows(first)[1].song, stored_rows(second)[0].song);
}

TEST_P(SetlistsTest, ASongOfAnotherPerformerIsNotTheirs) {
  Played played{.source = "setlistfm", .songs = songs("Kelp")};
  played.songs[0].artist_name = "Pale Ferry";
  EXPECT_FALSE(stored_rows(store(show, played).id)[0].song);
}

TEST_P(SetlistsTest, RubbishIsBounded) {
  Played played{.source = "setlistfm"};
  for (int i = 0; i < 500; ++i) played.songs.push_back({.title = "Song\x01\n" + std::to_string(i), .note = std::string(5000, 'x')});
  const auto rows = stored_rows(store(show, played).id);
  EXPECT_EQ(rows.size(), 200u);
  EXPECT_EQ(rows[7].title, "Song 7");
  EXPECT_EQ(rows[7].note->size(), 1000u);
}

TEST_P(SetlistsTest, ListsOfShowsTellSongsAndOpener) {
  store(show, "~Intro, Kelp, Understudy");
  const auto past =
      database->read_now([&](db::Tx& tx) { return shows::past_of(tx, marrow, *base::read_instant("2026-12-01T00:00:00Z"), 5); });
  ASSERT_EQ(past.size(), 1u);
  EXPECT_EQ(past[0].song_count, 2);
  EXPECT_EQ(past[0].opener, "Kelp");
}

INSTANTIATE_TEST_SUITE_P(Engines, SetlistsTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace setlists
