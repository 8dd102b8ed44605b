#include "search/handlers.hpp"

#include <gmock/gmock.h>

#include "platform/base/json.hpp"
#include "providers/spotify/client.hpp"
#include "shows/shows.hpp"
#include "support/database.hpp"
#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"
#include "support/hand_loop.hpp"

namespace search {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* token = R"({"access_token":"tok-1","token_type":"Bearer","expires_in":3600})";
constexpr const char* marrow_id = "4aaaaaaaaaaaaaaaaaaaaM";
constexpr const char* two_found = R"({"artists":{"items":[
  {"id":"4aaaaaaaaaaaaaaaaaaaaM","name":"Marrow Coast","genres":["dream pop"],"followers":{"total":48213},"popularity":61,
   "images":[{"url":"https://img.test/640","width":640,"height":640},{"url":"https://img.test/160","width":160,"height":160},{"url":"https://img.test/64","width":64,"height":64}]},
  {"id":"4aaaaaaaaaaaaaaaaaaaaN","name":"Marrow <b>Coast</b>","genres":[],"images":[]}],
  "limit":10,"offset":0,"next":null,"total":2}})";
constexpr const char* none_found = R"({"artists":{"items":[],"limit":10,"offset":0,"next":null,"total":0}})";

class Searching : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  support::HandLoop loop;
  support::FakeHttp http;
  support::FakeGate gate;
  spotify::Client spotify{
      {.base_url = "https://api.test/v1", .auth_url = "https://accounts.test", .client_id = "id", .client_secret = "secret"},
      http,
      gate,
      clock};
  Catalog catalog{database, *bus, clock, loop, "artists.changed"};
  OutsideSearch outside{spotify, database, clock, [](db::Tx&, base::Time, std::vector<Candidate>& found) {
                          for (std::size_t i = 0; i < found.size(); ++i) found[i].hit_id = 700 + static_cast<std::int64_t>(i);
                        }};
  http::Router router;

  Searching() {
    add_routes(router, {database, clock, catalog, outside});
    http.answer(200, token);
  }

  artists::Begun add(const artists::NewArtist& artist) {
    const auto begun = database->write_now([&](db::Tx& tx) { return artists::begin(tx, clock.now(), artist); });
    const auto known = catalog.names().size();
    bus->publish("artists.changed");
    loop.run();
    while (catalog.names().size() == known) loop.wait(), loop.run();  // on PostgreSQL the read comes back from another thread
    return begun;
  }
  http::Response get(const std::string& path, std::vector<std::pair<std::string, std::string>> query = {}) {
    http::Request request;
    request.path = request.target = path;
    request.headers.set("Accept", path.starts_with("/api/") ? "application/json" : "text/html");
    for (auto& [name, value] : query) request.query.add(name, value);
    return base::wait(router.handle(std::move(request)));
  }
  std::string body(const std::string& path, std::vector<std::pair<std::string, std::string>> query = {}) {
    const auto response = get(path, std::move(query));
    EXPECT_EQ(response.status, 200);
    return *response.body;
  }
  boost::json::value api(const std::string& path, std::vector<std::pair<std::string, std::string>> query, int status = 200) {
    const auto response = get(path, std::move(query));
    EXPECT_EQ(response.status, status) << *response.body;
    return boost::json::parse(*response.body);
  }
  std::string error_code(const std::string& path, std::vector<std::pair<std::string, std::string>> query, int status) {
    return std::string(api(path, std::move(query), status).at("error").at("code").as_string());
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Searching, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(Searching, APageWithoutAQuestionHasTheFieldOnly) {
  const auto html = body("/search");
  EXPECT_THAT(html,
              AllOf(HasSubstr("<ts-autocomplete data-src=\"/search/suggest\">"), HasSubstr("name=\"q\""), Not(HasSubstr("Not here yet"))));
}

TEST_P(Searching, FindsAnArtistWithAMistakeAndSaysWhatIsNext) {
  const auto artist = add({.name = "Marrow Coast", .genres = {"dream pop"}});
  database->write_now([&](db::Tx& tx) {
    return shows::match_or_add(tx, clock.now(),
                               {.source = "ticketmaster",
                                .external_id = "e1",
                                .artist = artist.id,
                                .bill = {{.name = "Marrow Coast", .artist = artist.id}},
                                .date = "2027-01-24"})
        .id;
  });
  const auto html = body("/search", {{"q", "marow cost"}});
  EXPECT_THAT(html,
              AllOf(HasSubstr("href=\"/artists/marrow-coast\""), HasSubstr("dream pop · next Sun 24 Jan 2027"),
                    HasSubstr("value=\"marow cost\""), Not(HasSubstr("Not here yet")), HasSubstr("/search?q=marow%20cost&amp;outside=1")));
}

TEST_P(Searching, OffersToBringInWhoIsNotHere) {
  const auto html = body("/search", {{"q", "Kelp & Salt"}});
  EXPECT_THAT(html, AllOf(HasSubstr("Not here yet. Bring Kelp &amp; Salt in"),
                          HasSubstr("<ts-candidates data-src=\"/search/candidates?q=Kelp%20%26%20Salt\">"),
                          HasSubstr("href=\"/search?q=Kelp%20%26%20Salt&amp;outside=1\"")));
  EXPECT_TRUE(http.asked.empty()) << "the page itself does not wait for Spotify";
}

TEST_P(Searching, SimilarNamesAreShownBelowTheOffer) {
  add({.name = "Marrow Coast"});
  const auto html = body("/search", {{"q", "marrow ghosts choir"}});
  const auto offer = html.find("Not here yet"), similar = html.find("Similar names");
  ASSERT_NE(offer, std::string::npos);
  ASSERT_NE(similar, std::string::npos);
  EXPECT_LT(offer, similar);
}

TEST_P(Searching, WithoutScriptsThePageShowsWhoIsKnownOutside) {
  http.answer(200, two_found);
  const auto html = body("/search", {{"q", "marrow coast"}, {"outside", "1"}});
  EXPECT_THAT(html, AllOf(HasSubstr("name=\"hit\" value=\"700\""), HasSubstr("aria-label=\"Bring Marrow Coast in\""),
                          HasSubstr("dream pop · 48,213 followers"), HasSubstr("Marrow &lt;b&gt;Coast&lt;/b&gt;"),
                          Not(HasSubstr("<ts-candidates"))));
  EXPECT_EQ(gate.reserved.back(), limits::Urgency::immediate);
}

TEST_P(Searching, WhoIsHereAlreadyIsALinkAndNoOffer) {
  add({.name = "Marrow Coast", .spotify_id = marrow_id});
  http.answer(200, two_found);
  const auto html = body("/search/candidates", {{"q", "marrow coast"}});
  EXPECT_THAT(html, AllOf(HasSubstr("<a href=\"/artists/marrow-coast\">"), HasSubstr("already here"), Not(HasSubstr("value=\"700\"")),
                          HasSubstr("value=\"701\"")));
}

TEST_P(Searching, NobodyOutsideIsSaid) {
  http.answer(200, none_found);
  EXPECT_THAT(body("/search/candidates", {{"q", "zzyzx"}}), AllOf(HasSubstr("class=\"empty\""), HasSubstr("zzyzx")));
}

TEST_P(Searching, ASpentBudgetSaysWhenToComeBackAndBreaksNothing) {
  add({.name = "Marrow Coast"});
  gate.decisions.assign(3, limits::Wait{clock.now() + 12min, "quota"});
  const auto fragment = body("/search/candidates", {{"q", "kelp"}});
  EXPECT_THAT(fragment, AllOf(HasSubstr("Looking outside is not possible at the moment. Try again in 12 minutes ("), HasSubstr("UTC)")));
  EXPECT_THAT(body("/search", {{"q", "marrow coast"}, {"outside", "1"}}),
              AllOf(HasSubstr("/artists/marrow-coast"), HasSubstr("not possible at the moment")));
  const auto response = get("/api/v1/search/candidates", {{"q", "kelp"}});
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.headers.get("Retry-After"), "720");
  EXPECT_THAT(*response.body, HasSubstr("search.outside_unavailable"));
}

TEST_P(Searching, AServiceThatIsDownIsSaid) {
  http.answer(500, "oops");
  EXPECT_THAT(body("/search/candidates", {{"q", "kelp"}}), HasSubstr("Looking outside is not possible at the moment. Please try again."));
}

TEST_P(Searching, SuggestsArtistsAndVenuesWhileTyping) {
  add({.name = "Halden Sons", .genres = {"folk"}});
  database->write_now([&](db::Tx& tx) {
    return venues::match_or_add(
               tx, clock.now(),
               {.source = "ticketmaster", .external_id = "v1", .name = "The Halden Hall", .city = "Leeds", .country_code = "GB"})
        .id;
  });
  const auto html = body("/search/suggest", {{"q", "hald"}, {"limit", "8"}});
  EXPECT_THAT(html,
              AllOf(testing::StartsWith("<a role=\"option\" id=\"o-1\" href=\"/artists/halden-sons\""), HasSubstr("<small>folk</small>"),
                    HasSubstr("id=\"o-2\" href=\"/venues/"), HasSubstr("<small>Leeds, GB</small>")));
  EXPECT_THAT(body("/search", {{"q", "halden hall leeds"}}), AllOf(HasSubstr("Venues"), HasSubstr("The Halden Hall")));
  EXPECT_THAT(body("/search", {{"q", "leeds"}}), HasSubstr("The Halden Hall"));
  EXPECT_THAT(body("/search", {{"q", "50% off_"}}), Not(HasSubstr("The Halden Hall")));
  EXPECT_EQ(body("/search/suggest", {{"q", "  "}}), "");
}

TEST_P(Searching, AnswersPrograms) {
  const auto artist = add({.name = "Тихий Берег", .image_url = "https://img.test/1", .genres = {"post-punk"}});
  const auto found = api("/api/v1/search", {{"q", " tihij  bereg "}});
  EXPECT_EQ(found.at("query").as_string(), "tihij bereg");
  ASSERT_EQ(found.at("artists").as_array().size(), 1u);
  const auto& first = found.at("artists").as_array().front();
  EXPECT_EQ(first.at("id").as_string(), artist.id.str());
  EXPECT_EQ(first.at("name").as_string(), "Тихий Берег");
  EXPECT_EQ(first.at("url").as_string(), "/artists/" + artist.slug);
  EXPECT_EQ(first.at("genres").as_array().front().as_string(), "post-punk");
  EXPECT_TRUE(api("/api/v1/search", {{"q", "zzyzx"}}).at("artists").as_array().empty());

  http.answer(200, two_found);
  const auto outsiders = api("/api/v1/search/candidates", {{"q", "marrow coast"}});
  ASSERT_EQ(outsiders.at("candidates").as_array().size(), 2u);
  const auto& candidate = outsiders.at("candidates").as_array().front();
  EXPECT_EQ(candidate.at("hit_id").as_string(), "700");
  EXPECT_EQ(candidate.at("spotify_id").as_string(), marrow_id);
  EXPECT_EQ(candidate.at("image").as_string(), "https://img.test/160");
}

TEST_P(Searching, RefusesWhatItCannotSearchFor) {
  for (const char* path : {"/api/v1/search", "/api/v1/search/candidates"}) {
    EXPECT_EQ(error_code(path, {}, 400), "search.empty_query");
    EXPECT_EQ(error_code(path, {{"q", " \t \x01"}}, 400), "search.empty_query");
    EXPECT_EQ(error_code(path, {{"q", std::string(201, 'a')}}, 400), "search.query_too_long");
    for (const char* limit : {"0", "51", "-1", "ten", "", "5 ", "99999999999999999999"})
      EXPECT_EQ(error_code(path, {{"q", "a"}, {"limit", limit}}, 400), "search.bad_limit") << limit;
  }
  EXPECT_EQ(get("/search", {{"q", std::string(201, 'a')}}).status, 400);
  EXPECT_EQ(get("/search", {{"q", "a"}, {"limit", "x"}}).status, 400);
}

TEST_P(Searching, HostileQuestionsAreOnlySearchedFor) {
  add({.name = "Marrow Coast"});
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "𝔐";
  for (const std::string& query :
       {std::string("<script>alert(1)</script>"), std::string("\" onfocus=alert(1) x=\""), std::string("%"),
        std::string("'; drop table artists; --"), std::string("\xff\xfe\xc0\x80"), std::string("\xe2\x80\xae") + "evil", std::string("🎸"),
        std::string("a\0b", 3), longest, std::string("?!*"), std::string(200, '\xcc'), std::string("____"), std::string("\\%")}) {
    const auto html = body("/search", {{"q", query}});
    EXPECT_THAT(html, AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("\" onfocus"))));
    body("/search/suggest", {{"q", query}});
  }
  EXPECT_THAT(body("/search", {{"q", "marrow coast"}}), HasSubstr("/artists/marrow-coast"));
}

TEST_P(Searching, WhoAsksOutsideTooOftenIsToldSoAndWhenToComeBack) {
  http.answer(200, none_found);
  for (int i = 0; i < 15; ++i) EXPECT_EQ(get("/api/v1/search/candidates", {{"q", "Nobody"}}).status, 200) << i;
  const auto refused = get("/api/v1/search/candidates", {{"q", "Nobody"}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.get("Retry-After"), "6");
  EXPECT_THAT(*refused.body, AllOf(HasSubstr("search.too_often"), HasSubstr("Try again")));
  const auto fragment = get("/search/candidates", {{"q", "Nobody"}});
  EXPECT_EQ(fragment.status, 429);
  EXPECT_THAT(*fragment.body, HasSubstr("very often"));
  EXPECT_EQ(get("/search", {{"q", "Nobody"}}).status, 200);  // looking here is free
  clock.advance(6s);
  EXPECT_EQ(get("/api/v1/search/candidates", {{"q", "Nobody"}}).status, 200);
}

}  // namespace
}  // namespace search
