#include "sandbox/catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "platform/base/text.hpp"

namespace sandbox {
namespace {

const Day today = day_of(2026, 11, 22);

std::vector<std::uint32_t> keys(const std::vector<Night>& nights) {
  std::vector<std::uint32_t> all;
  for (const auto& night : nights) all.push_back(night.key());
  return all;
}

std::size_t released(Catalogue& catalogue, std::size_t performer) {
  return static_cast<std::size_t>(
      std::ranges::count_if(catalogue.records(performer).releases, [&](const Release& r) { return r.day <= catalogue.today(); }));
}

TEST(Catalogue, HoldsSomeFortyArtistsThatFitTheirIds) {
  EXPECT_GE(cast().size(), 40u);
  EXPECT_LT(cast().size(), 63u);  // six bits of a night's key, one number spare for festivals
  EXPECT_EQ(cast()[performer_named("Velvet Arcade") + 1].name, "Brutalist Picnic") << "they share tours, so they stand together";
}

TEST(Catalogue, IsTheSameForTheSameSeedAndAnotherForAnother) {
  Catalogue one(1, today), same(1, today), other(2, today);
  for (std::size_t p = 0; p < cast().size(); ++p) {
    EXPECT_EQ(keys(one.nights(p)), keys(same.nights(p)));
    ASSERT_EQ(one.records(p).songs.size(), same.records(p).songs.size());
    for (std::size_t s = 0; s < one.records(p).songs.size(); ++s) EXPECT_EQ(one.records(p).songs[s].title, same.records(p).songs[s].title);
  }
  EXPECT_NE(keys(one.nights(1)), keys(other.nights(1)));
  EXPECT_NE(one.mbid(0), other.mbid(0));
}

TEST(Catalogue, TomorrowHasTheSamePast) {
  Catalogue now(1, today), later(1, today + 40);
  for (const auto* night : now.entries(1)) {
    if (night->day >= today) continue;
    const auto* again = later.night(night->key());
    ASSERT_NE(again, nullptr);
    EXPECT_EQ(again->day, night->day);
    EXPECT_EQ(again->hall, night->hall);
    EXPECT_EQ(again->trap, night->trap);
  }
}

TEST(Catalogue, HistoriesRangeFromNothingToTwoThousandNights) {
  Catalogue catalogue(1, today);
  std::vector<std::size_t> lengths;
  for (std::size_t p = 0; p < cast().size(); ++p)
    if (const auto count = catalogue.entries(p).size()) lengths.push_back(count);
  std::ranges::sort(lengths);
  const auto median = lengths[lengths.size() / 2];
  EXPECT_GE(median, 40u);
  EXPECT_LE(median, 90u);
  EXPECT_GE(catalogue.entries(performer_named("The Lanternfish Union")).size(), 1900u);
  EXPECT_GE(catalogue.entries(performer_named("Iron Parsonage")).size(), 1000u);
  EXPECT_TRUE(catalogue.entries(performer_named("Kettle & Kin")).empty());
  const auto small = catalogue.entries(performer_named("Marrow Coast")).size();
  EXPECT_GE(small, 40u);
  EXPECT_LE(small, 50u);
}

TEST(Catalogue, DiscographiesRangeFromAFewToSixty) {
  Catalogue catalogue(1, today);
  EXPECT_GE(released(catalogue, performer_named("Iron Parsonage")), 55u);
  EXPECT_LE(released(catalogue, performer_named("Orchestra of Unfinished Bridges")), 8u);
  std::set<ReleaseKind> kinds;
  for (std::size_t p = 0; p < cast().size(); ++p)
    for (const auto& release : catalogue.records(p).releases)
      if (release.day <= today) kinds.insert(release.kind);
  EXPECT_EQ(kinds.size(), 9u) << "every kind of release is out somewhere";
}

TEST(Catalogue, AboutAQuarterOfAllSetlistsIsEmpty) {
  Catalogue catalogue(1, today);
  int all = 0, empty = 0, covers = 0, tapes = 0, guests_ = 0, nameless = 0, medleys_ = 0, most_encores = 0;
  for (std::size_t p = 0; p < cast().size(); ++p) {
    for (const auto* night : catalogue.entries(p)) {
      const auto setlist = catalogue.setlist(*night);
      ++all;
      empty += setlist.sets.empty();
      for (const auto& set : setlist.sets) {
        EXPECT_FALSE(set.songs.empty());
        most_encores = std::max(most_encores, set.encore);
        for (const auto& song : set.songs)
          covers += song.cover.has_value(), tapes += song.tape, guests_ += song.guest.has_value(), nameless += song.name.empty(),
              medleys_ += song.name.find(" / ") != std::string::npos;
      }
    }
  }
  EXPECT_NEAR(100.0 * empty / all, 26, 5);
  EXPECT_EQ(most_encores, 5);
  for (const int seen : {covers, tapes, guests_, nameless, medleys_}) EXPECT_GT(seen, 100);
}

// The page's statistics must have something to say: staples, rarities, a usual closer.
TEST(Catalogue, ToursHaveACoreARotationAndAUsualEnd) {
  Catalogue catalogue(1, today);
  const auto performer = performer_named("Velvet Arcade");
  std::map<std::string, int> played;
  int shows = 0;
  for (const auto* night : catalogue.entries(performer)) {
    if (night->year != 2026 || night->slot == Slot::festival) continue;
    const auto setlist = catalogue.setlist(*night);
    if (setlist.sets.empty()) continue;
    ++shows;
    for (const auto& set : setlist.sets)
      for (const auto& song : set.songs)
        if (!song.tape && !song.cover) ++played[song.name];
  }
  ASSERT_GT(shows, 10);
  EXPECT_GT(std::ranges::count_if(played, [&](const auto& p) { return p.second > shows * 3 / 4; }), 5) << "staples";
  EXPECT_GT(std::ranges::count_if(played, [&](const auto& p) { return p.second < shows / 2; }), 5) << "songs of the rotation";
}

TEST(Catalogue, EveryTicketTrapIsAheadForItsShowcase) {
  Catalogue catalogue(1, today);
  std::set<Trap> ahead;
  for (const auto& night : catalogue.nights(performer_named("Velvet Arcade")))
    if (night.day >= today && night.ordinal < first_shared) ahead.insert(night.trap);
  EXPECT_EQ(ahead.size(), static_cast<std::size_t>(Trap::presented) + 1);
}

TEST(Catalogue, NightsOfOneArtistAreOrderedAndTheirKeysUnique) {
  Catalogue catalogue(1, today);
  for (std::size_t p = 0; p < cast().size(); ++p) {
    const auto& nights = catalogue.nights(p);
    EXPECT_TRUE(std::ranges::is_sorted(nights, {}, &Night::day));
    const auto all = keys(nights);
    EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size()) << cast()[p].name;
    for (const auto& night : nights) EXPECT_EQ(performer_of(night.key()), p);
  }
}

TEST(Catalogue, SomebodyIsOnStageAtAnyHour) {
  Catalogue catalogue(1, today);
  for (std::size_t p = 0; p < cast().size(); ++p) {
    if (!cast()[p].has(everywhere)) continue;
    for (int hour = 0; hour < 24; ++hour) {
      const auto now = base::Time{std::chrono::days{today}} + std::chrono::hours{hour};
      EXPECT_TRUE(std::ranges::any_of(catalogue.nights(p),
                                      [&](const Night& n) {
                                        const auto start = local_moment(n.day, n.start, catalogue.hall(n).place().zone);
                                        return n.everywhere() && start <= now && now < start + std::chrono::hours{4};
                                      }))
          << cast()[p].name << " at " << hour;
    }
    for (const auto* night : catalogue.entries(p)) EXPECT_FALSE(night->everywhere()) << "these leave no trace";
  }
}

TEST(Catalogue, PlacesAreWhereTheySayTheyAre) {
  Catalogue catalogue(1, today);
  std::set<int> geonames;
  for (const auto& city : cities()) {
    EXPECT_TRUE(geonames.insert(city.geonames).second) << city.english;
    EXPECT_EQ(country_of(city).code, city.country);
    EXPECT_NO_THROW(local_moment(today, 1200, city.zone)) << city.zone;
  }
  for (const auto& performer : cast())
    EXPECT_TRUE(std::ranges::find(cities(), performer.home, &City::english) != cities().end()) << performer.home;
  for (const auto& hall : catalogue.halls()) EXPECT_NEAR(hall.latitude, hall.place().latitude, 0.03);
}

TEST(Codes, LeadBackAndRefuseInventedIds) {
  const Codes codes(1);
  for (const std::uint64_t thing : {0ull, 1ull, 0x2ff00ffffull, 99ull << 33}) {
    EXPECT_EQ(codes.from_spotify(codes.spotify(thing)), thing);
    EXPECT_EQ(codes.spotify(thing).size(), 22u);
    EXPECT_EQ(codes.from_ticketmaster("G5vYZ", codes.ticketmaster("G5vYZ", thing)), thing);
  }
  EXPECT_EQ(codes.from_setlistfm(codes.setlistfm(12345, 1), 1), 12345u);
  EXPECT_NE(codes.setlistfm(12345, 1), codes.setlistfm(12345, 2));
  auto wrong = codes.spotify(7);
  wrong[5] = wrong[5] == 'a' ? 'b' : 'a';
  EXPECT_FALSE(codes.from_spotify(wrong));
  EXPECT_FALSE(codes.from_spotify("short"));
  EXPECT_FALSE(codes.from_setlistfm("xyz", 1));
  EXPECT_FALSE(codes.from_setlistfm("123456789", 1));
  EXPECT_EQ(codes.mbid(3).size(), 36u);
  EXPECT_EQ(codes.mbid(3)[14], '4');
}

}  // namespace
}  // namespace sandbox
