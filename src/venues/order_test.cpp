// The same records in any order end in the same venues under the same names (IMP-8).
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "support/database.hpp"
#include "venues/venues.hpp"

namespace venues {
namespace {

SourceVenue record(std::string source, std::string id, std::string name, std::string city, std::optional<Place> place = {}) {
  SourceVenue v{.source = std::move(source), .external_id = std::move(id), .name = std::move(name), .city = std::move(city)};
  v.country_code = "NO";
  v.place = place;
  return v;
}

// Spellings, several ids, a sponsor's name, rooms of one building, halls of one name in two towns.
std::vector<SourceVenue> records() {
  return {record("ticketmaster", "K1", "Sentrum Scene", "Oslo", Place{59.915, 10.751}),
          record("ticketmaster", "Z1", "SENTRUM SCENE ", "Oslo"),
          record("setlistfm", "a1", "Sentrum Scene, Oslo", "Oslo"),
          record("setlistfm", "a2", "Norden Bank Sentrum Scene", "Oslo"),
          record("ticketmaster", "K2", "Hall 1", "Oslo"),
          record("ticketmaster", "K3", "Hall 2", "Oslo"),
          record("setlistfm", "a3", "Sentrum Scene", "Bergen"),
          record("ticketmaster", "K4", "Theatre Copperline", "Oslo"),
          record("setlistfm", "a4", "Theater Copperline", "Oslo")};
}

// What is one, by ids, and how it is called.
std::map<std::set<std::string>, std::string> outcome(const std::vector<SourceVenue>& in_order) {
  support::TestDatabase database;
  base::FakeClock clock;
  for (const SourceVenue& v : in_order) {
    clock.advance(std::chrono::minutes(1));
    database->write_now([&](db::Tx& tx) {
      const Match match = match_or_add(tx, clock.now(), v);
      for (const VenueId other : match.bridged) merge(tx, clock.now(), other, match.id);
    });
  }
  return database->read_now([&](db::Tx& tx) {
    std::map<std::set<std::string>, std::string> venues;
    for (const SourceVenue& v : in_order) {
      const auto id = by_source(tx, v.source, v.external_id).value();
      std::set<std::string> ids;
      for (const SourceLink& link : sources(tx, id)) ids.insert(link.source + ":" + link.external_id);
      const auto venue = by_id(tx, id).value();
      venues[ids] = venue.name + ", " + venue.city;
    }
    return venues;
  });
}

TEST(VenueOrderTest, AnyOrderEndsInTheSameVenuesUnderTheSameNames) {
  auto shuffled = records();
  const auto first = outcome(shuffled);
  EXPECT_EQ(first.size(), 5u);
  std::uint64_t seed = 20261126;
  for (int round = 0; round < 60; ++round) {
    for (std::size_t i = shuffled.size() - 1; i > 0; --i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      std::swap(shuffled[i], shuffled[(seed >> 33) % (i + 1)]);
    }
    const auto again = outcome(shuffled);
    std::string order;
    for (const auto& v : shuffled) order += v.external_id + " ";
    EXPECT_EQ(again, first) << order;
  }
}

}  // namespace
}  // namespace venues
