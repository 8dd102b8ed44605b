// Faults, counters, switches, determinism and the routes.
#include "sandbox/sandbox.hpp"

#include "platform/base/executor.hpp"
#include "platform/http/router.hpp"
#include "sandbox/sandbox_fixture.hpp"

namespace sandbox {
namespace {

class Controls : public UnlimitedSandboxTest {
 protected:
  void expect_fault(const std::string& wish) {
    const auto made = control(http::Method::post, "/faults", wish);
    EXPECT_EQ(made.status, 201) << *made.body;
  }
};

TEST_F(Controls, EachFaultLooksAsItsServiceWouldHaveIt) {
  spotify("/search?type=artist&q=y");
  expect_fault(R"({"service":"spotify","kind":"rate","count":1,"retry_after":7})");
  const auto rate = spotify("/search?type=artist&q=y");
  EXPECT_EQ(rate.status, 429);
  EXPECT_EQ(rate.headers.get("Retry-After"), "7");
  EXPECT_EQ(spotify("/search?type=artist&q=y").status, 200) << "it was for one call";

  expect_fault(R"({"service":"spotify","kind":"quota","count":1})");
  EXPECT_EQ(body_of(spotify("/search?type=artist&q=y")).at("error").at("reason").as_string(), "QUOTA_EXCEEDED");
  expect_fault(R"({"service":"ticketmaster","kind":"quota","count":1})");
  EXPECT_EQ(ticketmaster("/events.json").status, 429);
  expect_fault(R"({"service":"ticketmaster","kind":"forbidden","count":1})");
  EXPECT_EQ(ticketmaster("/events.json").status, 401);
  expect_fault(R"({"service":"setlistfm","kind":"rate","count":1})");
  EXPECT_EQ(setlistfm("/search/artists?artistName=Marrow").headers.get("x-amzn-ErrorType"), "TooManyRequestsException");
  expect_fault(R"({"service":"setlistfm","kind":"forbidden","count":1})");
  EXPECT_EQ(setlistfm("/search/artists?artistName=Marrow").status, 403);
  expect_fault(R"({"service":"spotify-accounts","kind":"forbidden","count":1})");
  EXPECT_EQ(body_of(token("grant_type=client_credentials")).at("error").as_string(), "invalid_client");
  expect_fault(R"({"service":"setlistfm","kind":"error","status":502,"count":1})");
  EXPECT_EQ(setlistfm("/search/artists?artistName=Marrow").status, 502);
}

TEST_F(Controls, BrokenAnswersAreBroken) {
  expect_fault(R"({"service":"setlistfm","kind":"broken_json","count":1})");
  const auto broken = setlistfm("/search/artists?artistName=Marrow");
  EXPECT_EQ(broken.status, 200);
  EXPECT_FALSE(base::parse_json(*broken.body));
  expect_fault(R"({"service":"setlistfm","kind":"truncated","count":1})");
  const auto short_one = setlistfm("/search/artists?artistName=Marrow");
  EXPECT_FALSE(base::parse_json(*short_one.body));
  expect_fault(R"({"service":"setlistfm","kind":"cut","count":1})");
  const auto cut = setlistfm("/search/artists?artistName=Marrow");
  EXPECT_TRUE(cut.cut);
  EXPECT_TRUE(base::parse_json(*cut.body)) << "the server cuts it, the body itself is whole";
}

TEST_F(Controls, AFaultCanBeForOnePathAndLastUntilCleared) {
  const auto mbid = mbid_of("Marrow Coast");
  expect_fault(R"({"service":"setlistfm","path":"/artist/","kind":"error"})");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(setlistfm("/artist/" + mbid).status, 503);
  EXPECT_EQ(setlistfm("/search/artists?artistName=Marrow").status, 200);
  EXPECT_EQ(body_of(control(http::Method::get, "/faults")).at("faults").as_array().size(), 1u);
  control(http::Method::del, "/faults");
  EXPECT_EQ(setlistfm("/artist/" + mbid).status, 200);
}

TEST_F(Controls, LatencyIsHandedOnAndAddsToAFailure) {
  expect_fault(R"({"kind":"latency","latency_ms":250})");
  expect_fault(R"({"service":"ticketmaster","kind":"error","latency_ms":50})");
  auto request = request_to(http::Method::get, "/ticketmaster/discovery/v2/events.json");
  const auto reply = sandbox_.reply(request);
  EXPECT_EQ(reply.delay, std::chrono::milliseconds(300));
  EXPECT_EQ(reply.response.status, 503);
}

TEST_F(Controls, RefuseWhatTheyDoNotUnderstand) {
  for (const std::string wish :
       {"", "[]", "{}", R"({"kind":"explosion"})", R"({"kind":"error","status":200})", R"({"kind":"rate","service":"myspace"})",
        R"({"kind":"rate","count":0})", R"({"kind":"latency"})", R"({"kind":"rate","colour":"red"})"})
    EXPECT_EQ(control(http::Method::post, "/faults", wish).status, 400) << wish;
  for (const std::string wish : {"7", R"({"spotify_per_day":-1})", R"({"enforce":"no"})", R"({"speed":3})"})
    EXPECT_EQ(control(http::Method::post, "/limits", wish).status, 400) << wish;
  EXPECT_EQ(control(http::Method::get, "/else").status, 404);
  for (int i = 0; i < 100; ++i) expect_fault(R"({"kind":"rate"})");
  EXPECT_EQ(control(http::Method::post, "/faults", R"({"kind":"rate"})").status, 400) << "bounded";
}

TEST_F(Controls, CallsAreCountedByEndpointWithoutKeys) {
  ticketmaster("/events.json?size=1");
  ticketmaster("/events.json?size=2");
  setlistfm("/artist/00000000-0000-4000-8000-000000000000/setlists");
  EXPECT_EQ(sandbox_.calls().at("ticketmaster /events"), 2);
  EXPECT_EQ(sandbox_.calls().at("setlistfm /artist/{id}/setlists"), 1);
  const auto told = body_of(control(http::Method::get, "/calls"));
  EXPECT_EQ(told.at("total").as_int64(), 3);
  EXPECT_EQ(told.at("recent").at(2).at("status").as_int64(), 404);
  EXPECT_EQ(json::serialize(told).find(std::string(ticketmaster_key)), std::string::npos);
  control(http::Method::del, "/calls");
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(Controls, SpotifyCanBeTakenOutOfDevelopmentMode) {
  const auto id = spotify_id_of("Weather");
  EXPECT_EQ(spotify("/artists?ids=" + id).status, 403);
  EXPECT_EQ(control(http::Method::post, "/limits", R"({"extended_quota":true})").status, 200);
  EXPECT_EQ(spotify("/artists?ids=" + id).status, 200);
}

TEST_F(Controls, TwoSandboxesOfOneSeedAgreeToTheLetter) {
  base::FakeClock clock(clock_.now());
  Sandbox twin({.enforce_limits = false}, clock);
  for (const std::string path : {"/events.json?size=200&sort=id,asc", "/attractions.json?keyword=velvet", "/venues.json?size=50"}) {
    const auto request = request_to(http::Method::get, "/ticketmaster/discovery/v2" + path + "&apikey=" + std::string(ticketmaster_key));
    EXPECT_EQ(*twin.answer(request).body, *sandbox_.answer(request).body);
  }
}

TEST_F(Controls, PicturesAreDrawnAndLinksLeadToAnHonestPage) {
  const auto artist = body_of(spotify("/artists/" + spotify_id_of("硝子工場前")));
  const auto url = std::string(artist.at("images").at(0).at("url").as_string());
  const auto drawn = ask(request_to(http::Method::get, url.substr(url.find("/pictures"))));
  EXPECT_EQ(drawn.headers.get("Content-Type"), "image/svg+xml");
  EXPECT_NE(drawn.body->find("硝</text>"), std::string::npos);
  for (const std::string bad :
       {"/pictures/99/0/640.svg", "/pictures/1/0/99999.svg", "/pictures/1/0/640.png", "/pictures/1/0", "/pictures/-1/0/640.svg"})
    EXPECT_EQ(ask(request_to(http::Method::get, bad)).status, 404) << bad;
  const auto link = std::string(artist.at("external_urls").at("spotify").as_string());
  EXPECT_NE(ask(request_to(http::Method::get, link.substr(link.find("/out")))).body->find("Made up"), std::string::npos);
}

TEST(Sandbox, SamplesAreReal) {
  for (const auto name : sample_names()) EXPECT_LT(performer_named(name), cast().size()) << name;
}

// An event loop under the test's hand: keeps what is to run later.
class HandLoop final : public base::Executor {
 public:
  HandLoop() { set_current(this); }
  ~HandLoop() override { set_current(nullptr); }
  void post(std::function<void()> work) override { work(); }
  void after(base::Duration delay, std::function<void()> work) override { delays.push_back(delay), late.push_back(std::move(work)); }
  std::vector<base::Duration> delays;
  std::vector<std::function<void()>> late;
};

TEST(Sandbox, ALateAnswerWaitsOnTheLoopWithoutBlockingIt) {
  base::FakeClock clock;
  auto stand_in = std::make_shared<Sandbox>(Options{}, clock);
  http::Router router;
  add_routes(router, stand_in);
  auto wish = request_to(http::Method::post, "/control/faults");
  wish.body = R"({"service":"setlistfm","kind":"latency","latency_ms":1500})";
  HandLoop loop;
  EXPECT_EQ(base::wait(router.handle(wish)).status, 201);

  int status = 0;
  auto ask = [](const http::Router& r, http::Request request, int& out) -> base::Task<void> {
    out = (co_await r.handle(std::move(request))).status;
  };
  base::start(ask(router, request_to(http::Method::get, "/setlistfm/rest/1.0/search/artists"), status), [](std::exception_ptr) {});
  EXPECT_EQ(status, 0);
  ASSERT_EQ(loop.delays, std::vector<base::Duration>{std::chrono::milliseconds(1500)});
  loop.late.front()();
  EXPECT_EQ(status, 403);
}

}  // namespace
}  // namespace sandbox
