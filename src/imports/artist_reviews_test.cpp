// A record that was put with the wrong artist is split off with what it brought, and stays so through later syncs (IMP-8, IMP-11).
#include "imports/imports.sql.hpp"
#include "imports/imports_fixture.hpp"
#include "imports/reviews.hpp"
#include "imports/reviews.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class ArtistReviewsTest : public ImportsTest {
 protected:
  ArtistReviewsTest() { studio.finish(); }

  std::string record_at(std::string_view source, artists::ArtistId id) {
    for (const auto& link : studio.read([&](db::Tx& tx) { return artists::sources(tx, id); }))
      if (link.source == source) return link.external_id;
    return {};
  }
  base::Result<void> split_off(std::string_view source, const std::string& record) {
    return studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "artist", band.value, source, record, "operator"); });
  }
  // The artist that a record has become, brought in.
  artists::ArtistId split_and_bring_in(std::string_view source) {
    const auto record = record_at(source, band);
    EXPECT_TRUE(split_off(source, record));
    studio.finish();
    const auto other = studio.read([&](db::Tx& tx) { return artists::by_source(tx, source, record); });
    EXPECT_TRUE(other && *other != band);
    EXPECT_EQ(studio.progress(*other).status, "completed");
    return *other;
  }
  // From the beginning, as if nothing had been asked for before.
  void sync(artists::ArtistId id) {
    clock.advance(std::chrono::minutes(10));
    for (const auto part : all_parts) {
      studio.write([&](db::Tx& tx) {
        const auto import = progress_of(tx, id)->id;
        tx.run(::reviews::sql::restart_part, part == Part::profile ? R"({"named":true})" : "{}", clock.now(), import, name(part));
        return jobs::enqueue(tx, clock.now(), part_job(import, id, part)).existing;
      });
      studio.finish();
    }
  }
  std::size_t upcoming(artists::ArtistId id) {
    return studio.read([&](db::Tx& tx) { return shows::upcoming_of(tx, id, clock.now(), 1000); }).size();
  }
  // Of these, those that a service lists.
  std::size_t upcoming_at(artists::ArtistId id, std::string_view source) {
    return studio.read([&](db::Tx& tx) {
      const auto rows = shows::upcoming_of(tx, id, clock.now(), 1000);
      return static_cast<std::size_t>(std::ranges::count_if(rows, [&](const auto& row) {
        const auto show = shows::by_id(tx, row.id).value();
        return std::ranges::find(show.listings, source, &shows::Listing::source) != show.listings.end();
      }));
    });
  }
  std::int64_t setlists_of(artists::ArtistId id) {
    return studio.read([&](db::Tx& tx) { return setlists::statistics::totals(tx, id); }).setlists;
  }
  std::int64_t plays_of(artists::ArtistId id) {
    std::int64_t plays = 0;
    for (const auto& f : studio.read([&](db::Tx& tx) { return setlists::statistics::songs(tx, id, setlists::statistics::By::plays, 999); }))
      plays += f.plays;
    return plays;
  }
  std::size_t records(artists::ArtistId id) {
    return studio.read([&](db::Tx& tx) { return artists::albums(tx, id, 100); }).size();
  }
  artists::Artist artist(artists::ArtistId id) {
    return studio.read([&](db::Tx& tx) { return artists::by_id(tx, id); }).value();
  }

  support::SandboxTruth truth{clock.now()};
  artists::ArtistId band = studio.begin(truth.spotify_id("Marrow Coast"), "Marrow Coast").artist;
};
INSTANTIATE_TEST_SUITE_P(Engines, ArtistReviewsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ArtistReviewsTest, AnAttractionTakesItsShowsAlong) {
  const auto ticketed = upcoming_at(band, "ticketmaster"), noted = upcoming_at(band, "setlistfm");
  const auto setlists = setlists_of(band), plays = plays_of(band);
  ASSERT_GT(ticketed, 0u);
  ASSERT_GT(plays, 0);
  const auto other = split_and_bring_in("ticketmaster");
  const auto mbid = artist(band).mbid;
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(record_at("ticketmaster", band), "");
    EXPECT_EQ(upcoming(other), ticketed);
    EXPECT_EQ(upcoming(band), noted);
    EXPECT_EQ(artist(band).mbid, mbid);
    EXPECT_EQ(artist(other).mbid, std::nullopt);
    EXPECT_EQ(artist(other).name, "Marrow Coast");
    EXPECT_EQ(artist(other).slug, "marrow-coast-2");
    EXPECT_EQ(setlists_of(band), setlists);
    EXPECT_EQ(plays_of(band), plays);
    EXPECT_EQ(plays_of(other), 0);
    if (again == 0) sync(band), sync(other);
  }
  EXPECT_THAT(studio.log(band), Contains(HasSubstr("is another artist: marrow-coast-2.")));
  EXPECT_THAT(studio.log(other), Contains(HasSubstr("is this artist, not marrow-coast.")));
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return open_reviews(tx); }), 0);
}

TEST_P(ArtistReviewsTest, AMusicBrainzIdTakesItsSetlistsAlong) {
  const auto ticketed = upcoming_at(band, "ticketmaster"), noted = upcoming_at(band, "setlistfm");
  const auto setlists = setlists_of(band), plays = plays_of(band);
  const auto mbid = artist(band).mbid;
  ASSERT_TRUE(mbid);
  const auto other = split_and_bring_in("setlistfm");
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(artist(band).mbid, std::nullopt);
    EXPECT_EQ(artist(other).mbid, mbid);
    EXPECT_EQ(plays_of(band), 0);
    EXPECT_EQ(setlists_of(other), setlists);
    EXPECT_EQ(plays_of(other), plays);
    EXPECT_EQ(upcoming(band), ticketed);
    EXPECT_EQ(upcoming(other), noted);
    EXPECT_GT(records(band), 0u);
    if (again == 0) sync(band), sync(other);
  }
}

TEST_P(ArtistReviewsTest, ASpotifyIdTakesItsRecordsAlong) {
  const auto shown = records(band);
  const auto spotify_id = artist(band).spotify_id;
  ASSERT_GT(shown, 0u);
  const auto setlists = setlists_of(band), plays = plays_of(band);
  const auto other = split_and_bring_in("spotify");
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(artist(band).spotify_id, std::nullopt);
    EXPECT_EQ(artist(other).spotify_id, spotify_id);
    EXPECT_EQ(artist(band).name, "Marrow Coast");
    EXPECT_THAT(artist(band).images, IsEmpty());
    EXPECT_FALSE(artist(other).images.empty());
    EXPECT_EQ(records(band), 0u);
    EXPECT_EQ(records(other), shown);
    EXPECT_EQ(setlists_of(band), setlists);
    EXPECT_EQ(plays_of(band), plays);
    if (again == 0) sync(band), sync(other);
  }
}

// One night that both services list was two nights of two artists.
TEST_P(ArtistReviewsTest, ANightThatAnotherRecordListsTooBecomesTwo) {
  const auto begun = studio.begin(truth.spotify_id("Velvet Arcade"), "Velvet Arcade");
  studio.finish();
  band = begun.artist;
  const auto listings = [&](artists::ArtistId id) {
    return studio.count("show_sources", "source = 'ticketmaster' and artist_id = " + id.str());
  };
  const std::string on_it =
      "exists (select 1 from show_sources s where s.show_id = shows.id and s.artist_id = " + band.str() + " and s.kind ";
  const auto nights = studio.count("shows", "merged_into is null");
  const auto shared = studio.count("shows", on_it + "= 'setlist') and " + on_it + "<> 'setlist')");
  const auto listed = listings(band);
  const auto setlists = setlists_of(band), plays = plays_of(band);
  ASSERT_GT(shared, 0);
  const auto other = split_and_bring_in("ticketmaster");
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(listings(band), 0);
    EXPECT_EQ(listings(other), listed);
    EXPECT_EQ(studio.count("shows", "merged_into is null"), nights + shared);
    EXPECT_EQ(setlists_of(band), setlists);
    EXPECT_EQ(plays_of(band), plays);
    if (again == 0) sync(other);
  }
}

TEST_P(ArtistReviewsTest, WhatAnArtistHasNotIsNotSplitOff) {
  EXPECT_EQ(split_off("ticketmaster", "nothing").error().code, "reviews.last_record");
  ASSERT_TRUE(split_off("ticketmaster", record_at("ticketmaster", band)));
  ASSERT_TRUE(split_off("setlistfm", record_at("setlistfm", band)));
  EXPECT_EQ(split_off("spotify", record_at("spotify", band)).error().code, "reviews.last_record");
}

}  // namespace
}  // namespace imports
