// Lists of shows, by the venue's clock.
#include "shows/shows_fixture.hpp"
#include "support/database.hpp"

namespace shows {
namespace {

using testing::ElementsAre;

class ShowsTest : public ShowsFixture<support::TestDatabase> {
 protected:
  ShowId show_on(std::string date, std::optional<VenueId> where = {}) {
    SourceShow show = listing("e" + std::to_string(++last_id), date);
    if (where) show.venue = where;
    return match(show).id;
  }
  void at(std::string_view instant) { clock.set(*base::read_instant(instant)); }
  std::vector<std::int64_t> upcoming_ids() {
    return ids(read([&](db::Tx& tx) { return upcoming_of(tx, marrow, clock.now(), 10); }));
  }
  int last_id = 0;
};

TEST_P(ShowsTest, UpcomingSoonestFirstPastNewestFirst) {
  const ShowId a = show_on("2026-11-20"), b = show_on("2026-11-21"), c = show_on("2026-11-22"), d = show_on("2026-12-24");
  EXPECT_THAT(upcoming_ids(), ElementsAre(c.value, d.value));
  read([&](db::Tx& tx) {
    EXPECT_THAT(ids(past_of(tx, marrow, clock.now(), 10)), ElementsAre(b.value, a.value));
    EXPECT_THAT(ids(past_of(tx, marrow, clock.now(), 1, 1)), ElementsAre(a.value));
    EXPECT_THAT(ids(past_at(tx, kolder, clock.now(), 10)), ElementsAre(b.value, a.value));
    EXPECT_THAT(ids(upcoming_at(tx, kolder, clock.now(), 1, 1)), ElementsAre(d.value));
    EXPECT_THAT(ids(upcoming(tx, clock.now(), 10)), ElementsAre(c.value, d.value));
    EXPECT_THAT(ids(on_date(tx, "2026-11-21", 10)), ElementsAre(b.value));
    EXPECT_EQ(counts_of(tx, marrow, clock.now()).past, 2);
    EXPECT_EQ(counts_at(tx, kolder, clock.now()).upcoming, 2);
  });
}

TEST_P(ShowsTest, TonightLastsUntilSixInTheMorningAtTheVenue) {
  const ShowId id = show_on("2026-11-22");
  at("2026-11-23T04:30:00Z");  // 05:30 in Copenhagen
  EXPECT_THAT(upcoming_ids(), ElementsAre(id.value));
  EXPECT_TRUE(stored(id).tonight(clock.now()));
  EXPECT_EQ(stored(id).status_at(clock.now()), Status::upcoming);
  at("2026-11-23T05:00:00Z");
  EXPECT_TRUE(upcoming_ids().empty());
  EXPECT_FALSE(stored(id).tonight(clock.now()));
  EXPECT_EQ(stored(id).status_at(clock.now()), Status::completed);
  at("2026-11-22T04:00:00Z");
  EXPECT_FALSE(stored(id).tonight(clock.now()));
}

TEST_P(ShowsTest, EachVenueHasItsOwnDay) {
  const ShowId east = show_on("2026-11-23", venue("Pier Nine", "Auckland", "Pacific/Auckland"));
  const ShowId west = show_on("2026-11-22", venue("Dune Room", "Los Angeles", "America/Los_Angeles"));
  at("2026-11-23T13:30:00Z");  // 05:30 of the 23rd in Los Angeles, 02:30 of the 24th in Auckland
  EXPECT_THAT(upcoming_ids(), testing::UnorderedElementsAre(east.value, west.value));
  at("2026-11-23T14:30:00Z");
  EXPECT_THAT(upcoming_ids(), ElementsAre(east.value));
}

TEST_P(ShowsTest, EarlyBeforeLate) {
  SourceShow late = listing("late");
  late.start_time = "22:00";
  SourceShow early = listing("early");
  early.start_time = "18:00";
  const ShowId second = match(late).id;
  const ShowId first = match(early).id;
  EXPECT_THAT(upcoming_ids(), ElementsAre(first.value, second.value));
}

TEST_P(ShowsTest, WithoutAZoneAShowIsPastOnlyWhenItIsEverywhere) {
  SourceShow show = listing("e1", "2026-11-21");
  show.venue.reset();
  match(show);
  EXPECT_EQ(upcoming_ids().size(), 1u);
  at("2026-11-22T18:00:01Z");
  EXPECT_TRUE(upcoming_ids().empty());
}

TEST_P(ShowsTest, ArtistsOfAVenue) {
  show_on("2026-11-20"), show_on("2026-11-21"), show_on("2026-12-01");
  SourceShow other = listing("x", "2026-11-19");
  other.artist = artist("Velvet Arcade");
  match(other);
  const auto played = read([&](db::Tx& tx) { return artists_at(tx, kolder, clock.now(), 10); });
  ASSERT_EQ(played.size(), 2u);
  EXPECT_EQ(played[0].name, "Marrow Coast");
  EXPECT_EQ(played[0].shows, 2);
  EXPECT_EQ(played[0].last_date, "2026-11-21");
  EXPECT_EQ(played[1].slug, "velvet-arcade");
}

TEST_P(ShowsTest, NobodysShow) {
  EXPECT_FALSE(read([](db::Tx& tx) { return by_id(tx, ShowId{12}); }));
  EXPECT_FALSE(read([](db::Tx& tx) { return by_source(tx, "ticketmaster", "none"); }));
}

INSTANTIATE_TEST_SUITE_P(Engines, ShowsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ShowsTest, UpcomingOfAnyAreEachOnceInTheirDaysAndNearAPlace) {
  const auto kelp = artist("Kelp");
  const auto put_at = [&](VenueId where, std::string id, std::string date, std::vector<Billed> bill = {}) {
    auto show = listing(std::move(id), std::move(date));
    show.venue = where;
    show.bill = std::move(bill);
    return match(show).id;
  };
  const auto placed = [&](std::string name, double latitude, double longitude) {
    venues::SourceVenue v{.source = "ticketmaster", .external_id = name, .name = name, .city = name};
    v.place = venues::Place{latitude, longitude};
    return database->write_now([&](db::Tx& tx) { return venues::match_or_add(tx, clock.now(), v).id; });
  };
  const auto both = put_at(kolder, "e1", "2026-12-01", {{"Marrow Coast", marrow}, {"Kelp", kelp}});
  const auto fiji = put_at(placed("Suva", -18.14, 179.9), "e2", "2026-12-03");
  const auto far = put_at(placed("Halden", 59.13, 11.39), "e3", "2026-12-05");
  const auto wanted = [&](const Wish& wish) { return ids(read([&](db::Tx& tx) { return upcoming_of_any(tx, wish, clock.now(), 50); })); };
  using testing::ElementsAre;
  using testing::IsEmpty;
  EXPECT_THAT(wanted({.artists = {marrow, kelp}}), ElementsAre(both.value, fiji.value, far.value));
  EXPECT_THAT(wanted({.artists = {kelp}}), ElementsAre(both.value));
  EXPECT_THAT(wanted({.artists = {}}), IsEmpty());
  EXPECT_THAT(wanted({.artists = {marrow}, .from = "2026-12-02", .to = "2026-12-03"}), ElementsAre(fiji.value));
  EXPECT_THAT(wanted({.artists = {marrow}, .around = Around{{59.0, 11.0}, 60'000}}), ElementsAre(far.value));
  EXPECT_THAT(wanted({.artists = {marrow}, .around = Around{{59.0, 11.0}, 20'000}}), IsEmpty());
  EXPECT_THAT(wanted({.artists = {marrow}, .around = Around{{-18.14, -179.9}, 60'000}}), ElementsAre(fiji.value)) << "across the date line";
}

}  // namespace
}  // namespace shows
