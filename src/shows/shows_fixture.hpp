// For the tests of this folder: a database with artists and venues to play at.
#pragma once
#include <gmock/gmock.h>

#include "platform/base/dates.hpp"
#include "shows/shows.hpp"

namespace shows {

template <class TestDatabase>
class ShowsFixture : public testing::TestWithParam<db::Engine> {
 protected:
  ShowsFixture() { clock.set(*base::read_instant("2026-11-22T12:00:00Z")); }

  ArtistId artist(std::string name) {
    return database->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.name = name, .spotify_id = name}).id; });
  }
  VenueId venue(std::string name, std::string city = "Copenhagen", std::string zone = "Europe/Copenhagen") {
    venues::SourceVenue v{.source = "ticketmaster", .external_id = name + city, .name = name, .city = city};
    v.time_zone = zone;
    return database->write_now([&](db::Tx& tx) { return venues::match_or_add(tx, clock.now(), v).id; });
  }
  // A listing of the marrow's show at the Kolder Club.
  SourceShow listing(std::string id, std::string date = "2026-11-24") {
    SourceShow show{.source = "ticketmaster", .external_id = id, .artist = marrow, .date = date};
    show.venue = kolder;
    return show;
  }
  SourceShow setlist(std::string id, std::string date = "2026-11-24") {
    SourceShow show = listing(id, date);
    show.source = "setlistfm";
    show.kind = ListingKind::setlist;
    return show;
  }
  Match match(const SourceShow& show) {
    clock.advance(std::chrono::seconds(1));
    return database->write_now([&](db::Tx& tx) { return match_or_add(tx, clock.now(), show); });
  }
  template <class F>
  auto read(F work) {
    return database->read_now(work);
  }
  Show stored(ShowId id) {
    return *read([&](db::Tx& tx) { return by_id(tx, id); });
  }

  TestDatabase database{GetParam()};
  base::FakeClock clock;
  ArtistId marrow = artist("Marrow Coast");
  VenueId kolder = venue("Kolder Club");
};

inline std::vector<std::int64_t> ids(const std::vector<ShowRow>& rows) {
  std::vector<std::int64_t> out;
  for (const ShowRow& row : rows) out.push_back(row.id.value);
  return out;
}

}  // namespace shows
