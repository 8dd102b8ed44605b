// The listings and setlists of a night in any order end in the same shows (IMP-8).
#include "imports/imports_fixture.hpp"

namespace imports {
namespace {

struct Told {
  std::string source, id, date, start;
  shows::ListingKind kind = shows::ListingKind::primary;
};

// One night with an early and a late show, listed by several; a night with two listings; a night that only setlist.fm knows.
std::vector<Told> told() {
  using enum shows::ListingKind;
  return {{"ticketmaster", "G1", "2026-11-24", "18:30", primary}, {"ticketmaster", "G2", "2026-11-24", "22:00", primary},
          {"ticketmaster", "Z1", "2026-11-24", "19:00", resale},  {"ticketmaster", "r1", "2026-11-24", "22:30", partner},
          {"setlistfm", "s1", "2026-11-24", "", setlist},         {"ticketmaster", "G3", "2026-11-25", "20:00", primary},
          {"ticketmaster", "Z3", "2026-11-25", "", resale},       {"setlistfm", "s4", "2026-11-20", "", setlist}};
}

// As place() does with what a match draws to itself.
std::set<std::string> outcome(const std::vector<Told>& in_order) {
  support::TestDatabase database;
  base::FakeClock clock;
  clock.set(*base::read_instant(noon));
  const auto [band, hall] = database->write_now([&](db::Tx& tx) {
    const auto id = artists::begin(tx, clock.now(), {.name = "Pale Ferry"}).id;
    venues::SourceVenue v{.source = "ticketmaster", .external_id = "K1", .name = "Sentrum Scene", .city = "Oslo"};
    return std::pair(id, venues::match_or_add(tx, clock.now(), v).id);
  });
  for (const Told& t : in_order) {
    clock.advance(std::chrono::seconds(1));
    database->write_now([&](db::Tx& tx) {
      shows::SourceShow show{.source = t.source, .external_id = t.id, .kind = t.kind, .artist = band, .date = t.date};
      if (!t.start.empty()) show.start_time = t.start;
      show.venue = hall;
      const auto match = shows::match_or_add(tx, clock.now(), show);
      if (t.kind == shows::ListingKind::setlist)
        setlists::store_played(tx, clock.now(), match.id, band, {.source = "setlistfm", .version = t.id, .songs = {{.title = "Kelp"}}});
      for (const auto& listing : match.drawn) {
        if (listing.setlist) EXPECT_TRUE(setlists::move(tx, clock.now(), listing.from, match.id, listing.artist));
        shows::move_listing(tx, clock.now(), listing.source, listing.external_id, match.id, shows::By::rule);
      }
    });
  }
  return database->read_now([&](db::Tx& tx) {
    std::set<std::string> lines;
    for (const Told& t : in_order) {
      const auto show = shows::by_id(tx, shows::by_source(tx, t.source, t.id).value()).value();
      std::string line = line_of(show);
      for (const auto& setlist : setlists::by_show(tx, show.id)) line += " songs " + std::to_string(setlist.song_count);
      lines.insert(line);
    }
    return lines;
  });
}

TEST(ShowOrderTest, AnyOrderEndsInTheSameShows) {
  auto shuffled = told();
  const auto first = outcome(shuffled);
  EXPECT_EQ(first.size(), 4u);
  std::uint64_t seed = 20261126;
  for (int round = 0; round < 60; ++round) {
    for (std::size_t i = shuffled.size() - 1; i > 0; --i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      std::swap(shuffled[i], shuffled[(seed >> 33) % (i + 1)]);
    }
    std::string order;
    for (const auto& t : shuffled) order += t.id + " ";
    EXPECT_EQ(outcome(shuffled), first) << order;
  }
}

}  // namespace
}  // namespace imports
