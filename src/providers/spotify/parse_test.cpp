#include "providers/spotify/parse.hpp"

#include <gmock/gmock.h>

#include "support/recorded.hpp"

namespace spotify {
namespace {

using namespace std::chrono_literals;
using std::chrono::year;
using support::recorded;
using testing::ElementsAre;
using testing::IsEmpty;

class SpotifyParse : public support::RecordedTest {};

template <class T>
T value(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message);
  return *std::move(result);
}

std::vector<std::string> names(const auto& records) {
  std::vector<std::string> out;
  for (const auto& record : records) out.push_back(record.name);
  return out;
}

TEST_F(SpotifyParse, Artist) {
  const Artist artist = value(parse_artist(recorded("spotify/artist_pitbull_2026")));
  EXPECT_EQ(artist.id, "0TnOYISbd1XYRBk9myaseg");
  EXPECT_EQ(artist.name, "Pitbull");
  EXPECT_EQ(artist.url, "https://open.spotify.com/artist/0TnOYISbd1XYRBk9myaseg");
  ASSERT_EQ(artist.images.size(), 3u);
  EXPECT_EQ(artist.images[0].url, "https://i.scdn.co/image/ab6761610000e5eb8d8ac7290d0fe2d12fb6e4d9");
  EXPECT_EQ(artist.images[0].width, 640);
  EXPECT_EQ(artist.images[2].height, 160);
  EXPECT_EQ(artist.followers, 12425030);
  EXPECT_EQ(artist.popularity, 85);
}

TEST_F(SpotifyParse, GenresComeAndGo) {
  EXPECT_THAT(value(parse_artist(recorded("spotify/artist_pitbull_2026"))).genres, IsEmpty());
  EXPECT_THAT(value(parse_artist(recorded("spotify/artist_pitbull_2025"))).genres, ElementsAre("dance pop", "miami hip hop", "pop"));
}

TEST_F(SpotifyParse, DevelopmentModeSendsNoFollowersAndNoPopularity) {
  const Artist artist = value(parse_artist(recorded("spotify/derived_devmode_artist")));
  EXPECT_EQ(artist.name, "Pitbull");
  EXPECT_EQ(artist.followers, std::nullopt);
  EXPECT_EQ(artist.popularity, std::nullopt);
}

TEST_F(SpotifyParse, NumbersSentAsFloats) {
  const auto artists = value(parse_artists(recorded("spotify/related_artists_float_numbers")));
  ASSERT_FALSE(artists.records.empty());
  EXPECT_EQ(artists.records[0].followers, 33920);
  EXPECT_EQ(artists.records[0].images[0].width, 1000);
  EXPECT_EQ(artists.records[0].images[0].height, 1035);
  const Track track = value(parse_track(recorded("spotify/track_with_float_numbers")));
  EXPECT_EQ(track.name, "Timber");
  EXPECT_EQ(track.duration, 204053ms);
}

TEST_F(SpotifyParse, ArtistSearchWithNamesakesAndPunctuation) {
  const auto page = value(parse_artist_search(recorded("spotify/search_artists_10")));
  EXPECT_THAT(names(page.records), ElementsAre("Muse And The Forgetting", "Muse", "M.U.S.E.", "MUSE", "Dangerous Muse", "Celtic Muse",
                                               "The Muse Maker", "Workout Muse", "MaddRegaeles Muse", "Muse Girls"));
  EXPECT_EQ(page.offset, 5);
  EXPECT_EQ(page.total, 171);
  EXPECT_EQ(page.next_offset, 15);
  EXPECT_THAT(page.records[0].images, IsEmpty());
  EXPECT_EQ(page.skipped, 0);
}

TEST_F(SpotifyParse, SearchOfTwoKindsInOneBody) {
  const std::string body = recorded("spotify/search_artist_and_track");
  EXPECT_THAT(names(value(parse_artist_search(body)).records), ElementsAre("Muse"));
  EXPECT_THAT(names(value(parse_track_search(body)).records), ElementsAre("Muse"));
  EXPECT_THAT(names(value(parse_artist_search(recorded("spotify/search_artist_one"))).records).size(), 1u);
}

TEST_F(SpotifyParse, NothingFoundIsAnEmptyPage) {
  const auto page = value(parse_track_search(recorded("spotify/search_tracks_empty")));
  EXPECT_THAT(page.records, IsEmpty());
  EXPECT_EQ(page.total, 0);
  EXPECT_EQ(page.next_offset, std::nullopt);
}

TEST_F(SpotifyParse, AlbumPageOfAnExtendedApp) {
  const auto page = value(parse_album_page(recorded("spotify/artist_albums_page1_of_many_2026")));
  ASSERT_EQ(page.records.size(), 48u);
  EXPECT_EQ(page.total, 918);
  EXPECT_EQ(page.next_offset, 48);
  const Album& album = page.records[0];
  EXPECT_EQ(album.name, "UNDERDOGS");
  EXPECT_EQ(album.type, AlbumType::album);
  EXPECT_EQ(album.total_tracks, 11);
  EXPECT_THAT(names(album.artists), ElementsAre("IAmChino", "Pitbull"));
  EXPECT_EQ(album.released->year, 2025y);
  EXPECT_EQ(album.released->month, std::chrono::August);
  EXPECT_EQ(album.released->day, 29d);
  EXPECT_EQ(album.tracks, std::nullopt);
}

TEST_F(SpotifyParse, AlbumPageInDevelopmentMode) {
  const auto page = value(parse_album_page(recorded("spotify/derived_devmode_artist_albums")));
  EXPECT_EQ(page.records.size(), 10u);
  EXPECT_EQ(page.next_offset, 10);
  EXPECT_EQ(page.records[0].group, "");
}

TEST_F(SpotifyParse, AlbumGroupSaysTheRelation) {
  const auto page = value(parse_album_page(recorded("spotify/artist_albums_singles_es")));
  EXPECT_THAT(names(page.records), ElementsAre("Heaven (David Guetta & MORTEN Remix)", "Tough Love (Tiësto Remix)"));
  EXPECT_EQ(page.records[0].group, "single");
  EXPECT_EQ(page.records[0].type, AlbumType::single);
  EXPECT_EQ(page.total, 64);
}

TEST_F(SpotifyParse, OldListsHaveNoReleaseDate) {
  const auto page = value(parse_album_page(recorded("spotify/artist_albums_limit2_legacy")));
  EXPECT_THAT(names(page.records), ElementsAre("Mas de Cien Amaneceres", "Mas de Cien Amaneceres"));
  EXPECT_FALSE(page.records[0].released);
  EXPECT_EQ(page.records[0].total_tracks, std::nullopt);
  const auto with_headers = value(parse_album_page(recorded("spotify/artist_albums_2014")));
  EXPECT_EQ(with_headers.records.size(), 20u);
  EXPECT_EQ(with_headers.records[0].name, "AM");
  EXPECT_EQ(with_headers.total, 148);
}

TEST_F(SpotifyParse, YearAndMonthPrecision) {
  const auto page = value(parse_album_page(recorded("spotify/artist_albums_page1_of_many_2026")));
  const auto armando = std::ranges::find(page.records, "I Am Armando - Armando Reloaded", &Album::name);
  ASSERT_NE(armando, page.records.end());
  EXPECT_EQ(armando->released->year, 2010y);
  EXPECT_EQ(armando->released->month, std::nullopt);
  const auto batch = value(parse_albums(recorded("spotify/albums_several_month_precision")));
  EXPECT_EQ(batch.records[3].name, "Mirrored");
  EXPECT_EQ(batch.records[3].released->month, std::chrono::March);
  EXPECT_EQ(batch.records[3].released->day, std::nullopt);
}

TEST(SpotifyReleaseDate, EveryForm) {
  struct Case {
    const char* date;
    const char* precision;
    int year;
    unsigned month;
    unsigned day;
  };
  for (const Case& c : {Case{"1983", "year", 1983, 0, 0}, Case{"1981-12", "month", 1981, 12, 0}, Case{"2024-04-24", "day", 2024, 4, 24},
                        Case{"2024-01-01", "year", 2024, 0, 0}, Case{"2024-05-01", "month", 2024, 5, 0}, Case{"0000", "year", 0, 0, 0},
                        Case{"2024-02-31", "day", 0, 0, 0}, Case{"soon", "day", 0, 0, 0}, Case{"", "day", 0, 0, 0}}) {
    const std::string text =
        R"({"id":"a","name":"Tidewater","release_date":")" + std::string(c.date) + R"(","release_date_precision":")" + c.precision + "\"}";
    const auto released = value(parse_album(text)).released;
    EXPECT_EQ(released ? static_cast<int>(released->year) : 0, c.year) << text;
    EXPECT_EQ(released && released->month ? static_cast<unsigned>(*released->month) : 0u, c.month) << text;
    EXPECT_EQ(released && released->day ? static_cast<unsigned>(*released->day) : 0u, c.day) << text;
  }
}

TEST_F(SpotifyParse, FullAlbumEmbedsItsTracks) {
  const Album album = value(parse_album(recorded("spotify/album_full_2026")));
  EXPECT_EQ(album.name, "SINGLARITY");
  EXPECT_EQ(album.upc, "195916707034");
  EXPECT_EQ(album.label, "Smihilism Records");
  ASSERT_TRUE(album.tracks);
  ASSERT_EQ(album.tracks->records.size(), 11u);
  EXPECT_EQ(album.tracks->next_offset, std::nullopt);
  const Track& track = album.tracks->records[0];
  EXPECT_THAT(names(track.artists), ElementsAre("Area 11"));
  EXPECT_EQ(track.duration, 260372ms);
  EXPECT_EQ(track.number, 1);
  EXPECT_EQ(track.isrc, "");  // never in album track lists
}

TEST_F(SpotifyParse, CompilationWithoutMarkets) {
  const Album album = value(parse_album(recorded("spotify/album_compilation_nomarkets")));
  EXPECT_EQ(album.type, AlbumType::compilation);
  EXPECT_EQ(album.tracks->records.size(), 24u);
}

TEST_F(SpotifyParse, TrackNumbersRestartOnEachDisc) {
  const auto batch = value(parse_albums(recorded("spotify/albums_several_month_precision")));
  const auto& tracks = batch.records[0].tracks->records;
  ASSERT_EQ(tracks.size(), 38u);
  const auto second = std::ranges::find(tracks, 2, &Track::disc);
  ASSERT_NE(second, tracks.end());
  EXPECT_EQ(second->number, 1);
}

TEST_F(SpotifyParse, AlbumTracks) {
  const auto page = value(parse_track_page(recorded("spotify/album_tracks_2026")));
  ASSERT_EQ(page.records.size(), 18u);
  EXPECT_EQ(page.records[0].name, "Global Warming (feat. Sensato)");
  EXPECT_THAT(names(page.records[0].artists), ElementsAre("Pitbull", "Sensato"));
  EXPECT_EQ(page.records[0].duration, 85400ms);
  EXPECT_EQ(page.next_offset, std::nullopt);
  const auto first = value(parse_track_page(recorded("spotify/album_tracks_limit1_next")));
  EXPECT_EQ(first.total, 13);
  EXPECT_EQ(first.next_offset, 1);
}

TEST_F(SpotifyParse, SearchedTracksCarryIsrc) {
  for (const char* name : {"spotify/search_tracks_2026", "spotify/derived_devmode_search_tracks"}) {
    const auto page = value(parse_track_search(recorded(name)));
    ASSERT_EQ(page.records.size(), 5u);
    EXPECT_EQ(page.records[0].isrc, "GBARL9300135");
    EXPECT_EQ(page.records[0].album->name, "Whenever You Need Somebody");
    EXPECT_EQ(page.records[1].isrc, "GBUM72505545");
  }
}

TEST_F(SpotifyParse, JapaneseNamesStay) {
  const auto page = value(parse_track_search(recorded("spotify/search_tracks_japanese")));
  EXPECT_EQ(page.records[0].name, "思想犯");
  EXPECT_EQ(page.records[0].artists[0].name, "ヨルシカ");
}

TEST_F(SpotifyParse, RelinkedTrackKeepsTheIdThatWasAskedFor) {
  const auto batch = value(parse_tracks(recorded("spotify/track_relinked_market_es")));
  ASSERT_EQ(batch.records.size(), 1u);
  EXPECT_EQ(batch.records[0].id, "1CFz8ZV88CFLwmggjGrW4c");
  EXPECT_EQ(batch.records[0].linked_id, "4oI9kesyxHUr8fqiLd6uO9");
  EXPECT_EQ(batch.records[0].playable, true);
  EXPECT_EQ(batch.records[0].isrc, "USRF31300001");
}

TEST_F(SpotifyParse, UnplayableTrackSaysWhy) {
  const Track track = value(parse_track(recorded("spotify/track_unplayable_market_es")));
  EXPECT_EQ(track.playable, false);
  EXPECT_EQ(track.restriction, "market");
}

TEST_F(SpotifyParse, UnknownIdsComeAsNullAndAreCounted) {
  const auto tracks = value(parse_tracks(recorded("spotify/tracks_several_with_null")));
  EXPECT_THAT(names(tracks.records), ElementsAre("Mr. Brightside"));
  EXPECT_EQ(tracks.skipped, 1);
  EXPECT_THAT(value(parse_albums(recorded("spotify/albums_several_all_null"))).records, IsEmpty());
  const auto none = value(parse_albums(R"({"albums":[null]})"));
  EXPECT_THAT(none.records, IsEmpty());
  EXPECT_THAT(none.reasons, ElementsAre("albums 1: null"));
  const auto albums = value(parse_albums(recorded("spotify/albums_several_relinked_restricted_null")));
  EXPECT_THAT(names(albums.records),
              ElementsAre("Into the Night World", "Not A Love Song (King Arthur Remix)", "Mind Control", "All the Lights in the Sky"));
  EXPECT_EQ(albums.skipped, 1);
  EXPECT_EQ(albums.records[0].tracks->records[0].linked_id, "3R18Ec39yVNJxD410sxlq3");
}

TEST_F(SpotifyParse, UpperCaseAlbumTypesInTopTracks) {
  const auto page = value(parse_track_page(recorded("spotify/me_top_tracks_uppercase_album_type")));
  EXPECT_EQ(page.records[0].album->type, AlbumType::album);
  EXPECT_EQ(page.records[4].album->type, AlbumType::single);
  const auto recent = value(parse_track_page(recorded("spotify/me_top_tracks_2026_trimmed")));
  EXPECT_EQ(recent.records[4].album->released->year, 1979y);
  EXPECT_EQ(recent.records[11].restriction, "market");
}

TEST_F(SpotifyParse, TopArtists) {
  const auto page = value(parse_artist_page(recorded("spotify/me_top_artists_2026")));
  EXPECT_EQ(page.records.size(), 48u);
  EXPECT_EQ(page.records[0].name, "Machinae Supremacy");
  EXPECT_EQ(std::ranges::count_if(page.records, [](const Artist& a) { return a.genres.empty(); }), 18);
  EXPECT_EQ(page.next_offset, 48);
}

TEST_F(SpotifyParse, UserWithAndWithoutAccountId) {
  const User now = value(parse_user(recorded("spotify/derived_devmode_me")));
  EXPECT_EQ(now.account_id, "aB3dE5fG7h");
  EXPECT_EQ(now.country, "");
  const User before = value(parse_user(recorded("spotify/me_current_user")));
  EXPECT_EQ(before.account_id, "");
  EXPECT_EQ(before.id, "exampleuser");
  EXPECT_EQ(before.display_name, "Example User");
  EXPECT_EQ(before.product, "premium");
  EXPECT_EQ(before.images[0].width, 300);
}

TEST_F(SpotifyParse, Tokens) {
  EXPECT_EQ(value(parse_token(recorded("spotify/token_client_credentials"))).expires_in, 3600s);
  const Token user = value(parse_token(recorded("spotify/token_authorization_code")));
  EXPECT_EQ(user.refresh_token, "REDACTED-refresh_token");
  EXPECT_THAT(user.scopes, ElementsAre("user-read-birthdate", "user-read-email"));
  EXPECT_EQ(value(parse_token(recorded("spotify/token_refresh_without_new_refresh_token"))).refresh_token, "");
  EXPECT_EQ(value(parse_token(recorded("spotify/token_refresh_pkce_rotated"))).refresh_token, "REDACTED-refresh_token");
  EXPECT_EQ(parse_token(R"({"access_token":"a\r\nX-Evil: 1"})").error().code, "spotify.unexpected");
}

TEST_F(SpotifyParse, BothErrorShapes) {
  EXPECT_EQ(parse_error(recorded("spotify/error_429_quota_exceeded")).reason, "QUOTA_EXCEEDED");
  EXPECT_EQ(parse_error(recorded("spotify/error_429_rate_limit")).reason, "");
  EXPECT_EQ(parse_error(recorded("spotify/error_400_invalid_limit")).message, "Invalid limit");
  EXPECT_EQ(parse_error(recorded("spotify/error_token_invalid_client")).reason, "invalid_client");
  EXPECT_EQ(parse_error(recorded("spotify/error_token_invalid_client")).message, "Invalid client");
  EXPECT_EQ(parse_error(recorded("spotify/error_old_shape_not_found")).reason, "not_found");
  EXPECT_EQ(parse_error("not json").message, "");
}

TEST(SpotifyParseRules, LocalFilesHaveNoId) {
  const auto page = value(parse_track_page(R"({"items":[{"id":null,"name":"Demo","is_local":true},{"id":null,"name":"Lost"}]})"));
  EXPECT_THAT(names(page.records), ElementsAre("Demo"));
  EXPECT_THAT(page.reasons, ElementsAre("track 2: no id"));
}

TEST(SpotifyParseRules, AlbumNamesMayBeEmptyButNotMissing) {
  const auto page = value(parse_album_page(R"({"items":[{"id":"a","name":""},{"id":"b"},{"name":"Slow Water"}]})"));
  EXPECT_THAT(names(page.records), ElementsAre(""));
  EXPECT_THAT(page.reasons, ElementsAre("album 2: no name", "album 3: no id"));
}

TEST(SpotifyParseRules, PagingNeverRunsForEver) {
  EXPECT_EQ(value(parse_album_page(R"({"items":[],"offset":1990,"limit":10,"next":"https://x.test/"})")).next_offset, std::nullopt);
  EXPECT_EQ(value(parse_album_page(R"({"items":[],"next":"https://x.test/"})")).next_offset, std::nullopt);
  EXPECT_EQ(value(parse_album_page(R"({"items":[null],"next":"https://x.test/"})")).next_offset, 1);
}

TEST(SpotifyParseRules, PlaceholderAddressesAreDropped) {
  const Artist artist = value(parse_artist(R"({"id":"a","name":"Pale Ferry","external_urls":{"spotify":"javascript:x"},
      "images":[{"url":"data:image/png;base64,x"},{"url":"https://i.test/1","width":64},{"url":"https://i.test/2","width":640},null]})"));
  EXPECT_EQ(artist.url, "");
  ASSERT_EQ(artist.images.size(), 2u);
  EXPECT_EQ(artist.images[0].url, "https://i.test/2");
}

// --- hostile input

void parse_all(std::string_view text) {
  (void)parse_artist(text), (void)parse_artist_search(text), (void)parse_artist_page(text), (void)parse_album_page(text),
      (void)parse_album(text);
  (void)parse_track_page(text), (void)parse_track_search(text), (void)parse_track(text), (void)parse_user(text), (void)parse_token(text);
  (void)parse_artists(text), (void)parse_albums(text), (void)parse_tracks(text), (void)parse_error(text);
}

TEST(SpotifyHostile, NonsenseIsRefused) {
  for (const std::string& text : support::nonsense()) {
    EXPECT_FALSE(parse_artist(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_album(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_artist_search(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_token(text)) << text.substr(0, 60);
    parse_all(text);
  }
}

TEST(SpotifyHostile, HugeListsAreCapped) {
  std::string text = R"({"items":[)";
  for (int i = 0; i < 5000; ++i) text += R"({"id":"a","name":"n"},)";
  text.back() = ']';
  const auto page = value(parse_album_page(text + "}"));
  EXPECT_EQ(page.records.size(), 100u);
  EXPECT_EQ(page.skipped, 4900);
}

TEST_F(SpotifyParse, TruncatedAnswersAreRefused) {
  const std::string body = recorded("spotify/album_full_2026");
  support::each_truncation(body, 300, [](std::string_view cut) { EXPECT_EQ(parse_album(cut).error().code, "json.malformed"); });
}

TEST_F(SpotifyParse, WrongTypesAnywhereNeverBreakTheRest) {
  const std::string list =
      R"({"items":[)" + recorded("spotify/artist_pitbull_2025") + "," + recorded("spotify/derived_devmode_artist") + "]}";
  const int tried = support::each_mutation(list, [](const std::string& text, const std::string& what) {
    const auto page = parse_artist_page(text);
    if (what.starts_with("$.items[0]")) {  // the other record survives, and the spoilt one is either kept or counted
      ASSERT_TRUE(page) << what;
      EXPECT_EQ(static_cast<int>(page->records.size()) + page->skipped, 2) << what;
      EXPECT_EQ(page->records.back().name, "Pitbull") << what;
    }
  });
  EXPECT_GT(tried, 200);
  for (const char* name : {"spotify/derived_devmode_me", "spotify/album_multi_artist_single", "spotify/search_artist_and_track",
                           "spotify/track_with_float_numbers", "spotify/token_authorization_code", "spotify/error_429_quota_exceeded"})
    support::each_mutation(recorded(name), [](const std::string& text, const std::string&) { parse_all(text); });
}

TEST_F(SpotifyParse, EveryRecordingIsSafeForEveryParser) {
  for (const std::string& name : support::recordings("spotify")) parse_all(recorded(name));
}

}  // namespace
}  // namespace spotify
