#include "platform/http/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "platform/metrics/metrics.hpp"

namespace http {

using testing::HasSubstr;
using testing::Not;

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    for (const char* pattern :
         {"/", "/artists/{slug}", "/artists/new", "/artists/{slug}/shows/{id}", "/files/{path...}", "/files/index", "/a/{x}/c", "/a/b/{y}"})
      router.add(Method::get, pattern, [pattern](const Request& r) {
        std::string out = pattern;
        for (const auto& [name, value] : r.path_params.pairs()) out += " " + name + "=" + value;
        return text(200, out);
      });
    router.add(Method::post, "/artists/{name}", [](const Request& r) { return text(201, std::string(r.path_params.get("name"))); });
  }
  Response handle(Method method, std::string path, Headers headers = {}) {
    Request r;
    r.method = method;
    r.target = path;
    r.path = path.substr(0, path.find('?'));
    r.headers = std::move(headers);
    r.request_id = "00000000000000aa";
    return base::wait(router.handle(std::move(r)));
  }
  std::string get(std::string path) { return *handle(Method::get, std::move(path)).body; }

  Router router;
};

TEST_F(RouterTest, FindsThePatternAndItsParameters) {
  EXPECT_EQ(get("/"), "/");
  EXPECT_EQ(get("/artists/marrow-coast"), "/artists/{slug} slug=marrow-coast");
  EXPECT_EQ(get("/artists/new"), "/artists/new");
  EXPECT_EQ(get("/artists/x/shows/7"), "/artists/{slug}/shows/{id} slug=x id=7");
  EXPECT_EQ(get("/files/a/b.txt"), "/files/{path...} path=a/b.txt");
  EXPECT_EQ(get("/files/index"), "/files/index");
  EXPECT_EQ(get("/files/index/more"), "/files/{path...} path=index/more");
}

TEST_F(RouterTest, GoesBackWhenAFixedPartLeadsNowhere) {
  EXPECT_EQ(get("/a/b/c"), "/a/b/{y} y=c");
  EXPECT_EQ(get("/a/z/c"), "/a/{x}/c x=z");
  EXPECT_EQ(handle(Method::get, "/a/z/d").status, 404);
}

TEST_F(RouterTest, TheLastWordIsHadOnEveryAnswer) {
  router.add(Method::get, "/fails", [](const Request&) -> Response { throw std::runtime_error("x"); });
  router.on_answer([](const Request& r, Response& response) { response.headers.set("Seen", std::string(r.headers.get("Cookie"))); });
  for (const auto& [method, path] : {std::pair(Method::get, "/artists/x"), std::pair(Method::get, "/nowhere/at/all/x"),
                                     std::pair(Method::post, "/"), std::pair(Method::get, "/fails")}) {
    Headers headers;
    headers.set("Cookie", "a=b");
    EXPECT_EQ(handle(method, path, headers).headers.get("Seen"), "a=b") << path;
  }
}

TEST_F(RouterTest, NamesOfParametersBelongToTheirMethod) { EXPECT_EQ(*handle(Method::post, "/artists/x").body, "x"); }

TEST_F(RouterTest, AnswersHeadAndOptions) {
  EXPECT_EQ(handle(Method::head, "/artists/x").status, 200);
  const auto options = handle(Method::options, "/artists/x");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(RouterTest, SaysWhatIsAllowed) {
  const auto response = handle(Method::put, "/artists/x");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.headers.get("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(handle(Method::other, "/").status, 405);
}

TEST_F(RouterTest, NotFound) {
  for (const char* path : {"/nothing", "/artists", "/artists//shows/1", "/files/", "/artists/x/y", "///", "*", "", "x"})
    EXPECT_EQ(handle(Method::get, path).status, 404) << path;
  EXPECT_THAT(get("/nothing"), HasSubstr("There is no page at this address."));
}

TEST_F(RouterTest, SendsATrailingSlashToThePage) {
  const auto response = handle(Method::get, "/artists/a b/?tab=1");
  EXPECT_EQ(response.status, 308);
  EXPECT_EQ(response.headers.get("Location"), "/artists/a%20b?tab=1");
  EXPECT_EQ(handle(Method::post, "/artists/x/").status, 404);
  EXPECT_EQ(handle(Method::get, "//evil.example/").status, 404);
}

TEST_F(RouterTest, APatternHasOneHandler) {
  const auto again = [](const Request&) { return Response{}; };
  EXPECT_THROW(router.add(Method::get, "/artists/{other}", again), std::logic_error);
  EXPECT_THROW(router.add(Method::get, "artists", again), std::logic_error);
  EXPECT_THROW(router.add(Method::get, "/{rest...}/more", again), std::logic_error);
}

TEST_F(RouterTest, TurnsFailuresIntoErrorPagesWithoutTheirText) {
  router.add(Method::get, "/bug", [](const Request&) -> Response { throw std::runtime_error("password=hunter2"); });
  router.add(Method::get, "/odd", [](const Request&) -> Response { throw 7; });
  router.add(Method::get, "/told",
             [](const Request&) -> Response { throw base::ErrorException(base::not_found("artists.unknown", "No such artist.")); });
  EXPECT_EQ(handle(Method::get, "/bug").status, 500);
  EXPECT_THAT(get("/bug"), Not(HasSubstr("hunter2")));
  EXPECT_EQ(handle(Method::get, "/odd").status, 500);
  EXPECT_EQ(handle(Method::get, "/told").status, 404);
  Headers json;
  json.set("Accept", "application/json");
  EXPECT_THAT(*handle(Method::get, "/told", json).body, HasSubstr("artists.unknown"));
  EXPECT_THAT(*handle(Method::get, "/bug", json).body, HasSubstr("00000000000000aa"));
}

TEST_F(RouterTest, SaysWhenToComeBackForWhatIsNotToBeHadNow) {
  router.add(Method::get, "/away",
             [](const Request&) -> Response { throw base::ErrorException(base::unavailable("db.unavailable", "x")); });
  router.add(Method::get, "/full", [](const Request&) { return text(503, "x").with("Retry-After", "60"); });
  EXPECT_EQ(handle(Method::get, "/away").headers.get("Retry-After"), "5");
  EXPECT_EQ(handle(Method::get, "/full").headers.get("Retry-After"), "60");
}

TEST_F(RouterTest, UsesTheErrorPageOfTheProgram) {
  router.on_error([](const Request&, const base::Error& e) { return text(200, "sorry: " + e.code, "text/html"); });
  const auto response = handle(Method::get, "/nothing");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(*response.body, "sorry: http.not_found");
  router.on_error([](const Request&, const base::Error&) -> Response { throw std::runtime_error("again"); });
  EXPECT_EQ(handle(Method::get, "/nothing").status, 404);
}

TEST_F(RouterTest, RunsCoroutines) {
  // A plain function, since a coroutine lambda's captures live only as long as the lambda.
  router.add(Method::get, "/later/{n}", [](Request r) -> base::Task<Response> {
    co_await base::hop([](auto resume) { std::thread(resume).detach(); });
    co_return text(200, "later " + std::string(r.path_params.get("n")));
  });
  router.add(Method::get, "/later-bug", [](Request) -> base::Task<Response> {
    co_await base::hop([](auto resume) { std::thread(resume).detach(); });
    throw std::runtime_error("no");
  });
  EXPECT_EQ(get("/later/3"), "later 3");
  EXPECT_EQ(handle(Method::get, "/later-bug").status, 500);
}

TEST_F(RouterTest, RefusesChangesFromOtherSites) {
  const auto post = [&](std::initializer_list<std::pair<std::string, std::string>> fields) {
    Headers h;
    h.add("Host", "set.example:8080");
    for (const auto& [name, value] : fields) h.add(name, value);
    return handle(Method::post, "/artists/x", h).status;
  };
  EXPECT_EQ(post({}), 201);
  EXPECT_EQ(post({{"Sec-Fetch-Site", "same-origin"}}), 201);
  EXPECT_EQ(post({{"Sec-Fetch-Site", "none"}}), 201);
  EXPECT_EQ(post({{"Origin", "https://set.example:8080"}}), 201);
  EXPECT_EQ(post({{"Sec-Fetch-Site", "cross-site"}, {"Content-Type", "application/json"}}), 403);
  EXPECT_EQ(post({{"Sec-Fetch-Site", "same-site"}}), 403);
  EXPECT_EQ(post({{"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(post({{"Origin", "null"}}), 403);
  Headers reading;
  reading.add("Sec-Fetch-Site", "cross-site");
  EXPECT_EQ(handle(Method::get, "/artists/x", reading).status, 200);
  reading.add("Upgrade", "websocket");
  EXPECT_EQ(handle(Method::get, "/artists/x", reading).status, 403);
}

TEST_F(RouterTest, ListsItsRoutesAndCountsAnswers) {
  EXPECT_EQ(router.routes().size(), 9u);
  EXPECT_EQ(router.routes()[1].pattern, "/artists/{slug}");
  const auto answered = metrics::counter("http_requests_total", "", {{"method", "GET"}, {"route", "/artists/new"}, {"status", "2xx"}});
  const auto before = answered.value();
  get("/artists/new");
  EXPECT_EQ(answered.value(), before + 1);
}

}  // namespace http
