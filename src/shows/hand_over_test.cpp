// What a record listed goes to the artist whose record it is; what another record lists as well stays (IMP-8).
#include "shows/hand_over.hpp"

#include "shows/shows_fixture.hpp"
#include "support/database.hpp"

namespace shows {
namespace {

using testing::SizeIs;

class HandOverTest : public ShowsFixture<support::TestDatabase> {
 protected:
  ShowId match_under(std::string_view record, const SourceShow& show) {
    const auto id = match(show).id;
    database->write_now([&](db::Tx& tx) { list_under(tx, show.source, show.external_id, show.artist, record); });
    return id;
  }
  std::vector<HandedOver> hand(std::string_view record) {
    return database->write_now([&](db::Tx& tx) { return shows::hand_over(tx, clock.now(), marrow, namesake, "ticketmaster", record); });
  }
  ArtistId namesake = artist("Marrow Coast (2)");
};
INSTANTIATE_TEST_SUITE_P(Engines, HandOverTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(HandOverTest, AShowThatOnlyTheRecordListsGoesOverAsItIs) {
  const auto theirs = match_under("x", listing("e1"));
  const auto ours = match_under("y", listing("e2", "2026-11-25"));
  const auto handed = hand("x");
  ASSERT_THAT(handed, SizeIs(1));
  EXPECT_EQ(handed[0].was, theirs);
  EXPECT_EQ(handed[0].is, theirs);
  EXPECT_EQ(stored(theirs).artist, namesake);
  EXPECT_EQ(stored(theirs).bill.at(0).artist, namesake);
  EXPECT_EQ(stored(theirs).listings.at(0).artist, namesake);
  EXPECT_EQ(stored(ours).artist, marrow);
  EXPECT_THAT(read([&](db::Tx& tx) { return upcoming_of(tx, namesake, clock.now(), 9); }), SizeIs(1));
  // Listed again in the import of each, everything stays where it is.
  auto again = listing("e1");
  again.artist = namesake;
  EXPECT_EQ(match_under("x", again), theirs);
  EXPECT_EQ(match_under("y", listing("e2", "2026-11-25")), ours);
  EXPECT_THAT(stored(theirs).bill, SizeIs(1));
  EXPECT_THAT(hand("x"), SizeIs(0));
}

TEST_P(HandOverTest, OfANightThatIsListedOtherwiseTooOnlyTheListingsGo) {
  const auto night = match_under("x", listing("e1"));
  ASSERT_EQ(match_under("x", listing("e2")), night);
  ASSERT_EQ(match_under("mbid", setlist("s1")), night);
  const auto handed = hand("x");
  ASSERT_THAT(handed, SizeIs(1));
  EXPECT_EQ(handed[0].was, night);
  EXPECT_NE(handed[0].is, night);
  EXPECT_EQ(stored(night).artist, marrow);
  EXPECT_THAT(stored(night).listings, SizeIs(1));
  EXPECT_EQ(stored(handed[0].is).artist, namesake);
  EXPECT_EQ(stored(handed[0].is).date, "2026-11-24");
  EXPECT_THAT(stored(handed[0].is).listings, SizeIs(2));
}

TEST_P(HandOverTest, WhoElsePlaysStaysOnTheBill) {
  const auto velvet = artist("Velvet Arcade");
  auto shared = listing("e1");
  shared.artist = velvet;
  shared.bill = {{"Velvet Arcade", velvet, {}}, {"Marrow Coast", {}, {}}};
  const auto night = match_under("v", shared);
  auto seen = listing("e1");
  seen.bill = shared.bill;
  ASSERT_EQ(match_under("x", seen), night);
  ASSERT_EQ(stored(night).bill.at(1).artist, marrow);
  ASSERT_THAT(hand("x"), SizeIs(1));
  EXPECT_EQ(stored(night).artist, velvet);
  EXPECT_EQ(stored(night).bill.at(0).artist, velvet);
  EXPECT_EQ(stored(night).bill.at(1).artist, namesake);
  EXPECT_EQ(stored(night).listings.at(0).artist, velvet);
}

}  // namespace
}  // namespace shows
