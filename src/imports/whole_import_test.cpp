// Whole imports, from the first click to the last page, through the real clients and the queue, against the sandbox's services.
#include "imports/imports_fixture.hpp"
#include "platform/base/text.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class WholeImportTest : public ImportsTest {
 protected:
  Begun import(const std::string& name) {
    const auto begun = studio.begin(truth.spotify_id(name), name);
    studio.finish();
    return begun;
  }
  support::SandboxTruth truth{clock.now()};
};
INSTANTIATE_TEST_SUITE_P(Engines, WholeImportTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(WholeImportTest, EndsWithEverythingThatTheServicesHave) {
  const auto begun = import("Marrow Coast");
  const auto progress = studio.progress(begun.artist);
  EXPECT_EQ(progress.status, "completed");
  EXPECT_EQ(progress.percent, 100);
  EXPECT_EQ(progress.phase, "done");
  for (const auto& part : progress.parts) EXPECT_EQ(part.status, PartStatus::done) << name(part.part) << " " << part.error_message;

  const auto artist = studio.read([&](db::Tx& tx) { return artists::by_id(tx, begun.artist); }).value();
  EXPECT_EQ(artist.name, "Marrow Coast");
  EXPECT_EQ(artist.mbid, truth.mbid("Marrow Coast"));
  EXPECT_EQ(artist.import_status, artists::ImportStatus::completed);
  std::vector<std::string> sources;
  for (const auto& link : studio.read([&](db::Tx& tx) { return artists::sources(tx, begun.artist); })) sources.push_back(link.source);
  std::ranges::sort(sources);
  EXPECT_THAT(sources, ElementsAre("setlistfm", "spotify", "ticketmaster"));
}

TEST_P(WholeImportTest, HasEverySetlistSongBySong) {
  const auto begun = import("Marrow Coast");
  const auto entries = truth.entries("Marrow Coast");
  ASSERT_GT(entries.size(), 30u);
  std::multiset<std::vector<std::string>> wanted, found;
  std::int64_t with_songs = 0;
  for (const auto& entry : entries) {
    std::vector<std::string> night{entry.date};
    night.insert(night.end(), entry.songs.begin(), entry.songs.end());
    wanted.insert(std::move(night));
    with_songs += !entry.songs.empty();
  }
  studio.read([&](db::Tx& tx) {
    auto rows = shows::past_of(tx, begun.artist, clock.now(), 1000);
    for (auto& row : shows::upcoming_of(tx, begun.artist, clock.now(), 1000)) rows.push_back(std::move(row));
    for (const auto& row : rows) {
      const auto show = shows::by_id(tx, row.id).value();
      if (std::ranges::none_of(show.listings, [](const auto& l) { return l.source == "setlistfm"; })) continue;
      std::vector<std::string> night{row.date.value()};
      for (const auto& setlist : setlists::by_show(tx, row.id))
        for (const auto& song : setlists::rows(tx, setlist.id)) night.push_back(song.title);
      found.insert(std::move(night));
    }
    return 0;
  });
  EXPECT_EQ(found, wanted);
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).imported, with_songs);
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).done, static_cast<std::int64_t>(entries.size()));
}

TEST_P(WholeImportTest, ShowsStudioRecordsAndSinglesOnceAndWithTheirTracks) {
  const auto begun = import("Marrow Coast");
  std::set<std::string> wanted, found;
  const auto today = truth.world.today();
  for (const auto& release : truth.world.records(sandbox::performer_named("Marrow Coast")).releases) {
    using enum sandbox::ReleaseKind;
    const bool kept = release.kind == album || release.kind == single || release.kind == ep;
    if (kept && release.day <= today) wanted.insert(artists::title_key(release.name));
  }
  studio.read([&](db::Tx& tx) {
    for (const auto& album : artists::albums(tx, begun.artist, 1000)) {
      found.insert(artists::title_key(album.title));
      EXPECT_THAT(artists::tracks(tx, album.id), Not(IsEmpty())) << album.title;
    }
    EXPECT_THAT(artists::albums_without_tracks(tx, begun.artist, 10), IsEmpty());
    return 0;
  });
  EXPECT_EQ(found, wanted);
}

TEST_P(WholeImportTest, EveryTrapOfTheTicketShopIsTakenRightly) {
  const auto begun = import("Velvet Arcade");
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  using enum sandbox::Trap;
  std::set<std::string> on, off;  // nights by date
  const auto self = static_cast<std::uint8_t>(sandbox::performer_named("Velvet Arcade"));
  for (const auto& listing : sandbox::make_listings(truth.world)) {
    if (std::ranges::find(listing.bill, self) == listing.bill.end() || !listing.music() || listing.row == sandbox::Row::test) continue;
    if (listing.bill_in_text && listing.bill.front() != self) continue;  // named in a text only
    const auto date = sandbox::iso_date(listing.festival ? listing.shown : listing.night.day);
    if (!listing.dated()) continue;
    const bool called_off = listing.night.trap == cancelled || listing.night.trap == cancelled_parked;
    (called_off ? off : on).insert(date);
  }
  ASSERT_FALSE(on.empty());
  ASSERT_FALSE(off.empty());
  studio.read([&](db::Tx& tx) {
    std::set<std::string> upcoming;
    for (const auto& row : shows::upcoming_of(tx, begun.artist, clock.now(), 1000)) {
      upcoming.insert(row.date.value());
      EXPECT_NE(row.status, shows::Status::cancelled);
      EXPECT_NE(row.status, shows::Status::postponed);
      EXPECT_NE(row.start_time, "00:00");
    }
    for (const auto& date : on) EXPECT_THAT(upcoming, Contains(date));
    for (const auto& entry : truth.entries("Velvet Arcade")) on.insert(entry.date);  // some are made days ahead
    for (const auto& date : upcoming) EXPECT_THAT(on, Contains(date));
    for (const auto& row : shows::called_off_of(tx, begun.artist, clock.now(), 1000))
      if (row.status == shows::Status::cancelled) EXPECT_THAT(off, Contains(row.date.value_or("none")));
    return 0;
  });
}

TEST_P(WholeImportTest, RunTwiceNothingDoubles) {
  const auto begun = import("Marrow Coast");
  const auto before = all_of(begun.artist);
  ASSERT_GT(before.size(), 100u);
  const auto reviews = studio.count("match_reviews");
  // Everything again from the first page, as a later sync would.
  studio.write([&](db::Tx& tx) {
    const db::Statement again{"test.again", "update import_parts set status = 'waiting', cursor = '{}', done = 0, total = null",
                              "update import_parts set status = 'waiting', cursor = '{}', done = 0, total = null"};
    tx.run(again);
    const auto import = progress_of(tx, begun.artist)->id;
    for (const Part part : all_parts) jobs::enqueue(tx, clock.now(), part_job(import, begun.artist, part));
    return 0;
  });
  const auto asked = http.calls();
  studio.finish();
  EXPECT_GT(http.calls(), asked);
  EXPECT_EQ(all_of(begun.artist), before);
  EXPECT_EQ(studio.count("match_reviews"), reviews);
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
}

TEST_P(WholeImportTest, AJobThatRunsAgainAfterItsPartIsDoneAsksNobody) {
  const auto begun = import("Marrow Coast");
  const auto asked = http.calls();
  studio.write([&](db::Tx& tx) {
    const auto import = progress_of(tx, begun.artist)->id;
    for (const Part part : all_parts) jobs::enqueue(tx, clock.now(), part_job(import, begun.artist, part));
    return 0;
  });
  studio.finish();
  EXPECT_EQ(http.calls(), asked);
}

TEST_P(WholeImportTest, WithoutANameTheProfileGoesFirst) {
  const auto begun = studio.begin(truth.spotify_id("Marrow Coast"));
  EXPECT_NE(begun.slug, "marrow-coast");
  studio.finish();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  const auto artist = studio.read([&](db::Tx& tx) { return artists::by_id(tx, begun.artist); }).value();
  EXPECT_EQ(artist.slug, "marrow-coast");
  // The address given out at first goes on leading here.
  EXPECT_TRUE(studio.read([&](db::Tx& tx) { return artists::by_slug(tx, begun.slug); }).value().moved);
  support::TestDatabase another{GetParam()};
  Studio there{another, clock, http};
  const auto named = there.begin(truth.spotify_id("Marrow Coast"), "Marrow Coast");
  there.finish();
  EXPECT_EQ(stored(another, named.artist, clock.now()), all_of(begun.artist));
}

TEST_P(WholeImportTest, NoRequestThatWasNotNeeded) {
  import("Marrow Coast");
  EXPECT_EQ(std::set<std::string>(http.asked.begin(), http.asked.end()).size(), http.asked.size()) << "something was asked twice";
}

TEST_P(WholeImportTest, TheLogTellsOfEverySource) {
  const auto log = studio.log(import("Marrow Coast").artist);
  for (const auto* line :
       {"spotify found: found the artist.", "ticketmaster found: found", "setlistfm found: found", "spotify found: found"})
    EXPECT_THAT(log, Contains(HasSubstr(line)));
}

}  // namespace
}  // namespace imports
