// Every member that the sandbox sends exists in an answer recorded from the real service, with the same JSON type.
#include <filesystem>
#include <map>
#include <set>

#include "sandbox/sandbox_fixture.hpp"
#include "support/files.hpp"
#include "support/recorded.hpp"

namespace sandbox {
namespace {

using Shape = std::map<std::string, std::set<std::string>>;

std::string type_of(const json::value& value) {
  if (value.is_number()) return "number";
  if (value.is_string()) return "string";
  if (value.is_bool()) return "bool";
  return value.is_null() ? "null" : value.is_array() ? "array" : "object";
}

void collect(const json::value& value, const std::string& at, Shape& shape) {
  shape[at].insert(type_of(value));
  if (const auto* object = value.if_object())
    for (const auto& [key, member] : *object) collect(member, at + "." + std::string(key), shape);
  if (const auto* list = value.if_array())
    for (const auto& item : *list) collect(item, at + "[]", shape);
}

// `inside` names what to compare: "_embedded.events[]" of a page, or nothing for the whole.
Shape shape_of(const json::value& value, const std::string& at = "$") {
  Shape shape;
  collect(value, at, shape);
  return shape;
}

class Shapes : public UnlimitedSandboxTest {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(support::shared_dir() / "providers")) GTEST_SKIP() << "the recorded answers are not here";
  }

  static Shape recorded(std::initializer_list<std::string> names) {
    Shape all;
    for (const auto& name : names)
      for (const auto& [path, types] : shape_of(json::parse(support::recorded(name)))) all[path].insert(types.begin(), types.end());
    return all;
  }

  static void expect_known(const http::Response& response, const Shape& known) {
    EXPECT_EQ(response.status, 200);
    for (const auto& [path, types] : shape_of(body_of(response))) {
      const auto found = known.find(path);
      EXPECT_NE(found, known.end()) << path << " was never recorded";
      if (found == known.end()) continue;
      for (const auto& type : types) EXPECT_TRUE(found->second.contains(type)) << path << " is " << type;
    }
  }
};

TEST_F(Shapes, SpotifyArtist) {
  expect_known(spotify("/artists/" + spotify_id_of("Marrow Coast")),
               recorded({"spotify/derived_devmode_artist", "spotify/artist_pitbull_2025"}));
}

TEST_F(Shapes, SpotifyArtistAlbums) {
  expect_known(spotify("/artists/" + spotify_id_of("Pale Ferry") + "/albums?include_groups=album,single&limit=10"),
               recorded({"spotify/derived_devmode_artist_albums"}));
}

TEST_F(Shapes, SpotifyAlbumAndItsTracks) {
  const auto albums = body_of(spotify("/artists/" + spotify_id_of("Pale Ferry") + "/albums?include_groups=album&limit=5"));
  const auto id = std::string(albums.at("items").at(0).at("id").as_string());
  const auto known = recorded({"spotify/album_full_2026"});
  expect_known(spotify("/albums/" + id), known);
  expect_known(spotify("/albums/" + id + "/tracks"), recorded({"spotify/album_tracks_2026"}));
}

TEST_F(Shapes, SpotifySearch) {
  expect_known(spotify("/search?type=track&limit=10&q=artist%3A%22Marrow%20Coast%22"),
               recorded({"spotify/derived_devmode_search_tracks", "spotify/search_tracks_2026"}));
  expect_known(spotify("/search?type=artist&q=marrow"), recorded({"spotify/search_artists_10", "spotify/search_artist_one"}));
}

TEST_F(Shapes, SpotifyToken) { expect_known(token("grant_type=client_credentials"), recorded({"spotify/token_client_credentials"})); }

// Events are compared one by one, because the recordings hold them in pages and in bare arrays.
TEST_F(Shapes, TicketmasterEvents) {
  Shape known;
  for (const std::string name : {"events_page_2019_popular", "events_page_2024_la_keyword", "events_page_2024_pink_tour"})
    collect(json::parse(support::recorded("ticketmaster/" + name)).at("_embedded").at("events"), "", known);
  collect(json::parse(support::recorded("ticketmaster/events_array_2025_bay_area")), "", known);
  int seen = 0;
  for (const std::string query : {"size=200", "size=200&page=1", "includeTBA=only", "includeTBD=only"}) {
    const auto body = body_of(ticketmaster("/events.json?sort=id,asc&" + query));
    for (const auto& event : body.at("_embedded").at("events").as_array()) {
      ++seen;
      for (const auto& [path, types] : shape_of(event, "[]")) {
        const auto found = known.find(path);
        ASSERT_NE(found, known.end()) << path << " was never recorded";
        for (const auto& type : types) EXPECT_TRUE(found->second.contains(type)) << path << " is " << type;
      }
    }
  }
  EXPECT_GT(seen, 300);
}

TEST_F(Shapes, TicketmasterAttractionAndVenue) {
  Shape attractions, venues;
  const auto events = json::parse(support::recorded("ticketmaster/events_array_2025_bay_area"));
  for (const auto& event : events.as_array()) {
    const auto& inside = event.at("_embedded").as_object();
    for (const char* kind : {"attractions", "venues"})
      if (inside.contains(kind))
        for (const auto& item : inside.at(kind).as_array()) collect(item, "$", kind[0] == 'a' ? attractions : venues);
  }
  const auto page = body_of(ticketmaster("/attractions.json?keyword=Marrow%20Coast"));
  for (const auto& [path, types] : shape_of(page.at("_embedded").at("attractions").at(0))) EXPECT_TRUE(attractions.contains(path)) << path;
  const auto halls = body_of(ticketmaster("/venues.json?size=200"));
  for (const auto& venue : halls.at("_embedded").at("venues").as_array())
    for (const auto& [path, types] : shape_of(venue)) EXPECT_TRUE(venues.contains(path)) << path;
}

TEST_F(Shapes, SetlistfmSetlists) {
  const auto known = recorded({"setlistfm/artist_setlists_babymetal_p1", "setlistfm/artist_setlists_babymetal_p2",
                               "setlistfm/artist_setlists_phish_2025", "setlistfm/venue_setlists_compaq_center_p1",
                               "setlistfm/artist_setlists_stereophonics", "setlistfm/setlists_page_small_gigs"});
  for (const std::string name : {"Marrow Coast", "Velvet Arcade", "The Lanternfish Union", "Iron Parsonage", "!¡!"})
    for (const std::string page : {"1", "2"}) expect_known(setlistfm("/artist/" + mbid_of(name) + "/setlists?p=" + page), known);
}

TEST_F(Shapes, SetlistfmArtistsAndVenues) {
  expect_known(setlistfm("/search/artists?artistName=Marrow%20Coast"), recorded({"setlistfm/search_artists_stereophonics"}));
  expect_known(setlistfm("/artist/" + mbid_of("Marrow Coast")), recorded({"setlistfm/artist_babymetal"}));
  expect_known(setlistfm("/search/venues?cityName=Glasgow"), recorded({"setlistfm/search_venues_new_york"}));
}

}  // namespace
}  // namespace sandbox
