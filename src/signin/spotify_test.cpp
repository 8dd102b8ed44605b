// Continue with Spotify: who comes in, who is turned away, and that nobody is locked out.
#include <atomic>
#include <thread>

#include "platform/base/secrets.hpp"
#include "profiles/fetched_picture.hpp"
#include "signin/signin_fixture.hpp"

namespace signin {
namespace {

using testing::HasSubstr;
using testing::Not;

class SpotifySignInTest : public SignInTest {
 protected:
  // Spotify answers the next two calls: the token, and who it is for.
  void spotify_knows(const std::string& account, const std::string& more = "") {
    outside.answer(200, R"({"access_token":"at","refresh_token":"rt","expires_in":3600})")
        .answer(200, R"({"account_id":")" + account + R"(","id":"u","display_name":"Wren Ostrander")" + more + "}");
  }
  static std::string state_in(const std::string& text) { return text.substr(text.find("state=") + 6, 64); }
  // To Spotify and back, as whoever Spotify knows.
  http::Response come_back(Browser& browser, const std::string& state, const std::string& rest = "&code=c") {
    return ask(browser, http::Method::get, "/sign-in/spotify/back?state=" + state + rest);
  }
  http::Response continue_with_spotify(Browser& browser, const std::string& account, const std::string& more = "",
                                       const std::string& next = "/artists/x") {
    const auto away = ask(browser, http::Method::get, "/sign-in/spotify?next=" + html::encode_component(next));
    spotify_knows(account, more);
    return come_back(browser, state_in(std::string(away.headers.get("Location"))));
  }
  std::string settings(Browser& browser) { return *ask(browser, http::Method::get, "/settings").body; }
  std::string form_token(Browser& browser) {
    const auto body = settings(browser);
    return body.substr(body.find("name=\"form_token\" value=\"") + 25, 64);
  }
  http::Response link_with_password(Browser& browser, const std::string& account) {
    const auto page = post(browser, "/settings/spotify", {{"form_token", form_token(browser)}, {"current_for_spotify", password}});
    EXPECT_EQ(page.status, 200);
    spotify_knows(account);
    return come_back(browser, state_in(*page.body));
  }
  http::Response unlink(Browser& browser) { return post(browser, "/settings/spotify/unlink", {{"form_token", form_token(browser)}}); }
  void prove(Browser& browser, const std::string& account, const std::string& next) {
    const auto away = ask(browser, http::Method::get, "/settings/spotify?next=" + next);
    EXPECT_THAT(std::string(away.headers.get("Location")), testing::EndsWith("&show_dialog=true"));
    spotify_knows(account);
    EXPECT_EQ(come_back(browser, state_in(std::string(away.headers.get("Location")))).headers.get("Location"), next);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, SpotifySignInTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SpotifySignInTest, AListenerGetsAnAccountOnceAndComesBackToWhereTheyWere) {
  Browser phone, desk;
  const auto first = continue_with_spotify(phone, "Acc7", R"(,"images":[{"url":"https://i/300","width":300}])");
  EXPECT_EQ(first.status, 303);
  EXPECT_EQ(first.headers.get("Location"), "/following/spotify?next=%2Fartists%2Fx") << "whom they listen to is offered the first time";
  EXPECT_THAT(settings(phone), testing::AllOf(HasSubstr("Wren Ostrander"), HasSubstr("at Spotify is on its way")));
  EXPECT_FALSE(phone.cookies.contains("theset_spotify"));
  const auto second = continue_with_spotify(desk, "Acc7", R"(,"images":[{"url":"https://i/new","width":300}])");
  EXPECT_EQ(second.headers.get("Location"), "/artists/x");
  EXPECT_THAT(settings(desk), HasSubstr("Sign out everywhere else")) << "the same account";
  outside.answer(200, "its bytes");
  const std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  jobs::Runner runner{database, *bus, clock};
  profiles::handle_jobs(runner, outside, pictures);
  runner.run_due();
  EXPECT_EQ(outside.asked.back().url, "https://i/300") << "of the first time: from then on it is their own";
}

TEST_P(SpotifySignInTest, NextNeverLeadsElsewhere) {
  for (const std::string evil : {"//evil.example", "https://evil.example", "/\\evil.example"}) {
    Browser first, again;
    const auto account = "Acc" + base::fingerprint(evil).substr(0, 8);
    EXPECT_EQ(continue_with_spotify(first, account, "", evil).headers.get("Location"), "/following/spotify?next=%2F") << evil;
    EXPECT_EQ(continue_with_spotify(again, account, "", evil).headers.get("Location"), "/") << evil;
  }
}

TEST_P(SpotifySignInTest, WhatWasNotBegunHereIsRefused) {
  Browser victim, attacker;
  const auto away = ask(attacker, http::Method::get, "/sign-in/spotify");
  const auto state = state_in(std::string(away.headers.get("Location")));
  for (const auto& wrong : {std::string("0"), std::string(64, '0'), state}) {
    const auto answer = come_back(victim, wrong);
    EXPECT_EQ(answer.status, 403);
    EXPECT_THAT(*answer.body, HasSubstr("accounts.spotify_stale"));
  }
  EXPECT_EQ(ask(victim, http::Method::get, "/sign-in/spotify/back").status, 403);
  EXPECT_TRUE(outside.asked.empty()) << "Spotify is not asked";
  EXPECT_FALSE(victim.cookies.contains("theset_session"));
}

TEST_P(SpotifySignInTest, AReplayIsRefused) {
  Browser browser;
  const auto away = ask(browser, http::Method::get, "/sign-in/spotify");
  const auto cookies = browser.cookies;
  spotify_knows("Acc7");
  const auto state = state_in(std::string(away.headers.get("Location")));
  EXPECT_EQ(come_back(browser, state).status, 303);
  Browser again{.cookies = cookies};
  EXPECT_EQ(come_back(again, state).status, 403);
}

TEST_P(SpotifySignInTest, WhatSpotifyRefusesIsToldInPlainWords) {
  struct Case {
    const char* rest;
    int spotify;
    const char* body;
    int status;
    const char* code;
  };
  const Case cases[] = {{"&error=access_denied", 0, "", 403, "accounts.spotify_denied"},
                        {"&error=server_error", 0, "", 403, "accounts.spotify_stale"},
                        {"&code=c", 400, R"({"error":"invalid_grant"})", 403, "spotify.sign_in_again"},
                        {"&code=c", 503, "", 503, "spotify.server_error"},
                        {"&code=c", 200, "<html>", 503, "spotify.unreadable"}};
  for (const auto& c : cases) {
    Browser browser;
    const auto away = ask(browser, http::Method::get, "/sign-in/spotify?next=/artists/x");
    if (c.spotify) outside.answer(c.spotify, c.body);
    const auto answer = come_back(browser, state_in(std::string(away.headers.get("Location"))), c.rest);
    EXPECT_EQ(answer.status, c.status) << c.code;
    EXPECT_THAT(*answer.body, testing::AllOf(HasSubstr(c.code), HasSubstr("value=\"/artists/x\""), HasSubstr("Continue with Spotify")));
    EXPECT_FALSE(browser.cookies.contains("theset_session"));
  }
}

TEST_P(SpotifySignInTest, TheSameAddressIsNotTheSamePerson) {
  Browser owner, stranger;
  member(owner);
  const auto answer = continue_with_spotify(stranger, "Acc7", R"(,"email":"Ann@Example.org")");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(*answer.body, testing::AllOf(HasSubstr("accounts.spotify_address_known"), HasSubstr("link Spotify in the settings")));
  EXPECT_FALSE(stranger.cookies.contains("theset_session"));
  EXPECT_FALSE(database->read_now([](db::Tx& tx) { return by_spotify(tx, "Acc7"); }));
}

// Spotify's addresses are not proven: taken as they are, whoever signs up with one later would share a stranger's account.
TEST_P(SpotifySignInTest, AnAddressFromSpotifyHasToConfirm) {
  Browser browser;
  continue_with_spotify(browser, "Acc7", R"(,"email":"wren@example.org")");
  EXPECT_FALSE(database->read_now([](db::Tx& tx) { return by_email(tx, "wren@example.org"); }));
  EXPECT_EQ(mails().at(0).kind, "first_address");
  const auto link = token("first_address");
  EXPECT_EQ(post(browser, "/sign-in/address", {{"token", link}, {"side", "to"}}).status, 200);
  EXPECT_TRUE(database->read_now([](db::Tx& tx) { return by_email(tx, "wren@example.org"); }));
  EXPECT_EQ(post(browser, "/sign-in/address", {{"token", link}, {"side", "to"}}).status, 404) << "once";
}

TEST_P(SpotifySignInTest, AMemberLinksWithTheirPasswordAndUnlinks) {
  Browser browser, other;
  member(browser);
  const auto wrong = post(browser, "/settings/spotify", {{"form_token", form_token(browser)}, {"current_for_spotify", "a wrong guess"}});
  EXPECT_THAT(*wrong.body, HasSubstr("accounts.wrong_password"));
  EXPECT_EQ(link_with_password(browser, "Acc7").headers.get("Location"), "/following/spotify?next=%2Fsettings%3Fdone%3Dlinked");
  EXPECT_EQ(mails().at(0).kind, "spotify_linked");
  continue_with_spotify(other, "Acc7");
  EXPECT_THAT(settings(other), testing::AllOf(HasSubstr("ann@example.org"), HasSubstr(">Ann<"))) << "in, and the name stays";
  const auto ann = database->read_now([](db::Tx& tx) { return by_spotify(tx, "Acc7"); }).value().id;
  EXPECT_TRUE(database->read_now([&](db::Tx& tx) { return connections.has_tokens(tx, ann); }));
  EXPECT_EQ(unlink(other).headers.get("Location"), "/settings?done=unlinked");
  EXPECT_FALSE(database->read_now([](db::Tx& tx) { return by_spotify(tx, "Acc7"); }));
  EXPECT_FALSE(database->read_now([&](db::Tx& tx) { return connections.has_tokens(tx, ann); })) << "no token is left";
  EXPECT_THAT(settings(other), HasSubstr("Link Spotify"));
}

TEST_P(SpotifySignInTest, ASpotifyAccountHasOneAccountHere) {
  Browser listener, browser;
  continue_with_spotify(listener, "Acc7");
  member(browser);
  const auto answer = link_with_password(browser, "Acc7");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(*answer.body, HasSubstr("accounts.spotify_taken"));
}

TEST_P(SpotifySignInTest, OfTwoWhoLinkItAtOnceOneGetsIt) {
  for (int round = 0; round < 20; ++round) {
    const auto account = "Acc" + std::to_string(round);
    std::atomic<int> linked{0};
    const auto race = [&] {
      try {
        linked += database->write_now([&](db::Tx& tx) {
          const auto user = accounts::add_guest(tx, clock.now()).id;
          return link_spotify(tx, clock.now(), user, {.id = account, .name = "", .image = ""});
        });
      } catch (const db::ConstraintError&) {}  // told as "taken" by the handler
    };
    std::thread other(race);
    race();
    other.join();
    EXPECT_EQ(linked, 1) << account;
  }
}

TEST_P(SpotifySignInTest, ALinkEndsInTheSessionThatBeganIt) {
  Browser browser;
  member(browser);
  const auto page = post(browser, "/settings/spotify", {{"form_token", form_token(browser)}, {"current_for_spotify", password}});
  sign_in(browser);
  spotify_knows("Acc7");
  EXPECT_THAT(*come_back(browser, state_in(*page.body)).body, HasSubstr("accounts.spotify_other_session"));
  EXPECT_FALSE(database->read_now([](db::Tx& tx) { return by_spotify(tx, "Acc7"); }));
}

TEST_P(SpotifySignInTest, NobodyIsLockedOut) {
  Browser browser;
  continue_with_spotify(browser, "Acc7");
  EXPECT_THAT(settings(browser), testing::AllOf(HasSubstr("only way in"), Not(HasSubstr("Unlink Spotify"))));
  const auto refused = unlink(browser);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(*refused.body, HasSubstr("accounts.only_way_in"));

  const auto add = [&] { return post(browser, "/settings/address", {{"form_token", form_token(browser)}, {"email", "wren@example.org"}}); };
  EXPECT_THAT(*add().body, HasSubstr("accounts.prove_first"));
  prove(browser, "Acc7", "/settings");
  EXPECT_EQ(add().headers.get("Location"), "/settings?done=first_address");
  post(browser, "/sign-in/address", {{"token", token("first_address")}, {"side", "to"}});
  EXPECT_THAT(settings(browser), HasSubstr("Mail me a link to choose one"));
  post(browser, "/sign-in/forgotten", {{"email", "wren@example.org"}});
  EXPECT_EQ(post(browser, "/sign-in/reset", {{"token", token("reset")}, {"password", password}}).status, 303);
  EXPECT_EQ(unlink(browser).headers.get("Location"), "/settings?done=unlinked");
  Browser again;
  EXPECT_EQ(post(again, "/sign-in", {{"email", "wren@example.org"}, {"password", password}, {"next", "/"}}).status, 303);
}

TEST_P(SpotifySignInTest, AProofIsOfThisSessionAndOfTheLinkedAccountAndNotForLong) {
  Browser browser, thief;
  continue_with_spotify(browser, "Acc7");
  const auto away = ask(browser, http::Method::get, "/settings/spotify?next=/settings/delete");
  spotify_knows("Somebody");
  EXPECT_THAT(*come_back(browser, state_in(std::string(away.headers.get("Location")))).body, HasSubstr("accounts.spotify_other"));
  const auto leave = [&](Browser& who) { return post(who, "/settings/delete", {{"form_token", form_token(who)}}); };
  EXPECT_EQ(leave(browser).status, 403);
  prove(browser, "Acc7", "/settings/delete");
  continue_with_spotify(thief, "Acc8");
  thief.cookies["theset_proof"] = browser.cookies["theset_proof"];
  EXPECT_EQ(leave(thief).status, 403) << "another session";
  clock.advance(std::chrono::minutes(10));
  EXPECT_EQ(leave(browser).status, 403) << "too old";
  prove(browser, "Acc7", "/settings/delete");
  EXPECT_EQ(leave(browser).status, 303);
  EXPECT_THAT(settings(browser), HasSubstr("will be deleted on"));
}

TEST_P(SpotifySignInTest, AGuestsDeedsComeAlong) {
  const auto guest = database->write_now([&](db::Tx& tx) { return accounts::visitor_or_guest(tx, keys, clock.now(), {}); });
  const auto cookie = *guest.set_cookie;
  Browser browser{.cookies = {{"theset_guest", cookie.substr(13, cookie.find(';') - 13)}}};
  continue_with_spotify(browser, "Acc7");
  ASSERT_EQ(adopted.size(), 1u);
  EXPECT_EQ(adopted[0].first, guest.visitor.id);
}

TEST_P(SpotifySignInTest, TheNameLocalhostLeadsToTheNumberFirst) {
  http::Router local;
  add_routes(local, {.database = database,
                     .clock = clock,
                     .keys = keys,
                     .passwords = passwords,
                     .spotify = connections,
                     .pictures = pictures,
                     .adopted = {},
                     .address = [] { return std::string("http://127.0.0.1:8080"); }});
  http::Request request;
  request.path = "/sign-in/spotify";
  request.target = "/sign-in/spotify?next=%2Fx";
  request.headers.set("Host", "localhost:8080");
  EXPECT_EQ(base::wait(local.handle(std::move(request))).headers.get("Location"), "http://127.0.0.1:8080/sign-in/spotify?next=%2Fx");
}

}  // namespace
}  // namespace signin
