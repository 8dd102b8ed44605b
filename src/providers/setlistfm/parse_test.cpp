#include "providers/setlistfm/parse.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "platform/base/dates.hpp"
#include "support/recorded.hpp"

namespace setlistfm {
namespace {

using namespace std::chrono_literals;
using support::recorded;
using testing::ElementsAre;
using testing::IsEmpty;

class SetlistfmParse : public support::RecordedTest {};

template <class T>
T value(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message);
  return *std::move(result);
}

Setlist setlist(std::string_view name) { return value(parse_setlist(recorded("setlistfm/" + std::string(name)))); }

// Each set as "name/encore/number of songs".
std::vector<std::string> shape(const Setlist& s) {
  std::vector<std::string> out;
  for (const Set& set : s.sets) out.push_back(set.name + "/" + std::to_string(set.encore) + "/" + std::to_string(set.songs.size()));
  return out;
}

TEST_F(SetlistfmParse, PlainSetlist) {
  const Setlist s = setlist("setlist_plain_2025");
  EXPECT_EQ(s.id, "735e4211");
  EXPECT_EQ(s.version, "g2b768c72");  // nine characters, may start with g
  EXPECT_EQ(s.date, 2025y / std::chrono::June / 13);
  EXPECT_EQ(s.artist.name, "Deftones");
  EXPECT_EQ(s.venue->name, "Parque da Cidade do Porto");
  EXPECT_EQ(s.tour, "");
  EXPECT_THAT(shape(s), ElementsAre("/0/14", "/1/2"));
  EXPECT_TRUE(s.url.starts_with("https://www.setlist.fm/setlist/")) << s.url;
}

TEST_F(SetlistfmParse, DatesAreDayMonthYearAndLastUpdatedHasNoColon) {
  const Setlist s = setlist("setlist_guests_everywhere");
  EXPECT_EQ(s.date, 2011y / std::chrono::January / 21);
  EXPECT_EQ(s.updated, base::read_instant("2021-12-17T17:55:46.689Z"));
}

TEST_F(SetlistfmParse, EmptySetlistsAreNormal) {
  for (const char* name : {"setlist_empty_2025", "setlist_empty_with_info", "setlist_empty_venue_without_name"}) {
    const Setlist s = setlist(name);
    EXPECT_THAT(s.sets, IsEmpty()) << name;
    EXPECT_EQ(s.played(), 0);
  }
  EXPECT_THAT(setlist("setlist_empty_with_info").info, testing::StartsWith("Vodafone Music Session"));
}

TEST_F(SetlistfmParse, VenuesWithoutNameOrCity) {
  const Setlist nameless = setlist("setlist_empty_venue_without_name");
  EXPECT_EQ(nameless.venue->id, "5bd4dfd0");
  EXPECT_EQ(nameless.venue->name, "");
  EXPECT_EQ(nameless.venue->city->name, "Braga");
  const Setlist cityless = setlist("setlist_version_venue_without_city");
  EXPECT_EQ(cityless.venue->name, "Civic Hall, Wolverhampton, UK");
  EXPECT_FALSE(cityless.venue->city);
}

TEST_F(SetlistfmParse, UnknownSongsKeepTheirPlace) {
  const Setlist s = setlist("setlist_six_unknown_songs");
  EXPECT_EQ(s.sets[0].songs.size(), 9u);
  EXPECT_EQ(std::ranges::count(s.sets[0].songs, std::string(), &Song::name), 6);
  EXPECT_EQ(s.played(), 9);
  EXPECT_EQ(std::ranges::count(setlist("setlist_blank_song_name").sets[0].songs, std::string(), &Song::name), 1);
}

TEST_F(SetlistfmParse, TapeWasNotPlayed) {
  const Setlist s = setlist("setlist_tape_and_blank_names");
  EXPECT_EQ(s.sets[0].songs.size(), 14u);
  EXPECT_EQ(s.played(), 10);
  const Song& intro = *std::ranges::find(s.sets[0].songs, true, &Song::tape);
  EXPECT_EQ(intro.name, "");
  EXPECT_EQ(intro.info, "Intro");
  EXPECT_EQ(setlist("setlist_tape_unnamed").played(), 13);
}

TEST_F(SetlistfmParse, TapeThatIsACover) {
  const Song song = setlist("setlist_tape_cover_medley").sets[0].songs[0];
  EXPECT_EQ(song.name, "T.N.T.");
  EXPECT_TRUE(song.tape);
  EXPECT_EQ(song.cover->name, "AC/DC");
}

TEST_F(SetlistfmParse, GuestAndCoverOnOneSong) {
  const Setlist s = setlist("setlist_with_and_cover_same_song");
  const Song& song = *std::ranges::find(s.sets[0].songs, "family ties", &Song::name);
  EXPECT_EQ(song.cover->name, "Baby Keem");
  EXPECT_EQ(song.guest->name, "Baby Keem");
  const Setlist solo = setlist("setlist_solo_with_guests");
  const Song& last = solo.sets.back().songs.back();
  EXPECT_EQ(last.name, "Hard Sun");
  EXPECT_EQ(last.cover->name, "Indio");
  EXPECT_EQ(last.guest->name, "Glen Hansard");
  EXPECT_TRUE(last.info.starts_with("also with Red Limo String Quar"));
}

TEST_F(SetlistfmParse, GuestsEverywhere) {
  const Setlist s = setlist("setlist_guests_everywhere");
  EXPECT_THAT(shape(s), ElementsAre("/0/21", "/1/3", "/2/1"));
  int guests = 0;
  for (const Set& set : s.sets)
    guests += static_cast<int>(std::ranges::count_if(set.songs, [](const Song& x) { return x.guest.has_value(); }));
  EXPECT_EQ(guests, 14);
  EXPECT_EQ(s.sets[0].songs[0].guest->mbid, "70557fe1-5e95-462c-9570-aa1182c18641");
  EXPECT_EQ(s.sets[0].songs[6].name, "");
  EXPECT_EQ(s.sets[0].songs[6].guest->disambiguation, "Portuguese group");
}

TEST_F(SetlistfmParse, FiveEncores) {
  EXPECT_THAT(shape(setlist("setlist_five_encores")), ElementsAre("/0/21", "/1/6", "/2/5", "/3/3", "/4/1", "/5/1"));
}

TEST_F(SetlistfmParse, NamedSets) {
  EXPECT_THAT(shape(setlist("setlist_preshow_named_sets")), ElementsAre("Pre-show/0/1", "Main Concert/0/21", "/1/10", "/2/3"));
  EXPECT_THAT(shape(setlist("setlist_named_set_colon")), ElementsAre("/0/4", "Unknown Pleasures/0/10", "/1/3"));
  EXPECT_THAT(shape(setlist("setlist_named_intermission")), ElementsAre("/0/11", "Intermission/0/3"));
  EXPECT_THAT(shape(setlist("setlist_three_albums")), ElementsAre("Wolfheart/0/9", "Irreligious/0/11", "Extinct/0/10"));
  EXPECT_THAT(shape(setlist("setlist_set_name_and_unknown")), ElementsAre("/0/10", "Quickfire round/0/4", "/0/2"));
  EXPECT_THAT(shape(setlist("setlist_album_in_reverse")), ElementsAre("/0/6", "The Black Album (In reverse order)/0/12", "/1/3"));
}

TEST_F(SetlistfmParse, EncoresThatAreOnlyNamedSo) {
  const auto page = value(parse_setlists(recorded("setlistfm/artist_setlists_phish_2025")));
  ASSERT_EQ(page.records.size(), 20u);
  EXPECT_THAT(shape(page.records[13]), ElementsAre("Set 1/0/10", "Set 2/0/8", "/1/2"));  // "Encore:"
  EXPECT_THAT(shape(page.records[16]), ElementsAre("Set 1/0/9", "Set 2/0/5", "/1/4"));   // "Encore"
  EXPECT_THAT(shape(page.records[0]), ElementsAre("Set 1/0/9", "Set 2/0/7", "/1/1"));
  EXPECT_THAT(shape(page.records[12]), ElementsAre("Set 1/0/10", "Set 2/0/8", "Set 3/0/8", "/1/3"));
}

TEST(SetlistfmEncore, EveryName) {
  struct Case {
    const char* sets;
    std::vector<std::string> shape;
  };
  for (const Case& c :
       {Case{R"({"name":"ENCORE"},{"name":"Encore 2:"})", {"/1/0", "/2/0"}}, Case{R"({"encore":1},{"name":"encore"})", {"/1/0", "/2/0"}},
        Case{R"j({"name":"Encore (acoustic)"})j", {"Encore (acoustic)/1/0"}}, Case{R"({"name":"Not an encore"})", {"Not an encore/0/0"}},
        Case{R"({"encore":2.0,"name":"Party / Flapper"})", {"Party / Flapper/2/0"}},
        Case{R"({"encore":"1"},{"encore":-1},{"encore":9999})", {"/0/0", "/0/0", "/0/0"}}}) {
    const auto s = value(parse_setlist(R"({"id":"a1","eventDate":"05-09-2026","artist":{"name":"Pale Ferry"},"sets":{"set":[)" +
                                       std::string(c.sets) + "]}}"));
    EXPECT_EQ(shape(s), c.shape) << c.sets;
  }
}

TEST_F(SetlistfmParse, SeguesStandInTheInfo) {
  const auto page = value(parse_setlists(recorded("setlistfm/artist_setlists_phish_2025")));
  EXPECT_EQ(page.records[0].sets[0].songs[1].name, "Cavern");
  EXPECT_EQ(page.records[0].sets[0].songs[1].info, ">");
  EXPECT_EQ(page.records[0].sets[0].songs[5].cover->name, "Trey Anastasio");  // a side project
}

TEST_F(SetlistfmParse, MedleysAreOneSong) {
  const Setlist s = setlist("setlist_kraftwerk_medleys");
  EXPECT_EQ(s.sets[0].songs.size(), 14u);
  const auto longest = std::ranges::max(s.sets[0].songs, {}, [](const Song& x) { return medley_parts(x.name).size(); });
  EXPECT_THAT(medley_parts(longest.name), ElementsAre("Tour de France", "Prologue", "Étape 1", "Chrono", "Étape 2"));
  EXPECT_THAT(medley_parts("AC/DC"), ElementsAre("AC/DC"));
}

TEST_F(SetlistfmParse, SetsAtTheTopAsDocumented) {
  const auto s =
      value(parse_setlist(R"({"id":"a1","eventDate":"05-09-2026","artist":{"name":"Pale Ferry"},"set":[{"song":[{"name":"Low Tide"}]}]})"));
  EXPECT_EQ(s.date, 2026y / std::chrono::September / 5);
  EXPECT_EQ(s.sets[0].songs[0].name, "Low Tide");
}

TEST_F(SetlistfmParse, ArtistSetlistsPageByPage) {
  const auto first = value(parse_setlists(recorded("setlistfm/artist_setlists_babymetal_p1")));
  EXPECT_EQ(first.records.size(), 20u);
  EXPECT_EQ(first.total, 214);
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.next, 2);
  EXPECT_EQ(first.records[0].artist.mbid, "27e2997f-f7a1-4353-bcc4-57b9274fa9a4");
  EXPECT_EQ(value(parse_setlists(recorded("setlistfm/artist_setlists_babymetal_p2"))).next, 3);
  EXPECT_EQ(value(parse_setlists(recorded("setlistfm/search_setlists_all_filters"))).next, std::nullopt);
}

TEST_F(SetlistfmParse, ManyArtistsAtOneVenue) {
  const auto page = value(parse_setlists(recorded("setlistfm/venue_setlists_compaq_center_p1")));
  EXPECT_EQ(page.total, 50);
  EXPECT_EQ(std::ranges::count_if(page.records, [](const Setlist& s) { return s.sets.empty(); }), 8);
  EXPECT_TRUE(std::ranges::any_of(page.records, [](const Setlist& s) { return s.artist.name == "*NSYNC"; }));
  EXPECT_TRUE(std::ranges::any_of(page.records, [](const Setlist& s) { return s.artist.name == "Maná"; }));
}

TEST_F(SetlistfmParse, ArtistSearch) {
  const auto page = value(parse_artists(recorded("setlistfm/search_artists_name_293")));
  EXPECT_EQ(page.records.size(), 30u);
  EXPECT_EQ(page.records[0].name, "Suffer No Fools");
  EXPECT_EQ(page.total, 293);
  EXPECT_EQ(page.per_page, 30);
  EXPECT_EQ(page.next, 2);
  EXPECT_EQ(page.skipped, 0);
  EXPECT_EQ(value(parse_artists(recorded("setlistfm/search_artists_relevance_p2"))).next, 3);
  const auto namesakes = value(parse_artists(recorded("setlistfm/search_artists_tmid")));
  ASSERT_EQ(namesakes.records.size(), 3u);  // one deprecated tmid, three artists
  EXPECT_EQ(namesakes.records[2].disambiguation, "Paul McCartney's band");
  EXPECT_EQ(namesakes.next, std::nullopt);
}

TEST_F(SetlistfmParse, SingleArtistAndVenue) {
  const Artist artist = value(parse_artist(recorded("setlistfm/artist_babymetal")));
  EXPECT_EQ(artist.name, "BABYMETAL");
  EXPECT_EQ(artist.url, "https://www.setlist.fm/setlists/babymetal-5bd19f80.html");
  const Venue venue = value(parse_venue(recorded("setlistfm/venue_compaq_center")));
  EXPECT_EQ(venue.id, "6bd6ca6e");
  EXPECT_EQ(venue.city->name, "San Jose");
  EXPECT_EQ(venue.city->id, "5392171");
  EXPECT_EQ(venue.city->state_code, "CA");
  EXPECT_EQ(venue.city->country_code, "US");
  EXPECT_DOUBLE_EQ(*venue.city->latitude, 37.3393857);
  EXPECT_EQ(value(parse_venues(recorded("setlistfm/search_venues_55979"))).records.size(), 30u);
}

TEST_F(SetlistfmParse, AHundredAndTwentyFourRealSetlists) {
  const auto page =
      value(parse_setlists(R"({"itemsPerPage":124,"page":1,"total":124,"setlist":)" + recorded("setlistfm/setlists_array_sample") + "}"));
  EXPECT_EQ(page.skipped, 24);  // over the limit of a page
  ASSERT_EQ(page.records.size(), 100u);
  for (const Setlist& s : page.records) {
    EXPECT_TRUE(s.id.size() == 7 || s.id.size() == 8) << s.id;
    EXPECT_TRUE(s.url.ends_with(s.id + ".html")) << s.url;
    EXPECT_TRUE(s.updated) << s.id;
    EXPECT_EQ(s.artist.mbid.size(), 36u);
  }
}

TEST_F(SetlistfmParse, EveryErrorShape) {
  EXPECT_EQ(parse_error_message(recorded("setlistfm/error_404_not_found_2026")), "not found");
  EXPECT_EQ(parse_error_message(recorded("setlistfm/error_404_search_2017")), "Not Found");
  EXPECT_EQ(parse_error_message(recorded("setlistfm/error_403_forbidden_bad_key")), "Forbidden");
  EXPECT_EQ(parse_error_message(recorded("setlistfm/error_429_too_many_requests")), "Too Many Requests");
  EXPECT_EQ(parse_error_message("<error/>"), "");
}

TEST(SetlistfmRules, RecordsWithoutTheirEssentialsAreSkipped) {
  const auto page = value(parse_setlists(
      R"({"setlist":[{"id":"a1","eventDate":"05-09-2026","artist":{"name":"Pale Ferry"},"sets":{"set":[{"song":[{"name":"Low Tide"},null,{"info":"?"},{"name":7}]},5]}},
      {"id":"a2","eventDate":"2026-09-05","artist":{"name":"Pale Ferry"}},{"id":"a3","eventDate":"31-02-2026","artist":{"name":"x"}},{"eventDate":"05-09-2026","artist":{"name":"x"}},
      {"id":"a4","eventDate":"05-09-2026","artist":[]},null]})"));
  ASSERT_EQ(page.records.size(), 1u);
  EXPECT_THAT(shape(page.records[0]), ElementsAre("/0/1"));
  EXPECT_EQ(page.skipped, 9);
  EXPECT_THAT(page.reasons, ElementsAre("song 2: null", "song 3: no song name", "song 4: no song name", "set 2: not an object",
                                        "setlist 2: no date", "setlist 3: no date", "setlist 4: no id", "setlist 5: no artist"));
}

TEST(SetlistfmRules, PagingEnds) {
  EXPECT_EQ(value(parse_setlists(R"({"itemsPerPage":20,"page":500,"total":1000000,"setlist":[]})")).next, std::nullopt);
  EXPECT_EQ(value(parse_setlists(R"({"itemsPerPage":0,"page":1,"total":1000000,"setlist":[]})")).next, std::nullopt);
  EXPECT_EQ(value(parse_setlists(R"({"itemsPerPage":20,"page":2,"total":40,"setlist":[]})")).next, std::nullopt);
}

// --- hostile input

void parse_all(std::string_view text) {
  (void)parse_setlists(text), (void)parse_artists(text), (void)parse_venues(text);
  (void)parse_setlist(text), (void)parse_artist(text), (void)parse_venue(text), (void)parse_error_message(text);
}

TEST(SetlistfmHostile, NonsenseIsRefused) {
  for (const std::string& text : support::nonsense()) {
    EXPECT_FALSE(parse_setlists(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_setlist(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_artists(text)) << text.substr(0, 60);
    parse_all(text);
  }
}

TEST(SetlistfmHostile, EndlessSongsAndSetsAreCapped) {
  std::string songs = "[";
  for (int i = 0; i < 2000; ++i) songs += R"({"name":"x"},)";
  songs.back() = ']';
  std::string sets = "[";
  for (int i = 0; i < 60; ++i) sets += R"({"song":)" + songs + "},";
  sets.back() = ']';
  const auto s = value(parse_setlist(R"({"id":"a1","eventDate":"05-09-2026","artist":{"name":"Pale Ferry"},"sets":{"set":)" + sets + "}}"));
  EXPECT_EQ(s.sets.size(), 50u);
  EXPECT_EQ(s.sets[0].songs.size(), 500u);
}

TEST_F(SetlistfmParse, TruncatedAnswersAreRefused) {
  const std::string body = recorded("setlistfm/setlist_solo_with_guests");
  support::each_truncation(body, 300, [](std::string_view cut) { EXPECT_EQ(parse_setlist(cut).error().code, "json.malformed"); });
}

TEST_F(SetlistfmParse, WrongTypesAnywhereNeverBreakTheRest) {
  const std::string list = R"({"itemsPerPage":20,"page":1,"total":2,"setlist":[)" + recorded("setlistfm/setlist_with_and_cover_same_song") +
                           R"(,{"id":"a2","eventDate":"05-09-2026","artist":{"name":"Pale Ferry"}}]})";
  const int tried = support::each_mutation(list, [](const std::string& text, const std::string& what) {
    const auto page = parse_setlists(text);
    if (what.starts_with("$.setlist[0]")) {
      ASSERT_TRUE(page) << what;
      EXPECT_EQ(page->records.back().artist.name, "Pale Ferry") << what;
      if (page->records.size() == 1) EXPECT_EQ(page->skipped, 1) << what;
    }
  });
  EXPECT_GT(tried, 200);
  for (const char* name : {"setlistfm/venue_compaq_center", "setlistfm/search_artists_tmid", "setlistfm/error_404_search_2017",
                           "setlistfm/setlist_tape_cover_medley"})
    support::each_mutation(recorded(name), [](const std::string& text, const std::string&) { parse_all(text); });
}

TEST_F(SetlistfmParse, EveryRecordingIsSafeForEveryParser) {
  for (const std::string& name : support::recordings("setlistfm")) parse_all(recorded(name));
}

}  // namespace
}  // namespace setlistfm
