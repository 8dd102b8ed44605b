// Pages and the API by their addresses, from a stored artist with shows and setlists.
#include "pages/routes.hpp"

#include <boost/json.hpp>

#include "pages/pages_fixture.hpp"
#include "providers/spotify/client.hpp"
#include "setlists/documents.hpp"
#include "support/database.hpp"
#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"
#include "support/hand_loop.hpp"

namespace pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class RoutesTest : public testing::TestWithParam<db::Engine> {
 protected:
  RoutesTest() {
    clock.set(now);
    add_routes(router, {database, clock, keys, counts, connections, cache, {"Marrow Coast"}});
  }
  http::Response get(const std::string& target, std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Request request;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (request.path != target) request.query = http::parse_query(std::string_view(target).substr(request.path.size() + 1)).value();
    request.headers.set("Accept", target.starts_with("/api/") ? "application/json" : "text/html");
    for (auto& [name, value] : headers) request.headers.set(name, value);
    return base::wait(router.handle(std::move(request)));
  }
  std::string body(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 200) << target;
    return response.body ? *response.body : std::string();
  }
  boost::json::value api(const std::string& target, int status = 200) {
    const auto response = get(target);
    EXPECT_EQ(response.status, status) << target;
    return boost::json::parse(*response.body);
  }
  artists::Begun bring(const std::string& name) {
    return database->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.name = name, .spotify_id = name}); });
  }
  shows::ShowId show(artists::ArtistId artist, const std::string& date, std::optional<shows::Status> status = {}) {
    return database->write_now([&](db::Tx& tx) {
      shows::SourceShow s{.source = "ticketmaster", .external_id = "e" + date, .artist = artist, .date = date};
      s.status = status;
      s.time_zone = "Europe/Oslo";
      s.venue =
          venues::match_or_add(tx, clock.now(), {.source = "ticketmaster", .external_id = "v1", .name = "Halden Hall", .city = "Halden"})
              .id;
      return shows::match_or_add(tx, clock.now(), s).id;
    });
  }
  void play(shows::ShowId show, artists::ArtistId artist, const std::vector<std::string>& titles) {
    database->write_now([&](db::Tx& tx) {
      setlists::Played played{.source = "setlistfm", .source_url = "https://setlist.test/1", .version = "v1", .info = {}, .songs = {}};
      for (const auto& title : titles) played.songs.push_back({.title = title});
      setlists::store_played(tx, clock.now(), show, artist, played);
      setlists::statistics::refresh(tx, artist);
      return artists::touch(tx, clock.now(), artist);
    });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  support::HandLoop loop;
  follows::Counts counts{database, loop};
  accounts::Keys keys{"a key of 32 bytes for these tests.", false};
  cache::PageCache cache{4 << 20};
  support::FakeHttp outside;
  support::FakeGate gate;
  spotify::Client client{{}, outside, gate, clock};
  connections::Spotify connections{{client, database, clock, "key", [] { return std::string(); }}};
  http::Router router;
};
INSTANTIATE_TEST_SUITE_P(Engines, RoutesTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(RoutesTest, AnEmptyPlaceInvites) { EXPECT_THAT(body("/"), AllOf(HasSubstr("Try one of these"), HasSubstr("Nobody yet."))); }

TEST_P(RoutesTest, AnArtistsPageAndAllBehindIt) {
  const auto marrow = bring("Marrow Coast");
  show(marrow.id, "2026-12-24");
  show(marrow.id, "2026-12-26", shows::Status::cancelled);
  const auto past = show(marrow.id, "2026-10-01");
  play(past, marrow.id, {"Tidewrack", "Kelp"});
  const auto page = body("/artists/marrow-coast");
  EXPECT_THAT(page, AllOf(HasSubstr("Marrow Coast"), HasSubstr("Tidewrack"), HasSubstr(">24<"), Not(HasSubstr(">26</span>"))));
  EXPECT_THAT(body("/artists/marrow-coast/shows"), AllOf(HasSubstr("Called off or waiting for a date"), HasSubstr("Cancelled")));
  EXPECT_THAT(body("/artists/marrow-coast/setlists"), HasSubstr("2 songs"));
  EXPECT_THAT(body("/artists/marrow-coast/songs?by=openers"),
              AllOf(HasSubstr("Openers"), HasSubstr("Tidewrack"), HasSubstr("From 1 setlist")));
  EXPECT_THAT(body("/artists/marrow-coast/songs?by=nonsense"), HasSubstr("Most played"));
  EXPECT_THAT(body("/artists/marrow-coast/import"), HasSubstr("Nothing has been imported yet."));
  EXPECT_THAT(body("/shows/" + past.str()),
              AllOf(HasSubstr("Kelp"), HasSubstr("https://setlist.test/1"), HasSubstr("data-notice=\"closed\">This setlist is completed")));
  EXPECT_THAT(body("/venues/halden-hall-halden"), HasSubstr("Marrow Coast"));
  for (const auto* query : {"?page=0", "?page=-3", "?page=99999999999999", "?page=x"})
    body(std::string("/artists/marrow-coast/setlists") + query);
}

TEST_P(RoutesTest, AFragmentIsTheElementOfThePage) {
  const auto marrow = bring("Marrow Coast");
  show(marrow.id, "2026-12-24");
  const auto page = body("/artists/marrow-coast");
  for (const std::string name : {"hero", "shows", "songs", "albums", "setlists"}) {
    const auto fragment = get("/artists/marrow-coast?fragment=" + name);
    EXPECT_EQ(fragment.headers.get("Cache-Control"), "no-store");
    EXPECT_THAT(page, HasSubstr(*fragment.body)) << name;
  }
  EXPECT_EQ(get("/artists/marrow-coast?fragment=nothing").status, 404);
}

TEST_P(RoutesTest, AnAddressOfFormerDaysLeadsToTheArtist) {
  const auto begun = database->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now(), {.spotify_id = "x"}); });
  database->write_now([&](db::Tx& tx) {
    artists::Profile profile;
    profile.name = "Marrow Coast";
    return artists::apply_profile(tx, clock.now(), begun.id, profile, "spotify").changed;
  });
  const auto moved = get("/artists/" + begun.slug + "/shows");
  EXPECT_EQ(moved.status, 301);
  EXPECT_EQ(moved.headers.get("Location"), "/artists/marrow-coast/shows");
}

TEST_P(RoutesTest, APageThatDidNotChangeIsNotSentAgain) {
  const auto marrow = bring("Marrow Coast");
  const auto first = get("/artists/marrow-coast");
  const std::string tag(first.headers.get("ETag"));
  ASSERT_FALSE(tag.empty());
  EXPECT_EQ(get("/artists/marrow-coast", {{"If-None-Match", tag}}).status, 304);
  show(marrow.id, "2026-12-24");
  database->write_now([&](db::Tx& tx) { return artists::touch(tx, clock.now(), marrow.id); });
  EXPECT_EQ(get("/artists/marrow-coast", {{"If-None-Match", tag}}).status, 200);
}

TEST_P(RoutesTest, AShowsRoomHistoryAndSheetsAreDrawnFromItsList) {
  const auto marrow = bring("Marrow Coast");
  const auto at = "/shows/" + show(marrow.id, "2026-10-01").str();
  EXPECT_THAT(body("/shows/" + show(marrow.id, "2026-12-24").str()), HasSubstr("What do you want to hear?"));
  EXPECT_THAT(body(at), HasSubstr("Nobody has told what was played yet."));
  EXPECT_THAT(body(at + "/history"), HasSubstr("Marrow Coast"));
  EXPECT_EQ(get(at + "/room").status, 303) << "nobody is in the room of a show long over";
  EXPECT_EQ(get(at + "/sheet/nothing").status, 404);
  EXPECT_EQ(get(at + "/history?back=7").status, 404);
  EXPECT_EQ(get(at + "/nobody").status, 404);
}

TEST_P(RoutesTest, TheRoomOffersWhatFollowedLately) {
  const auto marrow = bring("Marrow Coast");
  for (int day = 10; day < 16; ++day)
    play(show(marrow.id, "2026-11-" + std::to_string(day)), marrow.id, {"Tidewrack", "Kelp", "Salt", "Harbour Lights"});
  const auto room = "/shows/" + show(marrow.id, "2026-12-24").str() + "/room";
  EXPECT_EQ(get(room).status, 303) << "nobody is there yet";
  clock.set(*base::read_instant("2026-12-24T21:00:00Z"));
  const auto picks = body(room + "?fragment=picks");
  EXPECT_THAT(picks, AllOf(testing::StartsWith("<div class=\"picks\""), testing::ContainsRegex("Tidewrack.*Kelp")));
  EXPECT_THAT(body(room), AllOf(HasSubstr(picks), HasSubstr("Between songs"), HasSubstr("data-theme=\"black\"")));
  EXPECT_EQ(get(room + "?fragment=picks&artist=nobody").status, 404);
}

TEST_P(RoutesTest, TheRoomsButtonsAreDrawnOnceForEachStateOfTheList) {
  const auto marrow = bring("Marrow Coast");
  for (int day = 10; day < 13; ++day) play(show(marrow.id, "2026-11-" + std::to_string(day)), marrow.id, {"Tidewrack", "Kelp", "Salt"});
  const auto tonight = show(marrow.id, "2026-12-24");
  const auto asked = "/shows/" + tonight.str() + "/room?fragment=picks";
  clock.set(*base::read_instant("2026-12-24T21:00:00Z"));
  const auto first = get(asked), second = get(asked);
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(first.body, second.body) << "the same bytes in memory";
  EXPECT_EQ(get(asked, {{"If-None-Match", std::string(first.headers.get("ETag"))}}).status, 304);
  database->write_now([&](db::Tx& tx) {
    const auto setlist = setlists::by_show(tx, tonight).at(0).id;
    const auto head = setlists::documents::open(tx, clock.now(), setlist);
    ot::Sequencer sequencer(head.document, head.rev);
    const auto played = ot::set(head.document.items.at(0).id, "meaning", "happened");
    const auto decided = sequencer.submit({{"client", 1, {}}, head.rev, {played}}, clock.now());
    return setlists::documents::commit(tx, clock.now(), setlist, head.rev, sequencer.head(), {std::get<ot::Accepted>(decided).revision});
  });
  EXPECT_THAT(*first.body, HasSubstr("Tidewrack"));
  EXPECT_THAT(body(asked), AllOf(HasSubstr("Kelp"), Not(HasSubstr("Tidewrack"))));
}

TEST_P(RoutesTest, SongsAreOfferedWhileOneTypes) {
  const auto marrow = bring("Marrow Coast"), kelp = bring("Kelp & Salt");
  play(show(marrow.id, "2026-10-01"), marrow.id, {"The Salt Compass", "Salt", "Größenwahn", "100%_Pure"});
  play(show(marrow.id, "2026-10-03"), marrow.id, {"Salt"});
  play(show(kelp.id, "2026-10-02"), kelp.id, {"Saltmarsh", "Other"});
  const auto night = show(marrow.id, "2026-12-24");
  body("/shows/" + night.str());  // makes its setlist
  const auto list = database->read_now([&](db::Tx& tx) { return setlists::by_show(tx, night).at(0).id.str(); });
  const auto offered = [&](const std::string& typed) {
    std::vector<std::string> titles;
    const auto html = body("/setlists/" + list + "/songs?q=" + typed);
    for (auto at = html.find("data-title=\""); at != html.npos; at = html.find("data-title=\"", at + 1))
      titles.push_back(html.substr(at + 12, html.find('"', at + 12) - at - 12));
    return titles;
  };
  using testing::ElementsAre;
  using testing::IsEmpty;
  EXPECT_THAT(offered("salt"), ElementsAre("Salt", "The Salt Compass", "Saltmarsh")) << "own first, then anybody's";
  EXPECT_THAT(body("/setlists/" + list + "/songs?q=saltm"), HasSubstr("data-by=\"Kelp &amp; Salt\""));
  EXPECT_THAT(offered("grossenw"), ElementsAre("Größenwahn"));
  EXPECT_THAT(offered("comp"), ElementsAre("The Salt Compass"));
  for (const auto* typed : {"", "%25", "_", "%25_", "zzz"}) EXPECT_THAT(offered(typed), IsEmpty()) << typed;
  EXPECT_THAT(body("/setlists/1/songs?q=salt"), Not(HasSubstr("The Salt Compass")));
  EXPECT_EQ(get("/setlists/x/songs?q=salt").status, 404);
}

TEST_P(RoutesTest, ASetlistIsTakenAlongInEveryForm) {
  const auto marrow = bring("Marrow Coast");
  const auto night = show(marrow.id, "2026-10-01"), unknown = show(marrow.id, "2026-10-03");
  play(night, marrow.id, {"Tidewrack", "Kelp"});
  const auto page = body("/shows/" + night.str());
  for (const std::string way : {"setlist.txt", "setlist.md", "setlist.csv", "setlist.json", "print"}) {
    EXPECT_THAT(page, HasSubstr("/shows/" + night.str() + "/" + way)) << way;
    EXPECT_THAT(body("/shows/" + night.str() + "/" + way), AllOf(HasSubstr("Tidewrack"), HasSubstr("Kelp"))) << way;
    EXPECT_EQ(get("/shows/" + unknown.str() + "/" + way).status, 404) << way;
  }
  EXPECT_THAT(body("/shows/" + unknown.str()), Not(HasSubstr("Take it along")));
  EXPECT_EQ(get("/shows/" + night.str() + "/setlist.txt?artist=nobody").status, 404);
}

TEST_P(RoutesTest, AShowIsSharedByItsAddressAsACodeAndInWords) {
  const auto marrow = bring("Marrow Coast");
  const auto night = "/shows/" + show(marrow.id, "2026-10-01").str();
  EXPECT_THAT(body(night), AllOf(HasSubstr("href=\"" + night + "/share\""), HasSubstr("action=\"/artists/marrow-coast/follow\"")));
  EXPECT_THAT(body(night + "/share"),
              AllOf(HasSubstr("value=\"http://"), HasSubstr(night + "\""), HasSubstr("class=\"qr\""), Not(HasSubstr("<textarea"))));
  play(shows::ShowId::parse(night.substr(7)).value(), marrow.id, {"Tidewrack", "Kelp"});
  EXPECT_THAT(body(night + "/share"), AllOf(HasSubstr("<textarea"), HasSubstr(" 2. Kelp\n")));
  EXPECT_EQ(get(night + "/share?artist=nobody").status, 404);
}

TEST_P(RoutesTest, TheRuleOfVotesIsPublished) { EXPECT_THAT(body("/help/voting"), AllOf(HasSubstr("Wilson"), HasSubstr("70% sure"))); }

TEST_P(RoutesTest, WhatIsNotThereIsSaidSo) {
  for (const auto* path : {"/artists/nobody", "/artists/nobody/shows", "/artists/%00", "/shows/1", "/shows/x", "/shows/-1",
                           "/shows/99999999999999999999", "/venues/nowhere"}) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_THAT(*response.body, HasSubstr("Nothing on this stage")) << path;
  }
}

TEST_P(RoutesTest, TheApiTellsTheSame) {
  const auto marrow = bring("Marrow Coast");
  const auto next = show(marrow.id, "2026-12-24"), past = show(marrow.id, "2026-10-01");
  show(marrow.id, "2026-12-26", shows::Status::cancelled);
  play(past, marrow.id, {"Tidewrack", "Kelp"});
  const auto text = [](const boost::json::value& v) { return std::string(v.as_string()); };

  const auto artist = api("/api/v1/artists/" + marrow.id.str());
  EXPECT_EQ(text(artist.at("id")), marrow.id.str());
  EXPECT_EQ(text(artist.at("name")), "Marrow Coast");
  EXPECT_FALSE(artist.as_object().contains("biography")) << "unknown values are left out";

  const auto upcoming = api("/api/v1/artists/" + marrow.id.str() + "/shows");
  EXPECT_EQ(upcoming.at("total").as_int64(), 1);
  ASSERT_EQ(upcoming.at("shows").as_array().size(), 1u);
  const auto& first = upcoming.at("shows").at(0);
  EXPECT_EQ(text(first.at("id")), next.str());
  EXPECT_EQ(text(first.at("date")), "2026-12-24");
  EXPECT_FALSE(first.as_object().contains("start_time")) << "an untimed show is not at midnight";
  EXPECT_FALSE(first.as_object().contains("starts_at"));
  EXPECT_EQ(text(first.at("venue").at("name")), "Halden Hall");

  const auto one = api("/api/v1/shows/" + past.str());
  EXPECT_EQ(text(one.at("status")), "completed");
  const auto& songs = one.at("setlists").at(0).at("songs").as_array();
  ASSERT_EQ(songs.size(), 2u);
  EXPECT_EQ(text(songs[1].at("name")), "Kelp");
  EXPECT_EQ(songs[1].at("order").as_int64(), 2);
  EXPECT_EQ(text(songs[1].at("section")), "main");
  EXPECT_TRUE(songs[1].at("id").is_string());
  const boost::json::value votes{{"up", 0}, {"down", 0}};
  EXPECT_EQ(songs[1].at("votes"), votes);
  EXPECT_EQ(api("/api/v1/artists/" + marrow.id.str() + "/shows?when=past").at("total").as_int64(), 1);
  EXPECT_EQ(text(api("/api/v1/venues/" + text(first.at("venue").at("id"))).at("city")), "Halden");
}

TEST_P(RoutesTest, TheApiRefusesWhatMakesNoSense) {
  const auto marrow = bring("Marrow Coast");
  for (const auto* query :
       {"?when=sometime", "?limit=101", "?limit=-1", "?limit=x", "?limit=", "?offset=100001", "?limit=1.5", "?limit=99999999999999999999"})
    EXPECT_EQ(std::string(api("/api/v1/artists/" + marrow.id.str() + "/shows" + query, 400).at("error").at("code").as_string()),
              "pages.bad_range")
        << query;
  for (const auto* path : {"/api/v1/artists/1", "/api/v1/artists/x", "/api/v1/artists/1/shows", "/api/v1/shows/1", "/api/v1/venues/0"})
    EXPECT_THAT(std::string(api(path, 404).at("error").at("code").as_string()), HasSubstr("pages.unknown_")) << path;
}

}  // namespace
}  // namespace pages
