// A browser at the door: the addresses of signing in, on both engines, with a Spotify that answers from a list.
#pragma once
#include <gmock/gmock.h>

#include "notifications/notifications.hpp"
#include "providers/spotify/client.hpp"
#include "signin/handlers.hpp"
#include "support/database.hpp"
#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"

namespace signin {

inline constexpr auto password = "velvet ladder orchard";

class SignInTest : public testing::TestWithParam<db::Engine> {
 protected:
  SignInTest() {
    add_routes(router, {.database = database,
                        .clock = clock,
                        .keys = keys,
                        .passwords = passwords,
                        .spotify = connections,
                        .pictures = pictures,
                        .adopted = [this](db::Tx&, base::Time, UserId guest, UserId user) { adopted.emplace_back(guest, user); },
                        .address = [] { return std::string("https://theset.example"); }});
  }

  // A browser: keeps its cookies.
  struct Browser {
    std::map<std::string, std::string> cookies;
    std::string peer = "203.0.113.7";
    std::string agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  };
  http::Response ask(Browser& browser, http::Method method, const std::string& target, const http::Params& form = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (request.path != target) request.query = http::parse_query(std::string_view(target).substr(request.path.size() + 1)).value();
    request.peer = browser.peer;
    request.headers.set("User-Agent", browser.agent);
    request.headers.set("Accept", "text/html");
    std::string cookies;
    for (const auto& [name, value] : browser.cookies) cookies += name + "=" + value + "; ";
    if (!cookies.empty()) request.headers.set("Cookie", cookies);
    if (method == http::Method::post) {
      request.headers.set("Content-Type", "application/x-www-form-urlencoded");
      for (const auto& [name, value] : form.pairs())
        request.body += (request.body.empty() ? "" : "&") + html::encode_component(name) + "=" + html::encode_component(value);
    }
    auto response = base::wait(router.handle(std::move(request)));
    for (const auto& [name, value] : response.headers.all())
      if (name == "Set-Cookie") {
        const auto pair = value.substr(0, value.find(';'));
        const auto equals = pair.find('=');
        if (value.find("Max-Age=0") != value.npos) browser.cookies.erase(pair.substr(0, equals));
        else browser.cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
      }
    return response;
  }
  using Fields = std::vector<std::pair<std::string, std::string>>;
  http::Response post(Browser& browser, const std::string& target, const Fields& fields) {
    http::Params form;
    for (const auto& [name, value] : fields) form.add(name, value);
    return ask(browser, http::Method::post, target, form);
  }
  std::vector<notifications::Sent> mails() {
    return database->read_now([](db::Tx& tx) { return notifications::newest(tx, 50); });
  }
  // The token of the link in the newest mail of this kind.
  std::string token(const std::string& kind) {
    for (const auto& m : mails())
      if (m.kind == kind) return m.text.substr(m.text.find("token=") + 6, 64);
    return {};
  }
  http::Response sign_up(Browser& browser, const std::string& email = "Ann@Example.org", const std::string& secret = password) {
    return post(browser, "/sign-up", {{"name", "Ann"}, {"email", email}, {"password", secret}, {"next", "/artists/x"}});
  }
  void member(Browser& browser) {
    sign_up(browser);
    post(browser, "/sign-in/verify", {{"token", token("verify")}});
    ASSERT_TRUE(browser.cookies.contains("theset_session"));
  }
  http::Response sign_in(Browser& browser, const std::string& secret = password, const std::string& next = "/") {
    return post(browser, "/sign-in", {{"email", "ann@example.org"}, {"password", secret}, {"next", next}});
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  accounts::Keys keys = accounts::Keys::load(database, clock.now(), false);
  pictures::Workshop pictures{{.program = "none"}};
  Passwords passwords{{.passes = 1, .memory = 8 << 10, .threads = 1, .waiting = 8}};
  support::FakeHttp outside;
  support::FakeGate gate;
  spotify::Client client{
      {.base_url = "https://api.test", .auth_url = "https://accounts.test", .client_id = "id", .client_secret = "s"}, outside, gate, clock};
  connections::Spotify connections{{.client = client, .database = database, .clock = clock, .key = "key of the test", .redirect = [] {
                                      return "https://theset.example" + std::string(spotify_leads_back_to);
                                    }}};
  std::vector<std::pair<UserId, UserId>> adopted;
  http::Router router;
};

}  // namespace signin
