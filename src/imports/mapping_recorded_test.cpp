// The services' own answers, parsed and mapped: what of them would be stored.
#include <gmock/gmock.h>

#include <algorithm>

#include "imports/mapping.hpp"
#include "providers/setlistfm/parse.hpp"
#include "providers/spotify/parse.hpp"
#include "providers/ticketmaster/parse.hpp"
#include "support/recorded.hpp"

namespace imports {
namespace {

using support::recorded;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr artists::ArtistId ours{7};

class MapRecorded : public support::RecordedTest {
 protected:
  static std::vector<ticketmaster::Event> bay_area() {
    const auto page = ticketmaster::parse_events(R"({"_embedded":{"events":)" + recorded("ticketmaster/events_array_2025_bay_area") +
                                                 R"(},"page":{"size":200,"totalElements":62,"totalPages":1,"number":0}})");
    return page.value().records;
  }
  static ticketmaster::Event event(std::string_view id) {
    const auto all = bay_area();
    return *std::ranges::find(all, id, &ticketmaster::Event::id);
  }
  static setlistfm::Setlist setlist(std::string_view name) {
    return setlistfm::parse_setlist(recorded("setlistfm/" + std::string(name))).value();
  }
  static std::vector<setlists::PlayedSong> songs(std::string_view name) { return to_played(setlist(name)).songs; }
  // "main 14", "encore1 2": the sections in order with their songs.
  static std::vector<std::string> sections(std::string_view name) {
    std::vector<std::pair<std::string, int>> out;
    for (const auto& song : songs(name)) {
      const auto key = std::string(setlists::to_string(song.section)) + (song.section_number ? std::to_string(song.section_number) : "");
      if (out.empty() || out.back().first != key) out.emplace_back(key, 0);
      ++out.back().second;
    }
    std::vector<std::string> words;
    for (const auto& [key, n] : out) words.push_back(key + " " + std::to_string(n));
    return words;
  }
};

TEST_F(MapRecorded, GenresThatSpotifyWithholdsTakeNothingAway) {
  const auto before = to_profile(spotify::parse_artist(recorded("spotify/artist_pitbull_2025")).value());
  const auto after = to_profile(spotify::parse_artist(recorded("spotify/artist_pitbull_2026")).value());
  EXPECT_THAT(*before.genres, ElementsAre("dance pop", "miami hip hop", "pop"));
  EXPECT_EQ(after.genres, std::nullopt);
  EXPECT_EQ(after.follower_count, 12'425'030);
  EXPECT_EQ(after.popularity, 85);
  ASSERT_THAT(*after.images, SizeIs(3));
  EXPECT_EQ(after.images->at(0).width, 640);
  const auto dev_mode = to_profile(spotify::parse_artist(recorded("spotify/derived_devmode_artist")).value());
  EXPECT_EQ(dev_mode.follower_count, std::nullopt);
  EXPECT_EQ(dev_mode.popularity, std::nullopt);
}

TEST_F(MapRecorded, RecordsOfADiscographyPage) {
  const auto page = spotify::parse_album_page(recorded("spotify/artist_albums_page1_of_many_2026")).value();
  for (const auto& album : page.records) {
    const auto mapped = to_album(album, {});
    EXPECT_EQ(mapped.spotify_id, album.id);
    EXPECT_THAT(mapped.tracks, IsEmpty());
    ASSERT_TRUE(mapped.image_url);
  }
  const auto remix = to_album(spotify::parse_album_page(recorded("spotify/artist_albums_singles_es")).value().records.at(0), {});
  EXPECT_EQ(remix.type, "single");
  EXPECT_EQ(artists::classify(remix), artists::AlbumKind::remix);
  EXPECT_EQ(to_album(spotify::parse_album_page(recorded("spotify/artist_albums_limit2_legacy")).value().records.at(0), {}).released,
            std::nullopt);
}

TEST_F(MapRecorded, AWholeRecordWithItsTracks) {
  const auto album = spotify::parse_album(recorded("spotify/album_full_2026")).value();
  ASSERT_TRUE(album.tracks);
  const auto mapped = to_album(album, album.tracks->records);
  EXPECT_EQ(mapped.tracks.size(), album.tracks->records.size());
  for (const auto& track : mapped.tracks) {
    EXPECT_GE(track.disc, 1);
    EXPECT_GE(track.number, 1);
    EXPECT_GT(track.duration_ms.value_or(0), 10'000);
    EXPECT_EQ(track.isrc, std::nullopt);  // never in a track list
  }
}

TEST_F(MapRecorded, ACancelledNightOnADummyDateStandsAtItsFirst) {
  const auto show = to_show(event("G5vYZb11EYk12"), ours, {});
  EXPECT_EQ(show.status, shows::Status::cancelled);
  EXPECT_EQ(show.date, "2024-09-21");
  EXPECT_EQ(show.initial_date, "2024-09-21");
  EXPECT_THAT(show.bill, SizeIs(2));
}

TEST_F(MapRecorded, ARescheduledNightStandsAtItsNewDate) {
  const auto show = to_show(event("G5vYZbI5m44km"), ours, {});
  EXPECT_EQ(show.status, shows::Status::rescheduled);
  EXPECT_EQ(show.date, "2025-11-17");
  EXPECT_EQ(show.initial_date, "2025-07-31");
}

TEST_F(MapRecorded, OneNightIsListedByThreeSellers) {
  EXPECT_EQ(to_show(event("G5vYZbmk_07lw"), ours, {}).kind, shows::ListingKind::primary);
  EXPECT_EQ(to_show(event("rZ7HnEZ1AKP9o0"), ours, {}).kind, shows::ListingKind::partner);
  EXPECT_EQ(to_show(event("LvZ18Q20iAkAx_ZZ02zZ1"), ours, {}).kind, shows::ListingKind::partner);
  const auto resale = to_show(event("Z7r9jZ1A7QdoK"), ours, {});
  EXPECT_EQ(resale.kind, shows::ListingKind::resale);
  EXPECT_EQ(resale.time_zone, "America/Los_Angeles");  // its own is never said: the venue's
  EXPECT_EQ(resale.date, to_show(event("rZ7HnEZ1AKP9o0"), ours, {}).date);
}

TEST_F(MapRecorded, TheLocalDayIsKeptThoughInUtcItIsTheNext) {
  EXPECT_EQ(to_show(event("G5vYZb0KKZNJH"), ours, {}).date, "2025-11-13");
  EXPECT_EQ(to_show(event("G5vYZbmk_07lw"), ours, {}).start_time, "19:30");
}

TEST_F(MapRecorded, EveryEventHasADateAVenueAndAZoneAndNoneIsAFalseMidnight) {
  for (const auto& e : bay_area()) {
    const auto show = to_show(e, ours, {});
    EXPECT_TRUE(show.date) << e.id;
    EXPECT_EQ(show.time_zone, "America/Los_Angeles") << e.id;
    EXPECT_TRUE(show.ticket_url) << e.id;
    if (!e.start.time) EXPECT_EQ(show.start_time, std::nullopt) << e.id;
    ASSERT_TRUE(e.venue) << e.id;
    const auto venue = to_venue(*e.venue);
    EXPECT_FALSE(venue.name.empty());
    EXPECT_TRUE(venue.place);
    EXPECT_EQ(venue.country_code, "US");
  }
}

TEST_F(MapRecorded, MoreActsThanAnEveningHoldsAreAFestival) {
  const auto popular = ticketmaster::parse_events(recorded("ticketmaster/events_page_2019_popular")).value().records;
  int festivals = 0;
  for (const auto& e : popular) {
    const auto show = to_show(e, ours, {});
    if (e.attractions.size() >= 8) EXPECT_TRUE(show.festival) << e.id;
    festivals += show.festival;
  }
  EXPECT_GE(festivals, 1);
  const auto tour = ticketmaster::parse_events(recorded("ticketmaster/events_page_2024_pink_tour")).value().records;
  for (const auto& e : tour) EXPECT_FALSE(to_show(e, ours, {}).festival) << e.id;
}

TEST_F(MapRecorded, SectionsOfRealSetlists) {
  EXPECT_THAT(sections("setlist_plain_2025"), ElementsAre("main 14", "encore1 2"));
  EXPECT_THAT(sections("setlist_five_encores"), ElementsAre("main 21", "encore1 6", "encore2 5", "encore3 3", "encore4 1", "encore5 1"));
  EXPECT_THAT(sections("setlist_preshow_named_sets"), ElementsAre("set1 1", "set2 21", "encore1 10", "encore2 3"));
  EXPECT_THAT(sections("setlist_set_name_and_unknown"), ElementsAre("main 10", "set1 4", "main 2"));
  EXPECT_EQ(songs("setlist_named_set_colon")[4].section_name, "Unknown Pleasures");
}

TEST_F(MapRecorded, EncoresThatAreOnlyNamedSo) {
  const auto page = setlistfm::parse_setlists(recorded("setlistfm/artist_setlists_phish_2025")).value();
  const auto played = to_played(page.records.at(13)).songs;
  ASSERT_THAT(played, SizeIs(20));
  EXPECT_EQ(played[17].section, setlists::Section::set);
  EXPECT_EQ(played[17].section_number, 2);
  EXPECT_EQ(played[18].section, setlists::Section::encore);
  EXPECT_EQ(played[18].section_number, 1);
}

TEST_F(MapRecorded, TapesCoversGuestsAndUnknownSongs) {
  const auto taped = songs("setlist_tape_and_blank_names");
  EXPECT_EQ(std::ranges::count(taped, true, &setlists::PlayedSong::tape), 4);
  const auto cover = songs("setlist_tape_cover_medley");
  EXPECT_TRUE(std::ranges::any_of(cover, [](const auto& s) { return s.tape && s.cover_of; }));
  const auto guests = songs("setlist_guests_everywhere");
  EXPECT_EQ(std::ranges::count_if(guests, [](const auto& s) { return s.guest.has_value(); }), 14);
  const auto both = songs("setlist_with_and_cover_same_song");
  EXPECT_TRUE(std::ranges::any_of(both, [](const auto& s) { return s.cover_of && s.guest; }));
  const auto unknown = songs("setlist_six_unknown_songs");
  EXPECT_EQ(std::ranges::count(unknown, std::string(), &setlists::PlayedSong::title), 6);
}

TEST_F(MapRecorded, EmptySetlistsAreShowsWithoutSongs) {
  const auto empty = setlist("setlist_empty_2025");
  EXPECT_THAT(to_played(empty).songs, IsEmpty());
  EXPECT_TRUE(to_show(empty, ours, "x").date);
  EXPECT_TRUE(to_played(setlist("setlist_empty_with_info")).info);
}

TEST_F(MapRecorded, DatesAreDayMonthYear) { EXPECT_EQ(to_show(setlist("setlist_plain_2025"), ours, "x").date, "2025-06-13"); }

TEST_F(MapRecorded, VenuesWithoutNameOrCity) {
  const auto nameless = to_venue(*setlist("setlist_empty_venue_without_name").venue);
  EXPECT_EQ(nameless.name, "");
  EXPECT_EQ(nameless.city, "Braga");
  const auto cityless = to_venue(*setlistfm::parse_setlist(recorded("setlistfm/setlist_version_venue_without_city")).value().venue);
  EXPECT_EQ(cityless.name, "Civic Hall, Wolverhampton, UK");
  EXPECT_EQ(cityless.city, "");
  EXPECT_FALSE(cityless.city_place);
}

// Every setlist that was ever recorded goes through without a word lost.
TEST_F(MapRecorded, NoSongIsLostOnTheWay) {
  const auto page = setlistfm::parse_setlists(R"({"itemsPerPage":124,"page":1,"total":124,"setlist":)" +
                                              recorded("setlistfm/setlists_array_sample") + "}")
                        .value();
  EXPECT_EQ(page.records.size(), 100u);
  for (const auto& s : page.records) {
    std::size_t there = 0;
    for (const auto& set : s.sets) there += set.songs.size();
    const auto played = to_played(s);
    EXPECT_EQ(played.songs.size(), there) << s.id;
    EXPECT_EQ(played.source_url, s.url);
    EXPECT_EQ(std::ranges::count(played.songs, false, &setlists::PlayedSong::tape), s.played()) << s.id;
  }
}

}  // namespace
}  // namespace imports
