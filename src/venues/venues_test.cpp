#include "venues/venues.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "provenance/provenance.hpp"
#include "support/database.hpp"

namespace venues {
namespace {

const Place kolder{55.6761, 12.5683};
Place metres_north(Place from, double metres) { return {from.latitude + metres / 111'195, from.longitude}; }

class VenuesTest : public testing::TestWithParam<db::Engine> {
 protected:
  Match match(const SourceVenue& venue) {
    clock.advance(std::chrono::minutes(1));
    return database->write_now([&](db::Tx& tx) { return match_or_add(tx, clock.now(), venue); });
  }
  SourceVenue venue(std::string name, std::string city = "Copenhagen", std::string source = "setlistfm") {
    SourceVenue v{.source = source, .external_id = "id" + std::to_string(++last_id), .name = name, .city = city};
    v.country_code = "DK";
    return v;
  }
  Venue stored(VenueId id) {
    return *database->read_now([&](db::Tx& tx) { return by_id(tx, id); });
  }
  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  int last_id = 0;
};

TEST_P(VenuesTest, ANewVenueIsAddedWithAnAddress) {
  SourceVenue v = venue(" Kolder  Club ");
  v.place = kolder;
  v.time_zone = "Europe/Copenhagen";
  v.country_code = "dk";
  v.country = "Kingdom Of Denmark";
  const Match m = match(v);
  EXPECT_EQ(m.how, How::added);
  EXPECT_FALSE(m.review);
  const Venue s = stored(m.id);
  EXPECT_EQ(s.name, "Kolder Club");
  EXPECT_EQ(s.slug, "kolder-club-copenhagen");
  EXPECT_EQ(s.country_code, "DK");
  EXPECT_EQ(s.country, "Denmark");
  EXPECT_EQ(s.time_zone, "Europe/Copenhagen");
  EXPECT_LT(metres_between(*s.place, kolder), 1);
  EXPECT_EQ(database->read_now([](db::Tx& tx) { return by_slug(tx, "kolder-club-copenhagen"); })->id, m.id);
}

TEST_P(VenuesTest, AnIdIsEnoughAndBringsNews) {
  SourceVenue v = venue("Kolder Club");
  const VenueId id = match(v).id;
  EXPECT_FALSE(match(v).changed);
  v.name = "Kolder Club & Garden";
  const Match m = match(v);
  EXPECT_EQ(m.how, How::known_id);
  EXPECT_EQ(m.id, id);
  EXPECT_TRUE(m.changed);
  EXPECT_EQ(stored(id).name, "Kolder Club & Garden");
  EXPECT_EQ(stored(id).slug, "kolder-club-copenhagen");
}

TEST_P(VenuesTest, SpellingsInOneCityAreOne) {
  const VenueId id = match(venue("Slaktkyrkan")).id;
  for (const char* spelling : {"The Slaktkyrkan", "SLAKT KYRKAN", "Slaktkyrkan, Copenhagen", "Slaktkyrrkan"}) {
    const Match m = match(venue(spelling));
    EXPECT_EQ(m.id, id) << spelling;
    EXPECT_FALSE(m.reason.empty());
  }
}

TEST_P(VenuesTest, TheOfficialSourceNamesItAndTheLosingSpellingIsKept) {
  const VenueId id = match(venue("Slakt Kyrkan")).id;
  match(venue("Slaktkyrkan", "Copenhagen", "ticketmaster"));
  match(venue("Slakt  kyrkan"));
  EXPECT_EQ(stored(id).name, "Slaktkyrkan");
  const auto entries =
      database->read_now([&](db::Tx& tx) { return provenance::list(tx, provenance::subject(provenance::Entity::venue, id)); });
  EXPECT_EQ(std::ranges::count_if(entries, [](const auto& e) { return e.field == "name"; }), 3);  // each record keeps its own word
}

TEST_P(VenuesTest, AnotherCityOrCountryIsAnotherVenue) {
  const VenueId id = match(venue("The Lantern Works")).id;
  EXPECT_NE(match(venue("The Lantern Works", "Aarhus")).id, id);
  SourceVenue abroad = venue("The Lantern Works");
  abroad.country_code = "US";
  EXPECT_NE(match(abroad).id, id);
}

TEST_P(VenuesTest, TownsOfOneNameInTwoStatesAreTwo) {
  SourceVenue v = venue("Main Street Hall", "Springfield");
  v.country_code = "US";
  v.region = "Illinois";
  const VenueId id = match(v).id;
  v.external_id = "other";
  v.region = "Missouri";
  EXPECT_NE(match(v).id, id);
  v.external_id = "third";
  v.region = "IL";
  EXPECT_EQ(match(v).id, id);
}

TEST_P(VenuesTest, NearAndAlikeIsOneAcrossSpellingsOfTheTown) {
  SourceVenue v = venue("Kolder Club", "København", "ticketmaster");
  v.place = kolder;
  const VenueId id = match(v).id;
  SourceVenue other = venue("Kolder Club", "Copenhagen", "ticketmaster");
  other.place = metres_north(kolder, 250);
  const Match m = match(other);
  EXPECT_EQ(m.id, id);
  EXPECT_EQ(m.how, How::alike);
  SourceVenue by_town = venue("Kolder Club", "Copenhague");
  by_town.city_place = metres_north(kolder, 5'000);
  EXPECT_EQ(match(by_town).id, id);
  EXPECT_LT(metres_between(*stored(id).place, kolder), 300);  // a town's centre is not the building's place
}

TEST_P(VenuesTest, NeighboursAreNotOne) {
  SourceVenue v = venue("Kolder Club");
  v.place = kolder;
  match(v);
  SourceVenue neighbour = venue("Halden Hall");
  neighbour.place = metres_north(kolder, 20);
  const Match m = match(neighbour);
  EXPECT_EQ(m.how, How::added);
  EXPECT_FALSE(m.review);
}

TEST_P(VenuesTest, UnsureOnesAreAddedAndReported) {
  const VenueId id = match(venue("Paradiso")).id;
  const Match m = match(venue("Paradiso Noord"));
  EXPECT_EQ(m.how, How::added);
  EXPECT_NE(m.id, id);
  ASSERT_TRUE(m.review);
  EXPECT_EQ(m.review->candidate, id);
  EXPECT_GE(m.review->score, 0.6);
  EXPECT_LT(m.review->score, 0.9);
  EXPECT_THAT(m.review->reason, testing::HasSubstr("Paradiso"));
}

TEST_P(VenuesTest, TheSameNameFarApartInOneCityIsForReview) {
  SourceVenue v = venue("Kolder Club");
  v.place = kolder;
  const VenueId id = match(v).id;
  SourceVenue far = venue("Kolder Club");
  far.place = metres_north(kolder, 4'000);
  const Match m = match(far);
  EXPECT_NE(m.id, id);
  EXPECT_TRUE(m.review);
}

TEST_P(VenuesTest, WithoutANameOnlyTheIdTells) {
  SourceVenue v = venue("");
  const VenueId id = match(v).id;
  EXPECT_EQ(match(v).id, id);
  EXPECT_NE(match(venue("")).id, id);
  EXPECT_EQ(stored(id).name, "Unnamed venue");
}

TEST_P(VenuesTest, RubbishIsNotKept) {
  SourceVenue v = venue("Kolder Club\n\x01", "Copenhagen");
  v.place = Place{0, 0};
  v.capacity = -5;
  const Venue s = stored(match(v).id);
  EXPECT_EQ(s.name, "Kolder Club");
  EXPECT_FALSE(s.place);
  EXPECT_FALSE(s.capacity);
}

TEST_P(VenuesTest, MetByTwoAtOnceIsOneVenue) {
  auto other = database.open_again();
  std::vector<VenueId> ids(4);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&, i] {
        SourceVenue v{
            .source = i % 2 ? "setlistfm" : "ticketmaster", .external_id = std::to_string(i / 2), .name = "Kolder Club", .city = "Oslo"};
        db::Database& mine = i % 2 ? *other : database.get();
        ids[i] = mine.write_now([&](db::Tx& tx) { return match_or_add(tx, clock.now(), v); }).id;
      });
  }
  for (const VenueId id : ids) EXPECT_EQ(id, ids[0]);
}

INSTANTIATE_TEST_SUITE_P(Engines, VenuesTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace venues
