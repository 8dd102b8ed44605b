#include "admin/handlers.hpp"

#include <gmock/gmock.h>

#include "admin/doorkeeper.hpp"
#include "imports/imports.hpp"
#include "platform/jobs/operate.hpp"
#include "support/database.hpp"
#include "support/fake_gate.hpp"

namespace admin {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto form_type = "application/x-www-form-urlencoded";

class AdminTest : public testing::TestWithParam<db::Engine> {
 protected:
  AdminTest() {
    runner.handle("noisy", [](jobs::Context&) -> jobs::Outcome { return jobs::Dead{"noisy.broke", "It <broke>."}; });
    add_routes(router, {database, clock, runner, {{gate, true, {}}}, door});
  }
  using Headers = std::vector<std::pair<std::string, std::string>>;
  http::Response ask(http::Method method, const std::string& target, const Headers& headers, std::string body = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (request.path != target) request.query = http::parse_query(std::string_view(target).substr(request.path.size() + 1)).value();
    request.headers.set("Accept", "text/html");
    if (method == http::Method::post) request.headers.set("Content-Type", form_type);
    for (const auto& [name, value] : headers) request.headers.set(name, value);
    request.body = std::move(body);
    return base::wait(router.handle(std::move(request)));
  }
  http::Response get(const std::string& target) { return ask(http::Method::get, target, {{"Authorization", "Bearer s3cret-token"}}); }
  http::Response post(const std::string& target, std::string body) {
    return ask(http::Method::post, target, {{"Authorization", "Bearer s3cret-token"}}, std::move(body));
  }
  jobs::JobId dead_job() {
    const auto id = database->write_now([&](db::Tx& tx) { return jobs::enqueue(tx, clock.now(), {.kind = "noisy"}).id; });
    runner.run_due();
    return id;
  }
  jobs::State state(jobs::JobId id) {
    return database->read_now([&](db::Tx& tx) { return jobs::find(tx, id); }).value().job.state;
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  jobs::Runner runner{database, *bus, clock};
  support::FakeGate gate;
  accounts::Keys keys = accounts::Keys::load(database, clock.now(), false);
  Doorkeeper door{"s3cret-token", database, clock, keys};
  http::Router router;
};
INSTANTIATE_TEST_SUITE_P(Engines, AdminTest, testing::ValuesIn(support::engines()), support::engine_name);

constexpr const char* guarded[] = {"/admin/reviews", "/admin/venues/1", "/admin/shows/1", "/admin/artists/1",
                                   "/admin/imports", "/admin/jobs",     "/admin/jobs/1",  "/admin/imports?fragment=imports"};

TEST_P(AdminTest, WithoutTheTokenNothingIsShown) {
  const Headers wrong[] = {{},
                           {{"Cookie", "theset_session=" + std::string(64, '0')}},
                           {{"Cookie", "theset_session="}},
                           {{"Cookie", "other=s3cret-token"}},
                           {{"Authorization", "Bearer s3cret-toke"}},
                           {{"Authorization", "Bearer s3cret-token2"}},
                           {{"Authorization", "Bearer "}},
                           {{"Authorization", "s3cret-token"}},
                           {{"Authorization", "Basic s3cret-token"}}};
  for (const auto& headers : wrong) {
    for (const auto* path : guarded) {
      const auto response = ask(http::Method::get, path, headers);
      EXPECT_EQ(response.status, 401) << path;
      EXPECT_THAT(*response.body, AllOf(HasSubstr("Operator's token"), Not(HasSubstr("s3cret"))));
    }
    EXPECT_EQ(ask(http::Method::post, "/admin/jobs", headers, "verb=retry").status, 401);
    EXPECT_EQ(ask(http::Method::post, "/admin/queues/high", headers, "verb=pause").status, 401);
  }
  // A token in the query opens only the door that sets the cookie.
  EXPECT_EQ(ask(http::Method::get, "/admin/jobs?token=s3cret-token", {}).status, 401);
  EXPECT_FALSE(database->read_now([&](db::Tx& tx) { return jobs::queues(tx, clock.now()); })[0].paused);
}

TEST_P(AdminTest, ProgramsAreToldInJson) {
  const auto response = ask(http::Method::get, "/admin/jobs", {{"Accept", "application/json"}});
  EXPECT_EQ(response.status, 401);
  EXPECT_THAT(*response.body, HasSubstr("\"admin.token_needed\""));
}

TEST_P(AdminTest, CookieAndBearerBothOpen) {
  const auto welcome = ask(http::Method::post, "/admin", {}, "token=s3cret-token");
  const std::string cookie(welcome.headers.get("Set-Cookie"));
  EXPECT_EQ(ask(http::Method::get, "/admin/jobs", {{"Cookie", cookie.substr(0, cookie.find(';'))}}).status, 200);
  EXPECT_EQ(get("/admin/imports").status, 200);
  EXPECT_EQ(get("/admin/imports").headers.get("Cache-Control"), "no-store");
  EXPECT_EQ(ask(http::Method::get, "/admin/jobs", {{"Authorization", "Bearer s3cret-token"}}).status, 200);
}

TEST_P(AdminTest, TheTokenIsTakenOnceAndKeptInACookieThatScriptsCannotRead) {
  for (const auto& response :
       {ask(http::Method::get, "/admin?token=s3cret-token", {}), ask(http::Method::post, "/admin", {}, "token=s3cret-token")}) {
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.headers.get("Location"), "/admin/imports");
    EXPECT_THAT(std::string(response.headers.get("Set-Cookie")),
                AllOf(StartsWith("theset_session="), Not(HasSubstr("s3cret")), HasSubstr("HttpOnly"), HasSubstr("SameSite=Lax"),
                      HasSubstr("Path=/;")));
  }
  for (const auto& response :
       {ask(http::Method::get, "/admin", {}), ask(http::Method::get, "/admin?token=", {}), ask(http::Method::get, "/admin?token=wrong", {}),
        ask(http::Method::post, "/admin", {}, "token=wrong"), ask(http::Method::post, "/admin", {}, "%%%")}) {
    EXPECT_EQ(response.status, 401);
    EXPECT_TRUE(response.headers.get("Set-Cookie").empty());
  }
  EXPECT_EQ(get("/admin").headers.get("Location"), "/admin/imports");
}

TEST_P(AdminTest, AnEmptyTokenIsNoToken) {
  const Doorkeeper open_door("", database, clock, keys);
  http::Request request;
  EXPECT_FALSE(base::wait(open_door.lets_in(request)));
  request.headers.set("Authorization", "Bearer ");
  EXPECT_FALSE(base::wait(open_door.lets_in(request)));
  EXPECT_FALSE(open_door.is_token(""));
}

TEST_P(AdminTest, ImportsAreListedWithTheirTroubleAndTheServices) {
  EXPECT_THAT(*get("/admin/imports").body, HasSubstr("Nobody has been brought in yet."));
  const auto begun = database->write_now([&](db::Tx& tx) {
    std::vector<imports::Candidate> found{{.spotify_id = std::string(22, 'a'), .name = "<b>Marrow</b>"}};
    imports::remember_candidates(tx, clock.now(), found);
    return imports::begin_by_candidate(tx, clock.now(), found.front().id);
  });
  ASSERT_TRUE(begun);
  const auto page = *get("/admin/imports").body;
  EXPECT_THAT(page,
              AllOf(HasSubstr("&lt;b&gt;Marrow&lt;/b&gt;"), HasSubstr("/artists/" + begun->slug + "/import"), Not(HasSubstr("<b>Marrow"))));
  EXPECT_THAT(page, HasSubstr(*get("/admin/imports?fragment=imports").body));
}

TEST_P(AdminTest, DeadJobsAreShownRetriedAndDiscarded) {
  const auto one = dead_job(), two = dead_job();
  const auto page = *get("/admin/jobs").body;
  EXPECT_THAT(page, AllOf(HasSubstr("It &lt;broke&gt;."), HasSubstr("value=\"" + one.str() + "\"")));
  for (const auto* part : {"queues", "jobs", "audit"}) EXPECT_THAT(page, HasSubstr(*get("/admin/jobs?fragment=" + std::string(part)).body));
  EXPECT_THAT(*get("/admin/jobs/" + one.str()).body, AllOf(HasSubstr("noisy.broke"), HasSubstr("It &lt;broke&gt;.")));

  EXPECT_EQ(post("/admin/jobs", "verb=retry&job=" + one.str()).headers.get("Location"), "/admin/jobs?done=1");
  EXPECT_THAT(*get("/admin/jobs?done=1").body, HasSubstr("1 job changed"));
  EXPECT_EQ(state(one), jobs::State::waiting);
  EXPECT_EQ(state(two), jobs::State::dead);
  EXPECT_EQ(post("/admin/jobs", "verb=cancel&job=" + one.str() + "&job=" + two.str() + "&job=4711&job=x").headers.get("Location"),
            "/admin/jobs?done=2");
  EXPECT_EQ(state(one), jobs::State::cancelled);
  EXPECT_EQ(state(two), jobs::State::cancelled);
  EXPECT_THAT(*get("/admin/jobs?fragment=audit").body, AllOf(HasSubstr("<b>cancel</b>"), HasSubstr("<b>discard</b>"), HasSubstr("token")));
}

TEST_P(AdminTest, JobsAreFilteredAndAllThatAreFoundChangedAtOnce) {
  std::vector<jobs::JobId> dead;
  for (int i = 0; i < 60; ++i) dead.push_back(dead_job());
  const auto waiting = database->write_now([&](db::Tx& tx) { return jobs::enqueue(tx, clock.now(), {.kind = "<quiet>"}).id; });

  const auto by_state = *get("/admin/jobs?state=dead").body;
  EXPECT_THAT(by_state,
              AllOf(HasSubstr("Retry all found"), HasSubstr("<option selected>dead</option>"), Not(HasSubstr("&lt;quiet&gt;</a>"))));
  EXPECT_THAT(by_state, HasSubstr("data-src=\"/admin/jobs?state=dead&amp;fragment=jobs\""));
  const auto older = "/admin/jobs?state=dead&before=" + dead[10].str();
  EXPECT_THAT(by_state,
              AllOf(HasSubstr("/admin/jobs?state=dead&amp;before=" + dead[10].str()), Not(HasSubstr("value=\"" + dead[9].str() + "\""))));
  EXPECT_THAT(*get(older).body, AllOf(HasSubstr("value=\"" + dead[9].str() + "\""), Not(HasSubstr("Older jobs"))));
  EXPECT_THAT(*get("/admin/jobs?kind=%3Cquiet%3E&queue=medium").body, HasSubstr("&lt;quiet&gt;</a>"));
  EXPECT_THAT(*get("/admin/jobs?kind=none").body, HasSubstr("No job is like that."));
  EXPECT_THAT(*get("/admin/jobs?state=odd&queue=loud&before=x&done=-1").body, HasSubstr("Nothing runs at the moment."));

  EXPECT_EQ(post("/admin/jobs", "verb=retry_all&state=dead&kind=noisy").headers.get("Location"),
            "/admin/jobs?state=dead&kind=noisy&done=60");
  for (const auto id : dead) EXPECT_EQ(state(id), jobs::State::waiting);
  EXPECT_EQ(post("/admin/jobs", "verb=cancel_all&state=waiting&kind=%3Cquiet%3E").status, 303);
  EXPECT_EQ(state(waiting), jobs::State::cancelled);
  EXPECT_EQ(state(dead.front()), jobs::State::waiting);
}

TEST_P(AdminTest, AllIsOnlyAllThatAFilterFinds) {
  const auto one = dead_job();
  for (const auto* verb : {"verb=retry_all", "verb=cancel_all"}) EXPECT_EQ(post("/admin/jobs", verb).status, 400) << verb;
  EXPECT_EQ(state(one), jobs::State::dead);
}

TEST_P(AdminTest, AQueueIsPausedAndResumed) {
  const auto paused = [&] { return database->read_now([&](db::Tx& tx) { return jobs::queues(tx, clock.now()); })[0].paused; };
  EXPECT_EQ(post("/admin/queues/high", "verb=pause").status, 303);
  EXPECT_TRUE(paused());
  EXPECT_THAT(*get("/admin/jobs").body, HasSubstr("Resume queue high"));
  EXPECT_EQ(post("/admin/queues/high", "verb=resume").status, 303);
  EXPECT_FALSE(paused());
}

TEST_P(AdminTest, UnknownVerbsAndJobsAreSaidSo) {
  EXPECT_EQ(post("/admin/jobs", "verb=explode").status, 400);
  EXPECT_EQ(post("/admin/jobs", "").status, 400);
  EXPECT_EQ(post("/admin/queues/high", "verb=retry").status, 400);
  EXPECT_EQ(post("/admin/queues/loud", "verb=pause").status, 400);
  for (const auto* path : {"/admin/jobs/4711", "/admin/jobs/x", "/admin/jobs/-1"}) EXPECT_EQ(get(path).status, 404) << path;
}

}  // namespace
}  // namespace admin
