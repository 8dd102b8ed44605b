#include "providers/spotify/client.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <thread>

#include "platform/base/read.hpp"
#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"
#include "support/recorded.hpp"

namespace spotify {
namespace {

using namespace std::chrono_literals;
using limits::Refused;
using limits::Urgency;
using support::recorded;
using testing::HasSubstr;
using testing::Not;

constexpr const char* token_body = R"({"access_token":"tok-1","token_type":"Bearer","expires_in":3600})";
constexpr const char* id = "0TnOYISbd1XYRBk9myaseg";

class SpotifyClient : public support::RecordedTest {
 protected:
  support::FakeHttp http;
  support::FakeGate gate;
  base::FakeClock clock;
  Client client{{.base_url = "https://api.test/v1", .auth_url = "https://accounts.test", .client_id = "id-7", .client_secret = "s3cret"},
                http,
                gate,
                clock};

  void with_token() {
    http.answer(200, token_body).answer(200, recorded("spotify/artist_pitbull_2026"));
    ASSERT_TRUE(client.artist(id, Urgency::urgent));
    http.asked.clear();
    gate.reserved.clear();
    gate.successes = gate.failures = 0;
  }
};

TEST_F(SpotifyClient, FetchesATokenOnceAndUsesIt) {
  http.answer(200, token_body).answer(200, recorded("spotify/artist_pitbull_2026")).answer(200, recorded("spotify/artist_pitbull_2025"));
  EXPECT_EQ(client.artist(id, Urgency::urgent)->name, "Pitbull");
  EXPECT_EQ(client.artist(id, Urgency::background)->genres.size(), 3u);
  ASSERT_EQ(http.asked.size(), 3u);
  EXPECT_EQ(http.asked[0].url, "https://accounts.test/api/token");
  EXPECT_EQ(http.asked[0].method, http::Method::post);
  EXPECT_EQ(http.asked[0].body, "grant_type=client_credentials");
  EXPECT_EQ(http.asked[0].headers.get("Authorization"), "Basic aWQtNzpzM2NyZXQ=");  // id-7:s3cret
  EXPECT_EQ(http.asked[0].headers.get("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(http.asked[1].url, "https://api.test/v1/artists/0TnOYISbd1XYRBk9myaseg");
  EXPECT_EQ(http.asked[1].headers.get("Authorization"), "Bearer tok-1");
  EXPECT_EQ(gate.reserved, (std::vector{Urgency::urgent, Urgency::urgent, Urgency::background}));
  EXPECT_EQ(gate.successes, 3);
}

TEST_F(SpotifyClient, RenewsTheTokenBeforeItEnds) {
  with_token();
  clock.advance(3541s);
  http.answer(200, R"({"access_token":"tok-2","expires_in":3600})").answer(200, recorded("spotify/artist_pitbull_2026"));
  ASSERT_TRUE(client.artist(id, Urgency::urgent));
  EXPECT_EQ(http.asked.back().headers.get("Authorization"), "Bearer tok-2");
}

TEST_F(SpotifyClient, ATokenThatDiedEarlyIsRenewedOnce) {
  with_token();
  http.answer(401, recorded("spotify/error_401_token_expired"))
      .answer(200, R"({"access_token":"tok-2"})")
      .answer(200, recorded("spotify/artist_pitbull_2026"));
  ASSERT_TRUE(client.artist(id, Urgency::urgent));
  EXPECT_EQ(http.asked.back().headers.get("Authorization"), "Bearer tok-2");
}

TEST_F(SpotifyClient, ASecond401IsNotFollowedByAThirdTry) {
  with_token();
  http.answer(401, recorded("spotify/error_401_invalid_token"))
      .answer(200, R"({"access_token":"tok-2"})")
      .answer(401, recorded("spotify/error_401_invalid_token"));
  const auto refusal = client.artist(id, Urgency::urgent).error();
  EXPECT_EQ(refusal.what, Refused::misconfigured);
  EXPECT_EQ(refusal.code, "spotify.token_refused");
  EXPECT_EQ(http.asked.size(), 3u);
}

TEST_F(SpotifyClient, BadCredentialsAreSaidOnceAndNotTriedAgainAtOnce) {
  http.answer(400, recorded("spotify/error_token_invalid_client"));
  const auto refusal = client.artist(id, Urgency::urgent).error();
  EXPECT_EQ(refusal.what, Refused::misconfigured);
  EXPECT_EQ(refusal.code, "spotify.bad_credentials");
  EXPECT_THAT(refusal.message, Not(HasSubstr("s3cret")));
  EXPECT_EQ(client.artist(id, Urgency::urgent).error().code, "spotify.bad_credentials");
  EXPECT_EQ(http.asked.size(), 1u);
  clock.advance(10min);
  http.answer(200, token_body).answer(200, recorded("spotify/artist_pitbull_2026"));
  EXPECT_TRUE(client.artist(id, Urgency::urgent));
}

TEST_F(SpotifyClient, WithoutCredentialsNothingIsCalled) {
  Client bare{{}, http, gate, clock};
  EXPECT_EQ(bare.artist(id, Urgency::urgent).error().code, "spotify.off");
  EXPECT_TRUE(http.asked.empty());
}

TEST_F(SpotifyClient, EveryCallHasItsAddress) {
  with_token();
  http.answer(200, recorded("spotify/search_artists_10"))
      .answer(200, recorded("spotify/search_tracks_2026"))
      .answer(200, recorded("spotify/derived_devmode_artist_albums"))
      .answer(200, recorded("spotify/album_full_2026"))
      .answer(200, recorded("spotify/album_tracks_2026"))
      .answer(200, recorded("spotify/track_with_float_numbers"));
  EXPECT_EQ(client.search_artists("Sigur Rós & co", 20, Urgency::urgent)->records.size(), 10u);
  EXPECT_EQ(client.search_tracks("isrc:GBARL9300135", 0, Urgency::urgent)->records[0].isrc, "GBARL9300135");
  EXPECT_EQ(client.artist_albums(id, 10, Urgency::urgent)->next_offset, 10);
  EXPECT_EQ(client.album("3IqzqH6ShrRtie9Yd2ODyG", Urgency::urgent)->name, "SINGLARITY");
  EXPECT_EQ(client.album_tracks("3IqzqH6ShrRtie9Yd2ODyG", 50, Urgency::urgent)->records.size(), 18u);
  EXPECT_EQ(client.track("1zHlj4dQ8ZAtrayhuDDmkY", Urgency::urgent)->name, "Timber");
  std::vector<std::string> urls;
  for (const auto& request : http.asked) urls.push_back(request.url.substr(std::string("https://api.test/v1").size()));
  EXPECT_THAT(urls, testing::ElementsAre("/search?q=Sigur%20R%C3%B3s%20%26%20co&type=artist&limit=10&offset=20",
                                         "/search?q=isrc%3AGBARL9300135&type=track&limit=10&offset=0",
                                         "/artists/0TnOYISbd1XYRBk9myaseg/albums?include_groups=album,single&limit=10&offset=10",
                                         "/albums/3IqzqH6ShrRtie9Yd2ODyG", "/albums/3IqzqH6ShrRtie9Yd2ODyG/tracks?limit=50&offset=50",
                                         "/tracks/1zHlj4dQ8ZAtrayhuDDmkY"));
}

TEST_F(SpotifyClient, MalformedIdsAreNeverSent) {
  for (const char* bad : {"", "../me", "a b", "x?y", "a%2F"}) {
    EXPECT_EQ(client.artist(bad, Urgency::urgent).error().what, Refused::rejected) << bad;
    EXPECT_EQ(client.album(bad, Urgency::urgent).error().code, "spotify.bad_request") << bad;
  }
  EXPECT_EQ(client.search_artists(" \t", 0, Urgency::urgent).error().what, Refused::rejected);
  EXPECT_TRUE(http.asked.empty());
  EXPECT_TRUE(gate.reserved.empty());
}

TEST_F(SpotifyClient, AFullGateMeansWaitAndNoCall) {
  const base::Time later = clock.now() + 90s;
  gate.decisions.push_back(limits::Wait{later, "quota"});
  const auto refusal = client.artist(id, Urgency::background).error();
  EXPECT_EQ(refusal.what, Refused::wait);
  EXPECT_EQ(refusal.code, "spotify.quota");
  EXPECT_EQ(refusal.until, later);
  EXPECT_TRUE(http.asked.empty());
}

TEST_F(SpotifyClient, A429ClosesTheServiceForAsLongAsItSays) {
  struct Case {
    const char* retry_after;
    base::Duration wait;
  };
  for (const Case& c : {Case{"3", 3s}, Case{"12471", 12471s}, Case{"86400", 24h}, Case{"999999999999999999999", 24h}, Case{"0", 1s},
                        Case{"", 60s}, Case{"soon", 60s}, Case{"-5", 60s}}) {
    support::FakeHttp answers;
    support::FakeGate door;
    Client fresh{{.client_id = "a", .client_secret = "b"}, answers, door, clock};
    answers.answer(200, token_body).answer(429, recorded("spotify/error_429_rate_limit"), {{"Retry-After", c.retry_after}});
    const auto refusal = fresh.artist(id, Urgency::urgent).error();
    EXPECT_EQ(refusal.what, Refused::wait);
    EXPECT_EQ(refusal.code, "spotify.rate_limited");
    EXPECT_EQ(refusal.until, clock.now() + c.wait) << c.retry_after;
    EXPECT_EQ(door.closed_until, clock.now() + c.wait) << c.retry_after;
    EXPECT_EQ(door.failures, 0);
  }
}

TEST_F(SpotifyClient, ASpentQuotaIsToldApart) {
  with_token();
  for (int i = 0; i < 4; ++i) {
    http.answer(429, recorded("spotify/error_429_quota_exceeded"), {{"Retry-After", "2484"}});
    EXPECT_EQ(client.album("a", Urgency::urgent).error().code, "spotify.quota_exceeded");
    EXPECT_EQ(gate.closed_reason, "quota_exceeded");
  }
  EXPECT_TRUE(client.missing().empty());  // a spent quota says nothing about the endpoint
}

TEST_F(SpotifyClient, AWithdrawnEndpointIsRememberedForADay) {
  with_token();
  http.answer(403, R"({"error":{"status":403,"message":"Forbidden"}})");
  const auto refusal = client.album("a", Urgency::urgent).error();
  EXPECT_EQ(refusal.what, Refused::off);
  EXPECT_EQ(refusal.code, "spotify.not_offered");
  EXPECT_EQ(client.album("b", Urgency::urgent).error().what, Refused::off);
  EXPECT_EQ(http.asked.size(), 1u);
  ASSERT_EQ(client.missing().size(), 1u);
  EXPECT_EQ(client.missing()[0].endpoint, Endpoint::album);
  http.answer(200, recorded("spotify/artist_pitbull_2026"));
  EXPECT_TRUE(client.artist(id, Urgency::urgent));  // others go on
  clock.advance(24h);
  EXPECT_TRUE(client.missing().empty());
  http.answer(200, token_body).answer(200, recorded("spotify/album_full_2026"));
  EXPECT_TRUE(client.album("b", Urgency::urgent));
}

TEST_F(SpotifyClient, Three429sWithoutAnySuccessMeanMissing) {
  with_token();
  for (int i = 0; i < 3; ++i) {
    http.answer(429, recorded("spotify/error_429_rate_limit"));
    EXPECT_EQ(client.album("a", Urgency::urgent).error().what, Refused::wait);
  }
  EXPECT_EQ(client.album("a", Urgency::urgent).error().what, Refused::off);
  for (int i = 0; i < 4; ++i) {  // this one has worked before
    http.answer(429, recorded("spotify/error_429_rate_limit"));
    EXPECT_EQ(client.artist(id, Urgency::urgent).error().what, Refused::wait);
  }
}

TEST_F(SpotifyClient, OtherAnswers) {
  struct Case {
    int status;
    std::string body;
    Refused what;
    const char* code;
    int failures;
  };
  for (const Case& c :
       {Case{404, recorded("spotify/error_404_resource_not_found"), Refused::gone, "spotify.not_found", 0},
        Case{400, recorded("spotify/error_400_invalid_limit"), Refused::rejected, "spotify.bad_request", 0},
        Case{400, recorded("spotify/error_400_invalid_id"), Refused::rejected, "spotify.bad_request", 0},
        Case{400, "", Refused::rejected, "spotify.bad_request", 0}, Case{500, "", Refused::transient, "spotify.server_error", 1},
        Case{503, "<html>", Refused::transient, "spotify.server_error", 1}, Case{302, "", Refused::transient, "spotify.server_error", 1},
        Case{200, "<html>", Refused::transient, "spotify.unreadable", 1}, Case{200, "{}", Refused::transient, "spotify.unreadable", 1}}) {
    support::FakeHttp answers;
    support::FakeGate door;
    Client fresh{{.client_id = "a", .client_secret = "b"}, answers, door, clock};
    answers.answer(200, token_body).answer(c.status, c.body);
    const auto refusal = fresh.artist(id, Urgency::urgent).error();
    EXPECT_EQ(refusal.what, c.what) << c.status << c.body;
    EXPECT_EQ(refusal.code, c.code) << c.status << c.body;
    EXPECT_EQ(door.failures, c.failures) << c.status << c.body;
    EXPECT_EQ(door.successes, c.failures ? 1 : 2);
  }
}

TEST_F(SpotifyClient, BrokenCallsAreTransientAndCount) {
  struct Case {
    const char* http_code;
    Refused what;
    const char* code;
    int failures;
  };
  for (const Case& c :
       {Case{"http.timeout", Refused::transient, "spotify.timeout", 1}, Case{"http.cut", Refused::transient, "spotify.cut", 1},
        Case{"http.too_large", Refused::transient, "spotify.too_large", 1}, Case{"http.connect", Refused::transient, "spotify.connect", 1},
        Case{"http.stopped", Refused::transient, "spotify.stopped", 0},
        Case{"http.bad_request_out", Refused::rejected, "spotify.bad_request", 0}}) {
    support::FakeHttp answers;
    support::FakeGate door;
    Client fresh{{.client_id = "a", .client_secret = "b"}, answers, door, clock};
    answers.answer(200, token_body).fail(c.http_code, "GET https://api.test/v1?apikey=secret failed");
    const auto refusal = fresh.artist(id, Urgency::urgent).error();
    EXPECT_EQ(refusal.what, c.what);
    EXPECT_EQ(refusal.code, c.code);
    EXPECT_EQ(door.failures, c.failures);
    EXPECT_THAT(refusal.message, Not(HasSubstr("secret")));
  }
}

// Answers by address, from any thread.
class ManyAtOnce final : public http::Client {
 public:
  std::atomic<int> tokens{0};
  base::Result<http::OutResponse> send(const http::OutRequest& request) override {
    if (!request.url.ends_with("/api/token")) return http::OutResponse{200, {}, R"({"id":"a1","name":"Pale Ferry"})"};
    ++tokens;
    return http::OutResponse{200, {}, token_body};
  }
};

TEST_F(SpotifyClient, ManyWorkersFetchOneToken) {
  ManyAtOnce service;
  const auto open = limits::open_gate();
  Client shared{{.client_id = "a", .client_secret = "b"}, service, *open, clock};
  std::latch ready(8);
  std::vector<std::jthread> workers;
  for (int i = 0; i < 8; ++i) {
    workers.emplace_back([&] {
      ready.arrive_and_wait();
      EXPECT_EQ(shared.artist("a1", Urgency::urgent)->name, "Pale Ferry");
    });
  }
  workers.clear();
  EXPECT_EQ(service.tokens, 1);
}

// --- users

TEST_F(SpotifyClient, TheAuthorizeAddressCarriesThePkceChallenge) {
  // The example of RFC 7636, appendix B.
  Consent consent{"http://127.0.0.1:8080/sign-in/spotify",
                  "st&te",
                  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                  {"user-top-read", "user-read-email"}};
  EXPECT_EQ(client.authorize_url(consent),
            "https://accounts.test/"
            "authorize?response_type=code&client_id=id-7&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Fsign-in%2Fspotify&state=st%26te"
            "&scope=user-top-read%20user-read-email&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  consent.ask_again = true;
  EXPECT_THAT(client.authorize_url(consent), testing::EndsWith("&show_dialog=true"));
  EXPECT_EQ(new_verifier().size(), 64u);
  EXPECT_NE(new_verifier(), new_verifier());
}

TEST_F(SpotifyClient, ACodeIsExchangedForTokens) {
  http.answer(200, recorded("spotify/token_authorization_code"));
  const auto token = client.exchange_code("c0de", {"https://theset.test/back", "s", "verifier", {}});
  EXPECT_EQ(token->refresh_token, "REDACTED-refresh_token");
  EXPECT_EQ(http.asked[0].body,
            "grant_type=authorization_code&code=c0de&redirect_uri=https%3A%2F%2Ftheset.test%2Fback&client_id=id-7&code_verifier=verifier");
  EXPECT_FALSE(http.asked[0].headers.find("Authorization"));
}

TEST_F(SpotifyClient, RefreshingMayOrMayNotBringANewRefreshToken) {
  http.answer(200, recorded("spotify/token_refresh_without_new_refresh_token")).answer(200, recorded("spotify/token_refresh_pkce_rotated"));
  EXPECT_EQ(client.refresh("old")->refresh_token, "");
  EXPECT_EQ(client.refresh("old")->refresh_token, "REDACTED-refresh_token");
  EXPECT_EQ(http.asked[0].body, "grant_type=refresh_token&refresh_token=old&client_id=id-7");
}

TEST_F(SpotifyClient, ADeadRefreshTokenMeansSignInAgain) {
  http.answer(400, R"({"error":"invalid_grant","error_description":"Refresh token expired"})");
  const auto refusal = client.refresh("old").error();
  EXPECT_EQ(refusal.what, Refused::consent);
  EXPECT_EQ(refusal.code, "spotify.sign_in_again");
}

TEST_F(SpotifyClient, MeAndTopArtistsUseTheUsersToken) {
  http.answer(200, recorded("spotify/derived_devmode_me")).answer(200, recorded("spotify/me_top_artists_2026"));
  EXPECT_EQ(client.me("user-token")->account_id, "aB3dE5fG7h");
  EXPECT_EQ(client.top_artists("user-token", Span::long_term, 0)->records.size(), 48u);
  EXPECT_EQ(http.asked[0].url, "https://api.test/v1/me");
  EXPECT_EQ(http.asked[0].headers.get("Authorization"), "Bearer user-token");
  EXPECT_EQ(http.asked[1].url, "https://api.test/v1/me/top/artists?time_range=long_term&limit=50&offset=0");
}

TEST_F(SpotifyClient, AUsersTroublesDoNotSwitchTheEndpointOff) {
  http.answer(401, recorded("spotify/error_401_token_expired"))
      .answer(403, recorded("spotify/error_403_insufficient_scope"))
      .answer(403, R"({"error":{"status":403,"message":"Forbidden"}})");
  EXPECT_EQ(client.me("t").error().code, "spotify.token_expired");
  EXPECT_EQ(client.top_artists("t", Span::medium_term, 0).error().code, "spotify.missing_scope");
  const auto refusal = client.me("t").error();
  EXPECT_EQ(refusal.what, Refused::off);
  EXPECT_EQ(refusal.code, "spotify.user_not_allowed");
  EXPECT_TRUE(client.missing().empty());
  EXPECT_EQ(http.asked.size(), 3u);
}

}  // namespace
}  // namespace spotify
