#include "search/catalog.hpp"

#include <gtest/gtest.h>

#include "support/database.hpp"
#include "support/hand_loop.hpp"

namespace search {
namespace {

using namespace std::chrono_literals;

struct CatalogTest : testing::Test {
  support::TestDatabase database;
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  support::HandLoop loop;

  artists::ArtistId add(std::string name) {
    return database->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.name = std::move(name)}).id; });
  }
  Catalog open() { return Catalog(database, *bus, clock, loop, "artists.changed"); }
  static std::string first(const Catalog& catalog, std::string_view query) {
    const auto hits = catalog.names().find(query, 1);
    return hits.empty() ? "" : hits.front().name;
  }
};

TEST_F(CatalogTest, KnowsWhoIsThereAtTheStart) {
  add("Marrow Coast");
  const auto catalog = open();
  EXPECT_TRUE(catalog.complete());
  EXPECT_EQ(first(catalog, "marrow coast"), "Marrow Coast");
}

TEST_F(CatalogTest, HearsOfAChangeHereAtOnce) {
  const auto catalog = open();
  clock.advance(1h);
  add("Marrow Coast");
  bus->publish("artists.changed");
  loop.run();
  EXPECT_EQ(first(catalog, "marrow coast"), "Marrow Coast");
}

TEST_F(CatalogTest, SeesWhatAnotherProcessDidAtTheNextLook) {
  const auto catalog = open();
  for (int i = 0; i < 100; ++i) clock.advance(1s), loop.tick();
  const auto other = database.open_again();
  const auto id = other->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now() - 5s, {.name = "Velvet Arcade"}).id; });
  EXPECT_EQ(first(catalog, "velvet arcade"), "");
  loop.tick();
  EXPECT_EQ(first(catalog, "velvet arcade"), "Velvet Arcade");

  clock.advance(1min);
  loop.tick();
  other->write_now([&](db::Tx& tx) { return artists::apply_profile(tx, clock.now(), id, {.name = "Harbour Static"}, "spotify"); });
  loop.tick();
  EXPECT_EQ(first(catalog, "harbour static"), "Harbour Static");
  EXPECT_EQ(catalog.names().size(), 1u);
}

TEST_F(CatalogTest, ALargeCatalogueIsReadOnTheSide) {
  database->write_now([&](db::Tx& tx) {
    for (int i = 0; i < 2'500; ++i) artists::begin(tx, clock.now(), {.name = "Number " + std::to_string(i)});
  });
  auto catalog = open();
  EXPECT_GE(catalog.names().size(), 1'000u);
  catalog.stop();  // waits for the thread, which ends early or has read all
  EXPECT_EQ(catalog.complete(), catalog.names().size() == 2'500u);
}

TEST_F(CatalogTest, MoreChangesInOneMomentThanFitAPageAreAllSeen) {
  const auto catalog = open();
  database->write_now([&](db::Tx& tx) {
    for (int i = 0; i < 12'000; ++i) artists::begin(tx, clock.now(), {.name = "Number " + std::to_string(i)});
  });
  loop.tick();
  EXPECT_EQ(catalog.names().size(), 12'000u);
}

TEST_F(CatalogTest, LooksNoMoreOnceStopped) {
  auto catalog = open();
  catalog.stop();
  add("Marrow Coast");
  bus->publish("artists.changed");
  loop.tick();
  EXPECT_EQ(catalog.names().size(), 0u);
}

}  // namespace
}  // namespace search
