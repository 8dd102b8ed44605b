// What a person decides holds: through later syncs, other orders and records that come afterwards (IMP-8, IMP-11).
#include "imports/reviews.hpp"

#include "imports/imports_fixture.hpp"
#include "imports/reviews.sql.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
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
  base::Result<void> back(ReviewId id) {
    return studio.write([&](db::Tx& tx) { return take_back(tx, clock.now(), id, "somebody else"); });
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

TEST_P(ReviewsTest, AnAnswerTakenBackIsAskedForAgainAndHoldsNoLonger) {
  const auto a = take(hall("a", "Sentrum Scene")).id, b = take(hall("b", "Sentrum Scene Club")).id;
  put(night("e1", a, "20:00"));
  const auto early = put(night("e2", a, "15:00"));
  for (const auto& [entity, ours, record] :
       {std::tuple("venue", a.value, "b"), std::tuple("show", early.value, "e1"), std::tuple("artist", band.value, "another")}) {
    const auto id = ask(entity, ours, entity == std::string("show") ? "ticketmaster" : "setlistfm", record);
    ASSERT_EQ(back(id).error().code, "reviews.stands");
    ASSERT_TRUE(say(id, Decision::different));
    clock.advance(std::chrono::minutes(1));
    ASSERT_TRUE(back(id)) << entity;
    const auto again = studio.read([&](db::Tx& tx) { return review(tx, id); }).value();
    EXPECT_EQ(again.status, "open");
    EXPECT_EQ(again.decided_by, "somebody else");
    EXPECT_EQ(again.decided_at, clock.now());
    EXPECT_EQ(back(id).error().code, "reviews.stands");
  }
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return open_reviews(tx); }), 3);
  EXPECT_FALSE(studio.read([&](db::Tx& tx) { return kept_apart(tx, a, b); }));
  EXPECT_FALSE(studio.read([&](db::Tx& tx) { return said_about(tx, band, "setlistfm"); }).is_another("another"));
  EXPECT_THAT(studio.log(band), AllOf(Contains(HasSubstr("took back what was said about “Sentrum Scene” and “a name”")),
                                      Contains(HasSubstr("said that “Pale Ferry” and “a name” (setlist.fm another) are two."))));
  // A sync that finds them to be one makes them one, and the question is answered.
  studio.write([&](db::Tx& tx) { return merge_venues(tx, clock.now(), b, a), 0; });
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return open_reviews(tx); }), 2);
}

TEST_P(ReviewsTest, ARecordThatWasSplitOffGoesBackWithAllThatHangsOnIt) {
  const auto a = take(hall("a", "Sentrum Scene")).id;
  ASSERT_EQ(take(hall("b", "Sentrum Scene, Oslo", "ticketmaster")).id, a);
  const auto names = [&] { return studio.read([&](db::Tx& tx) { return venues::names(tx, a); }); };
  auto listing = night("e1", a, "20:00");
  listing.venue_record = "b";
  const auto ticketed = put(listing);
  ASSERT_EQ(put_setlist("s1", a, {"Kelp"}), ticketed);
  const auto known = names();
  const auto the_last = [&] { return studio.read([&](db::Tx& tx) { return reviews(tx, false, 1); }).at(0).id; };

  ASSERT_TRUE(studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "venue", a.value, "ticketmaster", "b", "operator"); }));
  ASSERT_NE(take(hall("b", "Sentrum Scene, Oslo", "ticketmaster")).id, a);
  const auto of_venues = the_last();
  ASSERT_TRUE(back(of_venues));
  EXPECT_EQ(show(ticketed).venue->id, a);
  EXPECT_EQ(names(), known);
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return review(tx, of_venues); })->status, "withdrawn");
  EXPECT_EQ(back(of_venues).error().code, "reviews.stands");

  clock.advance(std::chrono::minutes(1));
  ASSERT_TRUE(studio.write([&](db::Tx& tx) { return split(tx, clock.now(), "show", ticketed.value, "setlistfm", "s1", "operator"); }));
  ASSERT_THAT(songs_at(ticketed), IsEmpty());
  ASSERT_TRUE(back(the_last()));
  EXPECT_THAT(songs_at(ticketed), ElementsAre(1));
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return setlists::statistics::totals(tx, band); }).setlists, 1);
  // Later syncs of all of it change nothing.
  EXPECT_EQ(take(hall("b", "Sentrum Scene, Oslo", "ticketmaster")).id, a);
  EXPECT_EQ(put(listing), ticketed);
  EXPECT_EQ(put_setlist("s1", a, {"Kelp"}), ticketed);
  EXPECT_THAT(show(ticketed).listings, SizeIs(2));
  EXPECT_EQ(studio.read([&](db::Tx& tx) { return open_reviews(tx); }), 0);
}

TEST_P(ReviewsTest, WhatMovedRecordsTogetherIsNotTakenBackByItself) {
  const auto a = take(hall("a", "Paradiso")).id;
  take(hall("b", "Paradiso Noord"));
  const auto id = ask("venue", a.value, "setlistfm", "b");
  ASSERT_TRUE(say(id, Decision::same));
  EXPECT_EQ(back(id).error().code, "reviews.stands");
  EXPECT_EQ(back(ReviewId{7}).error().code, "reviews.unknown");
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
