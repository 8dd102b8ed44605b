#include "imports/handlers.hpp"

#include <boost/json.hpp>

#include "imports/imports_fixture.hpp"
#include "imports/progress.hpp"
#include "platform/base/json.hpp"
#include "platform/http/stream.hpp"

namespace imports {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Posts nothing: streams are the business of e2e tests.
class NoLoop final : public base::Executor {
 public:
  void post(std::function<void()>) override {}
  void after(base::Duration, std::function<void()>) override {}
};

class HandlersTest : public ImportsTest {
 protected:
  HandlersTest() { add_routes(router, database, clock, streams); }

  http::Response ask(http::Method method, const std::string& path, std::string body = {}, std::string type = "application/json",
                     std::vector<std::pair<std::string, std::string>> headers = {}) {
    http::Request request;
    request.method = method;
    request.path = request.target = path;
    request.body = std::move(body);
    request.headers.set("Accept", path.starts_with("/api/") ? "application/json" : "text/html");
    if (!request.body.empty()) request.headers.set("Content-Type", type);
    for (auto& [name, value] : headers) request.headers.set(name, value);
    return base::wait(router.handle(std::move(request)));
  }
  static boost::json::value json(const http::Response& response) { return boost::json::parse(*response.body); }
  static std::string code(const http::Response& response) { return std::string(json(response).at("error").at("code").as_string()); }

  NoLoop loop;
  ProgressStreams streams{database, *studio.bus, loop};
  http::Router router;
};
INSTANTIATE_TEST_SUITE_P(Engines, HandlersTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(HandlersTest, BeginAnswersAtOnceWithTheProductsForm) {
  const auto response = ask(http::Method::post, "/api/v1/imports", R"({"spotify_id":")" + some_spotify_id(1) + "\"}");
  EXPECT_EQ(response.status, 202);
  const auto artist = std::string(json(response).at("artist_id").as_string());
  EXPECT_EQ(response.headers.get("Location"), "/api/v1/artists/" + artist + "/import");
  const boost::json::value wanted{{"artist_id", artist}, {"slug", json(response).at("slug")}, {"status", "importing"}, {"progress", 0}};
  EXPECT_EQ(json(response), wanted);
  EXPECT_EQ(this->http.calls(), 0);

  const auto again = ask(http::Method::post, "/api/v1/imports", R"({"spotify_id":")" + some_spotify_id(1) + "\"}");
  EXPECT_EQ(again.status, 202);
  EXPECT_EQ(json(again), wanted);
}

TEST_P(HandlersTest, WhatCannotBeUnderstoodIsSaidSo) {
  struct Case {
    std::string body;
    int status;
    std::string code;
  };
  const Case cases[] = {
      {"{}", 400, "imports.one_of_two"},
      {R"({"spotify_id":7})", 400, "imports.one_of_two"},
      {R"({"spotify_id":"a","hit_id":"1"})", 400, "imports.one_of_two"},
      {R"({"spotify_id":"too-short"})", 400, "imports.bad_spotify_id"},
      {R"({"hit_id":"x"})", 400, "imports.unknown_hit"},
      {R"({"hit_id":"-1"})", 400, "imports.unknown_hit"},
      {R"({"hit_id":"99999999999999999999999"})", 400, "imports.unknown_hit"},
      {R"({"hit_id":"4711"})", 404, "imports.unknown_hit"},
      {"[]", 400, "json.not_an_object"},
      {"no json", 400, "json.malformed"},
      {"", 400, "json.malformed"},
      {std::string(20'000, ' '), 413, "json.too_large"},
      {"{\"spotify_id\":\"\xff\"}", 400, "json.malformed"},
  };
  for (const auto& c : cases) {
    const auto response = ask(http::Method::post, "/api/v1/imports", c.body);
    EXPECT_EQ(response.status, c.status) << c.body.substr(0, 60);
    EXPECT_EQ(code(response), c.code) << c.body.substr(0, 60);
    EXPECT_FALSE(json(response).at("error").at("message").as_string().empty());
  }
  EXPECT_EQ(studio.count("artists"), 0);
}

TEST_P(HandlersTest, AFormDoesTheSameAndGoesToTheArtistsPage) {
  const auto response = ask(http::Method::post, "/imports", "spotify_id=" + some_spotify_id(1), "application/x-www-form-urlencoded");
  EXPECT_EQ(response.status, 303);
  EXPECT_THAT(std::string(response.headers.get("Location")), StartsWith("/artists/"));
  const auto bad = ask(http::Method::post, "/imports", "spotify_id=x", "application/x-www-form-urlencoded");
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(*bad.body, HasSubstr("A Spotify artist id has 22 letters and digits"));
}

TEST_P(HandlersTest, ProgressCanBePolled) {
  const auto begun = studio.begin(some_spotify_id(1), "Marrow Coast");
  const auto response = ask(http::Method::get, "/api/v1/artists/" + begun.artist.str() + "/import");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
  EXPECT_EQ(std::string(json(response).at("status").as_string()), "importing");
  for (const auto* id : {"1", "x", "-1", "0"}) {
    const auto unknown = ask(http::Method::get, std::string("/api/v1/artists/") + id + "/import");
    EXPECT_EQ(unknown.status, 404) << id;
    EXPECT_EQ(code(unknown), "imports.unknown_artist");
  }
}

TEST_P(HandlersTest, AStreamOfAFinishedImportThatSawAllIsToldNotToComeBack) {
  const auto begun = studio.begin(some_spotify_id(1), "Marrow Coast");
  const std::string path = "/api/v1/artists/" + begun.artist.str() + "/import/events";
  EXPECT_TRUE(ask(http::Method::get, path).events);
  studio.write([&](db::Tx& tx) {
    const auto import = progress_of(tx, begun.artist)->id;
    for (const Part part : all_parts) set_part_status(tx, clock.now(), import, part, PartStatus::done);
    announce(tx, clock.now(), *studio.bus, import);
    return 0;
  });
  EXPECT_EQ(ask(http::Method::get, path, {}, {}, {{"Last-Event-ID", "1"}}).status, 204);
  EXPECT_TRUE(ask(http::Method::get, path).events);  // who has seen nothing is told the state
  EXPECT_TRUE(ask(http::Method::get, path, {}, {}, {{"Last-Event-ID", "nonsense"}}).events);
  EXPECT_TRUE(ask(http::Method::get, "/api/v1/artists/" + begun.artist.str() + "/import/socket").socket);
}

TEST_P(HandlersTest, RetryByJsonAndByForm) {
  const auto begun = studio.begin(some_spotify_id(1), "Marrow Coast");
  EXPECT_EQ(ask(http::Method::post, "/api/v1/artists/" + begun.artist.str() + "/import/retry").status, 202);
  EXPECT_EQ(code(ask(http::Method::post, "/api/v1/artists/4711/import/retry")), "imports.unknown_artist");
  const auto form = ask(http::Method::post, "/imports/" + begun.artist.str() + "/retry");
  EXPECT_EQ(form.status, 303);
  EXPECT_EQ(form.headers.get("Location"), "/artists/marrow-coast");
  EXPECT_EQ(ask(http::Method::post, "/imports/nobody/retry").status, 404);
}

}  // namespace
}  // namespace imports
