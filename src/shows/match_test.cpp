// One night is one show.
#include <thread>

#include "provenance/provenance.hpp"
#include "shows/shows_fixture.hpp"
#include "support/database.hpp"

namespace shows {
namespace {

using testing::ElementsAre;

class MatchTest : public ShowsFixture<support::TestDatabase> {};

TEST_P(MatchTest, AListingBecomesAShowOnce) {
  SourceShow show = listing("e1");
  show.name = "Marrow Coast: Tidewrack Tour";
  show.start_time = "20:30:00";
  show.status = Status::upcoming;
  show.ticket_url = "https://t.example/e1";
  show.url = "https://t.example/e1";
  show.bill = {{.name = "Marrow Coast"}, {.name = "Pale Ferry"}};
  const Match first = match(show);
  EXPECT_EQ(first.how, How::added);
  const Match again = match(show);
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.how, How::unchanged);
  const Show s = stored(first.id);
  EXPECT_EQ(s.artist, marrow);
  EXPECT_EQ(s.artist_slug, "marrow-coast");
  EXPECT_EQ(s.start_time, "20:30");
  EXPECT_EQ(base::write_instant(*s.starts_at), "2026-11-24T19:30:00Z");
  EXPECT_EQ(s.time_zone, "Europe/Copenhagen");
  EXPECT_EQ(s.venue->name, "Kolder Club");
  EXPECT_THAT(s.supports, ElementsAre("Pale Ferry"));
  EXPECT_EQ(s.bill.front().artist, marrow);
  EXPECT_EQ(s.revision, 1);
  ASSERT_EQ(s.listings.size(), 1u);
  EXPECT_EQ(read([](db::Tx& tx) { return by_source(tx, "ticketmaster", "e1"); }), first.id);
}

TEST_P(MatchTest, PrimaryResaleAndPartnerOfOneNightAreOneShow) {
  SourceShow primary = listing("e1");
  primary.start_time = "20:00";
  primary.ticket_url = "https://t.example/official";
  SourceShow resale = listing("r1");
  resale.kind = ListingKind::resale;
  resale.start_time = "19:00";
  resale.ticket_url = "https://t.example/resale";
  SourceShow partner = listing("p1");
  partner.kind = ListingKind::partner;
  const ShowId id = match(resale).id;
  EXPECT_EQ(match(primary).id, id);
  const Match third = match(partner);
  EXPECT_EQ(third.id, id);
  EXPECT_EQ(third.how, How::merged);
  match(resale);
  const Show s = stored(id);
  EXPECT_EQ(s.ticket_url, "https://t.example/official");
  EXPECT_EQ(s.start_time, "20:00");
  EXPECT_EQ(s.listings.size(), 3u);
}

TEST_P(MatchTest, EarlyAndLateShowsStayTwo) {
  SourceShow early = listing("e1");
  early.start_time = "18:00";
  SourceShow late = listing("e2");
  late.start_time = "21:00";
  const ShowId first = match(early).id;
  const ShowId second = match(late).id;
  EXPECT_NE(first, second);
  const Match one = match(setlist("s1"));
  EXPECT_EQ(one.id, first);
  ASSERT_TRUE(one.review);
  EXPECT_EQ(one.review->candidate, second);
  EXPECT_EQ(match(setlist("s2")).id, second);
  EXPECT_EQ(match(setlist("s3")).how, How::added);
}

TEST_P(MatchTest, ASetlistAndAListingOfOneNightAreOneShow) {
  SourceShow played = setlist("s1");
  played.tour = "Tidewrack Tour";
  SourceShow official = listing("e1");
  official.start_time = "20:00";
  official.tour = "TIDEWRACK TOUR 2026 (VIP)";
  const ShowId id = match(played).id;
  const Match m = match(official);
  EXPECT_EQ(m.id, id);
  EXPECT_EQ(stored(id).start_time, "20:00");
  EXPECT_EQ(stored(id).tour, "Tidewrack Tour");
}

TEST_P(MatchTest, TwoSetlistsOfOneDateAreTwoPerformances) { EXPECT_NE(match(setlist("s1")).id, match(setlist("s2")).id); }

TEST_P(MatchTest, VenuesMaySayLittleOrDifferWithinACity) {
  SourceShow without = listing("e1");
  without.venue.reset();
  const ShowId id = match(without).id;
  const Match at_venue = match(listing("e2"));
  EXPECT_EQ(at_venue.id, id);
  EXPECT_LT(at_venue.score, 0.9);
  EXPECT_EQ(stored(id).venue->id, kolder);
  SourceShow same_city = listing("e3");
  same_city.venue = venue("Halden Hall");
  EXPECT_EQ(match(same_city).id, id);
  SourceShow elsewhere = listing("e4");
  elsewhere.venue = venue("Halden Hall", "Aarhus");
  EXPECT_EQ(match(elsewhere).how, How::added);
}

TEST_P(MatchTest, AnotherDateOrArtistIsAnotherShow) {
  const ShowId id = match(listing("e1")).id;
  EXPECT_NE(match(listing("e2", "2026-11-25")).id, id);
  SourceShow other = listing("e3");
  other.artist = artist("Velvet Arcade");
  EXPECT_NE(match(other).id, id);
}

TEST_P(MatchTest, EachActOfAFestivalJoinsTheOneShow) {
  SourceShow festival = listing("f1");
  festival.festival = true;
  festival.bill = {{.name = "Marrow Coast"}, {.name = "Velvet Arcade"}, {.name = "Pale Ferry"}};
  const ShowId id = match(festival).id;
  match(setlist("s1"));
  const ArtistId velvet = artist("Velvet Arcade");
  SourceShow theirs = setlist("s2");
  theirs.artist = velvet;
  EXPECT_EQ(match(theirs).id, id);  // by the name on the bill
  const Show s = stored(id);
  EXPECT_TRUE(s.festival);
  EXPECT_EQ(s.artist, marrow);
  EXPECT_EQ(s.bill[1].artist, velvet);
  EXPECT_EQ(s.bill[1].slug, "velvet-arcade");
  EXPECT_EQ(ids(read([&](db::Tx& tx) { return upcoming_of(tx, velvet, clock.now(), 10); })), std::vector{id.value});
}

TEST_P(MatchTest, TheHeadlinerTakesTheirPlaceWhenTheyArrive) {
  SourceShow night = listing("e1");
  night.bill = {{.name = "Velvet Arcade"}, {.name = "Marrow Coast"}};
  const ShowId id = match(night).id;
  EXPECT_EQ(stored(id).artist, marrow);
  EXPECT_THAT(stored(id).supports, ElementsAre("Velvet Arcade"));
  night.artist = artist("Velvet Arcade");
  match(night);
  EXPECT_EQ(stored(id).artist, night.artist);
  EXPECT_THAT(stored(id).supports, ElementsAre("Marrow Coast"));
}

TEST_P(MatchTest, CancelledIsToldAtItsFirstDateAndListedNowhereElse) {
  SourceShow show = listing("e1");
  show.status = Status::upcoming;
  const ShowId id = match(show).id;
  show.status = Status::cancelled;
  show.initial_date = "2026-11-24";
  show.date = "2027-09-08";  // a dummy
  EXPECT_EQ(match(show).how, How::updated);
  const Show s = stored(id);
  EXPECT_EQ(s.status, Status::cancelled);
  EXPECT_EQ(s.date, "2026-11-24");
  read([&](db::Tx& tx) {
    EXPECT_TRUE(upcoming_of(tx, marrow, clock.now(), 10).empty());
    EXPECT_TRUE(upcoming(tx, clock.now(), 10).empty());
    EXPECT_TRUE(upcoming_at(tx, kolder, clock.now(), 10).empty());
    EXPECT_EQ(ids(called_off_of(tx, marrow, clock.now(), 10)), std::vector{id.value});
    EXPECT_EQ(counts_of(tx, marrow, clock.now()).upcoming, 0);
  });
}

TEST_P(MatchTest, PostponedWithoutADateIsKeptAndComesBackRescheduled) {
  SourceShow show = listing("e1");
  const ShowId id = match(show).id;
  show.status = Status::postponed;
  show.date.reset();
  match(show);
  EXPECT_FALSE(stored(id).date);
  EXPECT_EQ(stored(id).initial_date, "2026-11-24");
  EXPECT_EQ(read([&](db::Tx& tx) { return called_off_of(tx, marrow, clock.now(), 10).size(); }), 1u);
  show.status = Status::rescheduled;
  show.date = "2027-03-01";
  EXPECT_EQ(match(show).id, id);
  EXPECT_EQ(stored(id).date, "2027-03-01");
  EXPECT_EQ(ids(read([&](db::Tx& tx) { return upcoming_of(tx, marrow, clock.now(), 10); })), std::vector{id.value});
}

TEST_P(MatchTest, APersonsCorrectionStands) {
  const ShowId id = match(listing("e1")).id;
  database->write_now([&](db::Tx& tx) {
    const provenance::Claim claims[] = {{"start_time", "21:15"}};
    provenance::record(tx, clock.now(), provenance::subject(provenance::Entity::show, id), provenance::person, claims);
  });
  SourceShow show = listing("e1");
  show.start_time = "20:00";
  match(show);
  EXPECT_NE(stored(id).start_time, "20:00");
}

TEST_P(MatchTest, TwoListingsOfOneKindEndTheSameInAnyOrder) {
  SourceShow a = listing("a");
  a.name = "The night";
  SourceShow b = listing("b");
  b.name = "The night (VIP)";
  const ShowId id = match(b).id;
  match(a);
  match(b);
  const std::int64_t revision = stored(id).revision;
  EXPECT_EQ(match(a).how, How::unchanged);
  EXPECT_EQ(match(b).how, How::unchanged);
  EXPECT_EQ(stored(id).name, "The night");
  EXPECT_EQ(stored(id).revision, revision);
}

TEST_P(MatchTest, WhatDoesNotExistIsUnknown) {
  SourceShow show = listing("e1");
  show.date = "2026-02-30";
  show.start_time = "25:00";
  show.time_zone = "Europe/Atlantis";
  show.name = "A\x01\n B";
  show.bill.assign(80, {.name = "Pale Ferry"});
  for (int i = 0; i < 80; ++i) show.bill.push_back({.name = "Act " + std::to_string(i)});
  const Show s = stored(match(show).id);
  EXPECT_FALSE(s.date);
  EXPECT_FALSE(s.start_time);
  EXPECT_FALSE(s.starts_at);
  EXPECT_EQ(s.time_zone, "Europe/Copenhagen");
  EXPECT_EQ(s.name, "A B");
  EXPECT_EQ(s.bill.size(), 50u);
}

TEST_P(MatchTest, TakenInByManyAtOnceIsOneShow) {
  SourceShow theirs = listing("e1");
  theirs.artist = artist("Velvet Arcade");
  theirs.bill = {{.name = "Marrow Coast", .artist = marrow}, {.name = "Velvet Arcade"}};
  const SourceShow mine = listing("e1");
  auto other = database.open_again();
  std::vector<ShowId> found(6);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&, i] {
        db::Database& where = i % 2 ? *other : database.get();
        found[i] = where.write_now([&](db::Tx& tx) { return match_or_add(tx, clock.now(), i % 2 ? theirs : mine); }).id;
      });
  }
  for (const ShowId id : found) EXPECT_EQ(id, found[0]);
  EXPECT_EQ(read([&](db::Tx& tx) { return upcoming(tx, clock.now(), 10).size(); }), 1u);
  EXPECT_EQ(stored(found[0]).bill.size(), 2u);
}

INSTANTIATE_TEST_SUITE_P(Engines, MatchTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace shows
