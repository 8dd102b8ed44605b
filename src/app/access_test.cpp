#include "app/access.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "accounts/sessions.hpp"
#include "app/app.hpp"
#include "app/options.hpp"
#include "support/files.hpp"

namespace app {
namespace {

using accounts::Role;

// The whole program with all its routes, not listening.
class AccessTest : public testing::Test {
 protected:
  static std::string filled(std::string pattern) {
    for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{'))
      pattern.replace(at, pattern.find('}', at) - at + 1, "1");
    return pattern;
  }
  http::Response ask(const http::Router::Route& route, const std::string& cookie) {
    http::Request request;
    request.method = route.method;
    request.path = request.target = filled(route.pattern);
    request.headers.set("Accept", "application/json");
    if (!cookie.empty()) request.headers.set("Cookie", "theset_session=" + cookie);
    return base::wait(app.router().handle(std::move(request)));
  }
  std::string signed_in(Role role) {
    return app.database().write_now([&](db::Tx& tx) {
      const auto now = base::SystemClock{}.now();
      const auto user = accounts::add_guest(tx, now).id;
      accounts::set_role(tx, now, user, role);
      return accounts::begin_session(tx, now, user, {}).token;
    });
  }

  support::TempDir folder;
  bool no_assets = !(std::ofstream(folder.path() / "manifest.json") << "{}").fail();
  config::Config config = config::load(option::all(), {.flags = {{"run.data", folder.path()},
                                                                 {"http.assets", folder.path()},
                                                                 {"http.port", "0"},
                                                                 {"operator.token", "s3cret"},
                                                                 {"log.level", "off"}}})
                              .value();
  App app{config};
};

TEST_F(AccessTest, EveryRouteIsInTheTable) {
  for (const auto& route : app.router().routes())
    EXPECT_TRUE(least_role(route)) << http::name_of(route.method) << " " << route.pattern << " is missing in src/app/access.cpp";
}

TEST_F(AccessTest, EveryRouteAsEveryRole) {
  std::vector<std::pair<Role, std::string>> people{{Role::guest, ""}};
  for (const auto role : {Role::fan, Role::artist, Role::moderator, Role::operator_}) people.emplace_back(role, signed_in(role));
  for (const auto& route : app.router().routes()) {
    const auto least = least_role(route).value_or(Role::operator_);
    if (least == Role::guest) continue;  // everybody: what it answers is its own module's test
    for (const auto& [role, cookie] : people) {
      if (role >= least && route.method != http::Method::get) continue;  // allowed to change something: not done here
      const int status = ask(route, cookie).status;
      EXPECT_EQ(status == 401 || status == 403, role < least)
          << http::name_of(route.method) << " " << route.pattern << " as " << accounts::to_string(role) << ": " << status;
    }
  }
}

TEST_F(AccessTest, ABodySaysWhatItIs) {
  for (const auto& route : app.router().routes()) {
    if (route.method != http::Method::post) continue;
    const bool for_programs = route.pattern.starts_with("/api/");
    for (const auto* type :
         {"", "text/plain", "application/xml", for_programs ? "application/x-www-form-urlencoded" : "application/json"}) {
      http::Request request;
      request.method = route.method;
      request.path = request.target = filled(route.pattern);
      request.headers.set("Accept", "application/json");
      request.headers.set("Content-Type", type);
      request.body = "x=1";
      EXPECT_EQ(base::wait(app.router().handle(std::move(request))).status, 415) << route.pattern << " " << type;
    }
  }
}

TEST_F(AccessTest, AnUnknownSessionIsNobody) {
  const http::Router::Route jobs{http::Method::get, "/admin/jobs"};
  const auto token = signed_in(Role::operator_);
  EXPECT_EQ(ask(jobs, token).status, 200);
  EXPECT_EQ(ask(jobs, std::string(64, '0')).status, 401);
}

}  // namespace
}  // namespace app
