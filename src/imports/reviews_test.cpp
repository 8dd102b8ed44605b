// What a person decides holds: through later syncs, other orders and records that come afterwards (IMP-8, IMP-11).
#include "imports/reviews.hpp"

#include "imports/imports_fixture.hpp"
#include "imports/reviews.sql.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::ElementsAre;

using testing::IsEmpty;
using testing::SizeIs;

class ReviewsTest : public ImportsTest {
 protected:
  static venues::SourceVenue hall(std::string id, std::string name, std::string source = "setlistfm") {
    venues::SourceVenue v{.source = std::move(source), .external_id = std::move(id), .name = std::move(name), .city = "Oslo"};
    v.country_code = "NO";
    return v;
  }
  venues::Match take(const venues::SourceVenue& v) {
    return studio.write([&](db::Tx& tx) { return venues::match_or_add(tx, clock.now(), v); });
  }
  shows::SourceShow night(std::string id, venues::VenueId venue, std::optional<std::string> start = {}) {
    shows::SourceShow show{.source = "ticketmaster", .external_id = std::move(id), .artist = band, .date = "2026-11-20"};
    show.start_time = std::move(start);
    show.venue = venue;
    return show;
  }
  shows::ShowId put(const shows::SourceShow& show) {
    return studio.write([&](db::Tx& tx) { return shows::match_or_add(tx, clock.now(), show).id; });
  }
  shows::ShowId put_setlist(const std::string& id, venues::VenueId venue, std::vector<std::string> titles) {
    auto show = night(id, venue);
    show.source = "setlistfm";
    show.kind = shows::ListingKind::setlist;
    return studio.write([&](db::Tx& tx) {
      const auto at = shows::match_or_add(tx, clock.now(), show).id;
      setlists::Played played{.source = "setlistfm", .version = id};
      for (auto& title : titles) played.songs.push_back({.title = title});
      setlists::store_played(tx, clock.now(), at, band, played);
      setlists::statistics::refresh(tx, band);
      return at;
    });
  }
  ReviewId ask(std::string_view entity, std::int64_t ours, std::string_view source, std::string_view theirs) {
    return studio.write([&](db::Tx& tx) {
      const auto id = ReviewId::make();
      tx.run(::reviews::sql::insert_review, id, entity, ours, source, theirs, "a name", 0.7, "perhaps", clock.now());
      return id;
    });
  }
  base::Result<void> say(ReviewId id, Decision decision) {
    return studio.write([&](db::Tx& tx) { return decide(tx, clock.now(), id, decision, "operator"); });
  }
  shows::Show show(shows::ShowId id) {
    return studio.read([&](db::Tx& tx) { return shows::by_id(tx, id); }).value();
  }
  std::vector<std::int64_t> songs_at(shows::ShowId id) {
    return studio.read([&](db::Tx& tx) {
      std::vector<std::int64_t> counts;
      for (const auto& setlist : setlists::by_show(tx, id)) counts.push_back(setlist.song_count);
      return counts;
    });
  }
  artists::ArtistId band = studio.write([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.name = "Pale Ferry"}).id; });
};
INSTANTIATE_TEST_SUITE_P(Engines, ReviewsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ReviewsTest, ConfirmedVenuesAreOneWithTheirShowsAndStayOne) {
  const auto small = take(hall("a", "Paradiso"));
  const auto large = take(hall("b", "Paradiso Noord"));
  ASSERT_NE(small.id, large.id);
  ASSERT_TRUE(large.review);
  const auto ticketed = put(night("e1", large.id, "20:00"));
  const auto review = ask("venue", small.id.value, "setlistfm", "b");
  ASSERT_TRUE(say(review, Decision::same));
  EXPECT_EQ(show(ticketed).venue->id, small.id);
  // Later syncs: the same records, a record with the other's name, and the show's own listing.
  EXPECT_EQ(take(hall("b", "Paradiso Noord")).id, small.id);
  EXPECT_EQ(take(hall("c", "Paradiso Noord", "ticketmaster")).id, small.id);
  put(night("e1", take(hall("b", "Paradiso Noord")).id, "20:00"));
  EXPECT_EQ(show(ticketed).venue->id, small.id);
  // Old addresses lead there.
  const auto moved = studio.read([&](db::Tx& tx) { return venues::by_slug(tx, "paradiso-noord-oslo"); });
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->id, small.id);
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return venues::by_id(tx, large.id); })->id, small.id);
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return open_reviews(tx); }), 0);
}

TEST_P(ReviewsTest, VenuesKeptApartAreNotBridgedByALaterRecord) {
  const auto a = take(hall("a", "Sentrum Scene"));
  const auto b = take(hall("b", "Sentrum Scene Club"));
  ASSERT_NE(a.id, b.id);
  ASSERT_TRUE(say(ask("venue", a.id.value, "setlistfm", "b"), Decision::different));
  EXPECT_TRUE(studio.read([&](db::Tx& tx) { return kept_apart(tx, a.id, b.id); }));
  EXPECT_TRUE(studio.read([&](db::Tx& tx) { return kept_apart(tx, b.id, a.id); }));
  EXPECT_EQ(take(hall("a", "Sentrum Scene")).id, a.id);
  EXPECT_EQ(take(hall("b", "Sentrum Scene Club")).id, b.id);
}

TEST_P(ReviewsTest, ShowsOfOneNightBecomeOneWhenTheirVenuesDo) {
  const auto a = take(hall("a", "Paradiso"));
  auto elsewhere = hall("b", "Paradiso Noord");
  elsewhere.city = "Bergen";  // so that nothing but the venue makes them one night
  const auto b = take(elsewhere);
  const auto ticketed = put(night("e1", a.id, "20:00"));
  const auto played = put_setlist("s1", b.id, {"Kelp", "Understudy"});
  ASSERT_NE(ticketed, played);
  ASSERT_TRUE(say(ask("venue", a.id.value, "setlistfm", "b"), Decision::same));
  EXPECT_EQ(show(played).id, ticketed);
  EXPECT_THAT(show(ticketed).listings, SizeIs(2));
  EXPECT_THAT(songs_at(ticketed), ElementsAre(2));
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return shows::counts_of(tx, band, clock.now()); }).past, 1);
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return setlists::statistics::totals(tx, band); }).setlists, 1);
  // A later sync of either changes nothing.
  EXPECT_EQ(put(night("e1", a.id, "20:00")), ticketed);
  EXPECT_EQ(put_setlist("s1", a.id, {"Kelp", "Understudy"}), ticketed);
}

TEST_P(ReviewsTest, TwoPerformancesAreNeverMadeOne) {
  const auto a = take(hall("a", "Paradiso")).id;
  const auto early = put_setlist("s1", a, {"Kelp"});
  const auto late = put_setlist("s2", a, {"Kelp", "Understudy"});
  ASSERT_NE(early, late);
  const auto said = say(ask("show", early.value, "setlistfm", "s2"), Decision::same);
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, "setlists.both_played");
  EXPECT_THAT(songs_at(early), ElementsAre(1));
  EXPECT_THAT(songs_at(late), ElementsAre(2));
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return open_reviews(tx); }), 1);
}

TEST_P(ReviewsTest, AListingIsMovedAloneAndStaysWhereItWasPut) {
  const auto a = take(hall("a", "Paradiso")).id;
  const auto early = put(night("e1", a, "19:00"));
  const auto late = put(night("e2", a, "22:00"));
  ASSERT_NE(early, late);
  ASSERT_EQ(put_setlist("s1", a, {"Kelp"}), early);
  ASSERT_TRUE(say(ask("show", late.value, "setlistfm", "s1"), Decision::same));
  EXPECT_THAT(songs_at(late), ElementsAre(1));
  EXPECT_THAT(songs_at(early), IsEmpty());
  EXPECT_THAT(show(early).listings, SizeIs(1));
  EXPECT_EQ(show(early).start_time, "19:00");
  EXPECT_EQ(put_setlist("s1", a, {"Kelp", "Understudy"}), late);
  EXPECT_EQ(show(late).start_time, "22:00");
}

TEST_P(ReviewsTest, ARecordAnArtistIsSaidToHaveIsBroughtIn) {
  const support::SandboxTruth truth(clock.now());
  const auto begun = studio.begin(truth.spotify_id("Marrow Coast"), "Marrow Coast");
  studio.finish();
  const auto sources = studio.read([&](db::Tx& tx) { return artists::sources(tx, begun.artist); });
  const auto known = std::ranges::find(sources, "ticketmaster", &artists::SourceLink::source);
  ASSERT_NE(known, sources.end());
  EXPECT_FALSE(known->reason.empty());
  const auto before = studio.part(begun.artist, Part::shows).imported;
  ASSERT_TRUE(say(ask("artist", begun.artist.value, "ticketmaster", known->external_id), Decision::same));
  EXPECT_EQ(studio.progress(begun.artist).part(Part::shows).status, PartStatus::waiting);
  studio.finish();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  EXPECT_EQ(studio.part(begun.artist, Part::shows).imported, before);
}

TEST_P(ReviewsTest, CorrectionsOutrankLaterSyncsAndCanBeTakenBack) {
  auto record = hall("a", "Paradiso", "ticketmaster");
  const auto a = take(record).id;
  const auto at = put(night("e1", a, "20:00"));
  const auto venue = [&] { return studio.read([&](db::Tx& tx) { return venues::by_id(tx, a); }).value(); };
  studio.write([&](db::Tx& tx) {
    EXPECT_TRUE(venues::correct(tx, clock.now(), a, "name", "Paradiso Oslo"));
    EXPECT_TRUE(venues::correct(tx, clock.now(), a, "city", "Christiania"));
    EXPECT_TRUE(shows::correct(tx, clock.now(), at, "date", "2026-11-21"));
    EXPECT_TRUE(shows::correct(tx, clock.now(), at, "status", "postponed"));
    EXPECT_EQ(shows::correct(tx, clock.now(), at, "date", "2026-02-30").error().code, "shows.bad_value");
    EXPECT_EQ(venues::correct(tx, clock.now(), a, "slug", "x").error().code, "venues.bad_field");
    artists::Profile profile;
    profile.name = "Pale Ferry (NO)";
    artists::apply_profile(tx, clock.now(), band, profile, "person");
  });
  record.name = "Paradiso Hall";
  clock.advance(std::chrono::hours(30));
  EXPECT_EQ(take(record).id, a);
  auto listing = night("e1", a, "21:00");
  listing.status = shows::Status::cancelled;
  EXPECT_EQ(put(listing), at);
  studio.write([&](db::Tx& tx) {
    artists::Profile profile;
    profile.name = "PALE FERRY";
    artists::apply_profile(tx, clock.now(), band, profile, "spotify");
  });
  EXPECT_EQ(venue().name, "Paradiso Oslo");
  EXPECT_EQ(venue().city, "Christiania");
  EXPECT_EQ(show(at).date, "2026-11-21");
  EXPECT_EQ(show(at).status, shows::Status::postponed);
  EXPECT_EQ(show(at).start_time, "21:00");
  EXPECT_EQ(show(at).artist_name, "Pale Ferry (NO)");
  // Taken back, the services' latest word shows.
  studio.write([&](db::Tx& tx) {
    EXPECT_TRUE(venues::correct(tx, clock.now(), a, "name", ""));
    EXPECT_TRUE(shows::correct(tx, clock.now(), at, "status", ""));
  });
  EXPECT_EQ(venue().name, "Paradiso Hall");
  EXPECT_EQ(show(at).status, shows::Status::cancelled);
}

TEST_P(ReviewsTest, ARecordSplitOffTakesItsShowsAndStaysApart) {
  const auto a = take(hall("a", "Sentrum Scene")).id;
  ASSERT_EQ(take(hall("b", "Sentrum Scene, Oslo", "ticketmaster")).id, a);
  auto listing = night("e1", a, "20:00");
  listing.venue_record = "b";
  const auto ticketed = put(listing);
  ASSERT_EQ(put_setlist("s1", a, {"Kelp"}), ticketed);
  ASSERT_TRUE(studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "venue", a.value, "ticketmaster", "b", "operator"); }));
  const auto b = take(hall("b", "Sentrum Scene, Oslo", "ticketmaster")).id;
  EXPECT_NE(b, a);
  EXPECT_EQ(show(ticketed).venue->id, b);
  // A later record of that name joins one of the two and does not make them one.
  const auto later = take(hall("c", "Sentrum Scene"));
  for (const auto other : later.bridged) EXPECT_TRUE(studio.read([&](db::Tx& tx) { return kept_apart(tx, later.id, other); }));
  // The setlist was not of that show either.
  ASSERT_TRUE(studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "show", ticketed.value, "setlistfm", "s1", "operator"); }));
  const auto own = put_setlist("s1", a, {"Kelp"});
  EXPECT_NE(own, ticketed);
  EXPECT_EQ(show(own).date, "2026-11-20");
  EXPECT_EQ(show(own).venue->id, a);
  EXPECT_THAT(songs_at(own), ElementsAre(1));
  EXPECT_THAT(songs_at(ticketed), IsEmpty());
  const auto again = studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "show", own.value, "setlistfm", "s1", "operator"); });
  EXPECT_EQ(again.error().code, "reviews.last_record");
}

TEST_P(ReviewsTest, BothSidesAreToldWithWhatHangsOnThem) {
  const auto a = take(hall("a", "Paradiso")).id;
  const auto b = take(hall("b", "Paradiso Noord")).id;
  put(night("e1", b, "20:00"));
  const auto id = ask("venue", a.value, "setlistfm", "b");
  const auto both = studio.read([&](db::Tx& tx) { return compare(tx, id); }).value();
  EXPECT_EQ(both.ours.name, "Paradiso");
  EXPECT_EQ(both.theirs.name, "Paradiso Noord");
  EXPECT_THAT(both.theirs.hangs, ElementsAre("1 show"));
  EXPECT_FALSE(both.settled);
  ASSERT_TRUE(say(id, Decision::same));
  EXPECT_TRUE(studio.read([&](db::Tx& tx) { return compare(tx, id); })->settled);
  EXPECT_EQ(say(ReviewId{7}, Decision::same).error().code, "reviews.unknown");
}

}  // namespace
}  // namespace imports
