// From what the services say to what we keep, rule by rule; mapping_recorded_test.cpp does the same with real answers.
#include "imports/mapping.hpp"

#include <gmock/gmock.h>

namespace imports {
namespace {

using namespace std::chrono_literals;
using std::chrono::year;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr artists::ArtistId marrow{7};

TEST(MapArtist, WhatSpotifyLeavesOutSaysNothing) {
  const auto p = to_profile({.id = "4m", .name = "", .url = {}, .images = {}, .genres = {}, .followers = {}, .popularity = {}});
  EXPECT_EQ(p.name, std::nullopt);
  EXPECT_EQ(p.genres, std::nullopt);  // deprecated there: an empty list does not take away what was known
  EXPECT_FALSE(p.images);
  EXPECT_EQ(p.follower_count, std::nullopt);
  EXPECT_EQ(p.popularity, std::nullopt);
  EXPECT_EQ(p.spotify_id, "4m");
}

TEST(MapArtist, TakesAllThatIsSaid) {
  const auto p = to_profile({.id = "4m",
                             .name = "Marrow Coast",
                             .url = {},
                             .images = {{.url = "https://img.test/1", .width = 640, .height = 480}, {.url = "https://img.test/2"}},
                             .genres = {"dream pop"},
                             .followers = 48'213,
                             .popularity = 61});
  EXPECT_EQ(p.name, "Marrow Coast");
  EXPECT_THAT(*p.genres, ElementsAre("dream pop"));
  ASSERT_THAT(*p.images, SizeIs(2));
  EXPECT_EQ(p.images->at(0).width, 640);
  EXPECT_EQ(p.images->at(0).height, 480);
  EXPECT_EQ(p.images->at(1).width, std::nullopt);
  EXPECT_EQ(p.follower_count, 48'213);
  EXPECT_EQ(p.popularity, 61);
}

spotify::Album album() {
  spotify::Album a;
  a.id = "al1";
  a.name = "Harbour Lights";
  a.type = spotify::AlbumType::album;
  return a;
}

TEST(MapAlbum, DatesKeepTheirPrecision) {
  auto a = album();
  EXPECT_EQ(to_album(a, {}).released, std::nullopt);
  a.released = {.year = year{1983}, .month = {}, .day = {}};
  EXPECT_EQ(to_album(a, {}).released, "1983");
  a.released->month = std::chrono::December;
  EXPECT_EQ(to_album(a, {}).released, "1983-12");
  a.released->day = std::chrono::day{4};
  EXPECT_EQ(to_album(a, {}).released, "1983-12-04");
  a.released->month.reset();  // a day without a month says nothing
  EXPECT_EQ(to_album(a, {}).released, "1983");
}

TEST(MapAlbum, TypesAreSpotifysAndUnknownIsAnAlbum) {
  auto a = album();
  for (const auto& [type, word] :
       {std::pair(spotify::AlbumType::album, "album"), std::pair(spotify::AlbumType::single, "single"),
        std::pair(spotify::AlbumType::compilation, "compilation"), std::pair(spotify::AlbumType::unknown, "album")}) {
    a.type = type;
    EXPECT_EQ(to_album(a, {}).type, word);
  }
}

TEST(MapAlbum, TheSmallestPictureIsEnoughAndTracksKeepTheirPlace) {
  auto a = album();
  a.images = {{.url = "https://img.test/640", .width = 640},
              {.url = "https://img.test/300", .width = 300},
              {.url = "https://img.test/64", .width = 64}};
  a.total_tracks = 2;
  spotify::Track first, local;
  first.id = "t1";
  first.name = "Tidewrack";
  first.disc = 2;
  first.number = 3;
  first.duration = 215'000ms;
  first.isrc = "GBXYZ2600001";
  local.name = "Home tape";
  const auto mapped = to_album(a, {first, local});
  EXPECT_EQ(mapped.image_url, "https://img.test/300");
  EXPECT_EQ(mapped.total_tracks, 2);
  ASSERT_THAT(mapped.tracks, SizeIs(2));
  EXPECT_EQ(mapped.tracks[0].spotify_id, "t1");
  EXPECT_EQ(mapped.tracks[0].isrc, "GBXYZ2600001");
  EXPECT_EQ(mapped.tracks[0].disc, 2);
  EXPECT_EQ(mapped.tracks[0].number, 3);
  EXPECT_EQ(mapped.tracks[0].duration_ms, 215'000);
  EXPECT_EQ(mapped.tracks[1].spotify_id, std::nullopt);
  EXPECT_EQ(mapped.tracks[1].duration_ms, std::nullopt);  // 0 is not a length
}

ticketmaster::Event event() {
  ticketmaster::Event e;
  e.id = "vvG1";
  e.name = "Marrow Coast";
  e.start.date = year{2027} / 1 / 24;
  e.start.time = 19h + 30min;
  e.zone = "Europe/Copenhagen";
  e.status = ticketmaster::Status::onsale;
  e.url = "https://tickets.test/vvG1";
  e.attractions.push_back({.id = "K8v1",
                           .name = "Marrow Coast",
                           .url = {},
                           .classification = {},
                           .aliases = {},
                           .images = {},
                           .spotify_ids = {},
                           .musicbrainz_ids = {},
                           .homepage = {},
                           .upcoming_events = {}});
  return e;
}

TEST(MapEvent, AnOrdinaryNight) {
  const auto show = to_show(event(), marrow, {"K8v1"});
  EXPECT_EQ(show.source, "ticketmaster");
  EXPECT_EQ(show.external_id, "vvG1");
  EXPECT_EQ(show.kind, shows::ListingKind::primary);
  EXPECT_EQ(show.date, "2027-01-24");
  EXPECT_EQ(show.start_time, "19:30");
  EXPECT_EQ(show.time_zone, "Europe/Copenhagen");
  EXPECT_EQ(show.status, shows::Status::upcoming);
  EXPECT_EQ(show.ticket_status, "onsale");
  EXPECT_EQ(show.ticket_url, "https://tickets.test/vvG1");
  ASSERT_THAT(show.bill, SizeIs(1));
  EXPECT_EQ(show.bill[0].artist, marrow);
  EXPECT_FALSE(show.festival);
}

TEST(MapEvent, OnlyOurAttractionsAreOurArtist) {
  auto e = event();
  e.attractions.insert(e.attractions.begin(), e.attractions.front());
  e.attractions.front().id = "K8v2";
  e.attractions.front().name = "Pale Ferry";
  const auto show = to_show(e, marrow, {"K8v1"});
  EXPECT_EQ(show.bill[0].name, "Pale Ferry");
  EXPECT_EQ(show.bill[0].artist, std::nullopt);
  EXPECT_EQ(show.bill[1].artist, marrow);
}

// An untimed show is never midnight (SHO-0).
TEST(MapEvent, WithoutATimeTheHourIsUnknown) {
  auto e = event();
  e.start.time.reset();
  EXPECT_EQ(to_show(e, marrow, {}).start_time, std::nullopt);
  e.start.time = 0s;
  e.time_to_come = true;  // "TBA", with a dummy hour
  EXPECT_EQ(to_show(e, marrow, {}).start_time, std::nullopt);
  e.time_to_come = false;
  EXPECT_EQ(to_show(e, marrow, {}).start_time, "00:00");  // said so: a show at midnight
}

TEST(MapEvent, WithoutADateItHasNone) {
  auto e = event();
  e.start.date.reset();
  e.date_to_come = true;
  EXPECT_EQ(to_show(e, marrow, {}).date, std::nullopt);
}

TEST(MapEvent, EachStatusIsItsOwn) {
  const std::pair<ticketmaster::Status, std::optional<shows::Status>> table[] = {
      {ticketmaster::Status::onsale, shows::Status::upcoming},         {ticketmaster::Status::offsale, shows::Status::upcoming},
      {ticketmaster::Status::cancelled, shows::Status::cancelled},     {ticketmaster::Status::postponed, shows::Status::postponed},
      {ticketmaster::Status::rescheduled, shows::Status::rescheduled}, {ticketmaster::Status::unknown, std::nullopt}};
  for (const auto& [theirs, ours] : table) {
    auto e = event();
    e.status = theirs;
    EXPECT_EQ(to_show(e, marrow, {}).status, ours);
  }
  auto e = event();
  e.status = ticketmaster::Status::offsale;  // sold out or closed: the show is on
  EXPECT_EQ(to_show(e, marrow, {}).ticket_status, "offsale");
  e.status = ticketmaster::Status::cancelled;
  EXPECT_EQ(to_show(e, marrow, {}).ticket_status, std::nullopt);
}

TEST(MapEvent, ACancelledShowStandsAtItsFirstDate) {
  auto e = event();
  e.status = ticketmaster::Status::cancelled;
  e.start.date = year{2028} / 9 / 8;  // a dummy, far ahead
  e.initial.date = year{2026} / 9 / 21;
  const auto show = to_show(e, marrow, {});
  EXPECT_EQ(show.date, "2026-09-21");
  EXPECT_EQ(show.initial_date, "2026-09-21");
}

TEST(MapEvent, TheIdTellsWhoSells) {
  auto e = event();
  for (const auto& [source, kind] : {std::pair(ticketmaster::Source::ticketmaster, shows::ListingKind::primary),
                                     std::pair(ticketmaster::Source::resale, shows::ListingKind::resale),
                                     std::pair(ticketmaster::Source::ticketweb, shows::ListingKind::partner),
                                     std::pair(ticketmaster::Source::universe, shows::ListingKind::partner)}) {
    e.source = source;
    EXPECT_EQ(to_show(e, marrow, {}).kind, kind);
  }
}

TEST(MapEvent, AFestivalSaysSoOrHasMoreActsThanAnEvening) {
  auto e = event();
  auto act = e.attractions.front();
  act.classification.type = "Festival";
  e.attractions.push_back(act);
  EXPECT_TRUE(to_show(e, marrow, {}).festival);
  e = event();
  while (e.attractions.size() < 7) e.attractions.push_back(e.attractions.front());
  EXPECT_FALSE(to_show(e, marrow, {}).festival);
  e.attractions.push_back(e.attractions.front());
  EXPECT_TRUE(to_show(e, marrow, {}).festival);
}

TEST(MapVenue, OfTicketmasterHasAPlaceOnTheMapAndAClock) {
  ticketmaster::Venue v;
  v.id = "KovZ1";
  v.name = "Halden Hall";
  v.city = "Halden";
  v.country_code = "NO";
  v.latitude = 59.12;
  v.zone = "Europe/Oslo";
  EXPECT_FALSE(to_venue(v).place);  // half a place is none
  v.longitude = 11.38;
  const auto venue = to_venue(v);
  ASSERT_TRUE(venue.place);
  EXPECT_DOUBLE_EQ(venue.place->latitude, 59.12);
  EXPECT_DOUBLE_EQ(venue.place->longitude, 11.38);
  EXPECT_EQ(venue.time_zone, "Europe/Oslo");
  EXPECT_EQ(venue.country_code, "NO");
  EXPECT_EQ(venue.region, std::nullopt);
  EXPECT_EQ(venue.url, std::nullopt);
}

// setlist.fm gives the town's centre: never where the building is.
TEST(MapVenue, OfSetlistFmHasOnlyItsTown) {
  setlistfm::Venue v{.id = "6bd6ca6e", .name = "Halden Hall", .url = "https://setlist.test/v", .city = {}};
  EXPECT_EQ(to_venue(v).city, "");
  v.city = setlistfm::City{.id = "1",
                           .name = "Halden",
                           .state = "Østfold",
                           .state_code = {},
                           .country = "Norway",
                           .country_code = "NO",
                           .latitude = 59.1,
                           .longitude = 11.4};
  const auto venue = to_venue(v);
  EXPECT_FALSE(venue.place);
  ASSERT_TRUE(venue.city_place);
  EXPECT_EQ(venue.city, "Halden");
  EXPECT_EQ(venue.region, "Østfold");
  EXPECT_EQ(venue.country_code, "NO");
  EXPECT_EQ(venue.time_zone, std::nullopt);
}

setlistfm::Song song(std::string name) {
  setlistfm::Song s;
  s.name = std::move(name);
  return s;
}

setlistfm::Setlist setlist() {
  setlistfm::Setlist s;
  s.id = "63de4613";
  s.version = "g7be8ee16";
  s.date = year{2026} / 9 / 5;
  s.url = "https://setlist.test/63de4613";
  return s;
}

TEST(MapSetlist, IsAListingOfItsShow) {
  auto s = setlist();
  auto show = to_show(s, marrow, "Marrow Coast");
  EXPECT_EQ(show.kind, shows::ListingKind::setlist);
  EXPECT_EQ(show.date, "2026-09-05");
  EXPECT_EQ(show.start_time, std::nullopt);
  EXPECT_EQ(show.status, std::nullopt);  // setlist.fm does not say
  EXPECT_EQ(show.tour, std::nullopt);
  EXPECT_EQ(show.bill.at(0).artist, marrow);
  s.tour = "Low Water";
  EXPECT_EQ(to_show(s, marrow, "Marrow Coast").tour, "Low Water");
}

TEST(MapSetlist, SectionsAreMainSetsAndEncores) {
  auto s = setlist();
  s.sets = {{.name = "", .encore = 0, .songs = {song("Kelp")}},
            {.name = "Acoustic", .encore = 0, .songs = {song("Understudy")}},
            {.name = "Set 2", .encore = 0, .songs = {song("Slack Water")}},
            {.name = "", .encore = 1, .songs = {song("Harbour Lights")}},
            {.name = "Encore", .encore = 2, .songs = {song("Fathom")}}};
  const auto songs = to_played(s).songs;
  ASSERT_THAT(songs, SizeIs(5));
  using setlists::Section;
  const std::tuple<Section, int, std::optional<std::string>> wanted[] = {{Section::main, 0, std::nullopt},
                                                                         {Section::set, 1, "Acoustic"},
                                                                         {Section::set, 2, "Set 2"},
                                                                         {Section::encore, 1, std::nullopt},
                                                                         {Section::encore, 2, "Encore"}};
  for (std::size_t i = 0; i < songs.size(); ++i)
    EXPECT_EQ(std::tuple(songs[i].section, songs[i].section_number, songs[i].section_name), wanted[i]) << i;
}

TEST(MapSetlist, TapesCoversGuestsAndUnknownSongsStayWhatTheyAre) {
  auto s = setlist();
  s.info = "Rain.";
  auto tape = song("Sea Bells"), unknown = song(""), lantern = song("Lantern");
  tape.tape = true;
  unknown.info = "new song";
  lantern.cover.emplace().name = "Pale Ferry";
  lantern.guest.emplace().name = "Nova Hale";
  s.sets = {{.name = "", .encore = 0, .songs = {tape, unknown, lantern}}};
  const auto played = to_played(s);
  EXPECT_EQ(played.source, "setlistfm");
  EXPECT_EQ(played.source_url, "https://setlist.test/63de4613");
  EXPECT_EQ(played.version, "g7be8ee16");
  EXPECT_EQ(played.info, "Rain.");
  ASSERT_THAT(played.songs, SizeIs(3));
  EXPECT_TRUE(played.songs[0].tape);
  EXPECT_EQ(played.songs[1].title, "");
  EXPECT_EQ(played.songs[1].note, "new song");
  EXPECT_EQ(played.songs[2].cover_of, "Pale Ferry");
  EXPECT_EQ(played.songs[2].guest, "Nova Hale");
  EXPECT_FALSE(played.songs[2].tape);
}

TEST(MapSetlist, NothingEnteredIsNothingPlayed) { EXPECT_THAT(to_played(setlist()).songs, IsEmpty()); }

}  // namespace
}  // namespace imports
