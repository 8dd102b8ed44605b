#include "providers/setlistfm/client.hpp"

#include <gmock/gmock.h>

#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"
#include "support/recorded.hpp"

namespace setlistfm {
namespace {

using namespace std::chrono_literals;
using limits::Refused;
using limits::Urgency;
using support::recorded;

constexpr const char* mbid = "27e2997f-f7a1-4353-bcc4-57b9274fa9a4";

class SetlistfmClient : public support::RecordedTest {
 protected:
  support::FakeHttp http;
  support::FakeGate gate;
  base::FakeClock clock;
  Client client{{.base_url = "https://sl.test/rest/1.0", .api_key = " k-e-y \n"}, http, gate, clock};

  std::string asked(std::size_t n) const { return http.asked.at(n).url.substr(std::string("https://sl.test/rest/1.0").size()); }
};

TEST_F(SetlistfmClient, EveryCallHasItsAddressAndHeaders) {
  http.answer(200, recorded("setlistfm/search_artists_tmid"))
      .answer(200, recorded("setlistfm/search_artists_stereophonics"))
      .answer(200, recorded("setlistfm/artist_babymetal"))
      .answer(200, recorded("setlistfm/artist_setlists_babymetal_p2"))
      .answer(200, recorded("setlistfm/setlist_beatles_1964"))
      .answer(200, recorded("setlistfm/venue"));
  EXPECT_EQ(client.search_artists({.name = "*NSYNC & co"}, Urgency::urgent)->records.size(), 3u);
  EXPECT_TRUE(client.search_artists({.mbid = mbid, .page = 2}, Urgency::urgent));
  EXPECT_EQ(client.artist(mbid, Urgency::urgent)->name, "BABYMETAL");
  EXPECT_EQ(client.artist_setlists(mbid, 2, Urgency::background)->next, 3);
  EXPECT_EQ(client.setlist("63de4613", Urgency::urgent)->artist.name, "The Beatles");
  EXPECT_EQ(client.venue("6bd6ca6e", Urgency::urgent)->name, "Compaq Center");
  EXPECT_EQ(asked(0), "/search/artists?artistName=%2ANSYNC%20%26%20co&sort=relevance&p=1");
  EXPECT_EQ(asked(1), "/search/artists?artistMbid=27e2997f-f7a1-4353-bcc4-57b9274fa9a4&sort=relevance&p=2");
  EXPECT_EQ(asked(2), "/artist/27e2997f-f7a1-4353-bcc4-57b9274fa9a4");
  EXPECT_EQ(asked(3), "/artist/27e2997f-f7a1-4353-bcc4-57b9274fa9a4/setlists?p=2");
  EXPECT_EQ(asked(4), "/setlist/63de4613");
  EXPECT_EQ(asked(5), "/venue/6bd6ca6e");
  for (const auto& request : http.asked) {
    EXPECT_EQ(request.headers.get("x-api-key"), "k-e-y");  // trimmed
    EXPECT_EQ(request.headers.get("Accept"), "application/json");
    EXPECT_EQ(request.headers.get("Accept-Language"), "en");
    EXPECT_EQ(request.method, http::Method::get);
  }
  EXPECT_EQ(gate.successes, 6);
}

TEST_F(SetlistfmClient, NoMatchAndPastTheEndAreEmptyPages) {
  http.answer(404, recorded("setlistfm/error_404_search_2017")).answer(404, recorded("setlistfm/error_404_not_found_2026"));
  EXPECT_TRUE(client.search_artists({.name = "Halden Hall Orchestra"}, Urgency::urgent)->records.empty());
  const auto page = client.artist_setlists(mbid, 12, Urgency::urgent);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->number, 12);
  EXPECT_EQ(page->next, std::nullopt);
  EXPECT_EQ(gate.failures, 0);
}

TEST_F(SetlistfmClient, ASingleThingThatIsNotThereIsGone) {
  http.answer(404, recorded("setlistfm/error_404_not_found_2026")).answer(404, "");
  EXPECT_EQ(client.setlist("63de4613", Urgency::urgent).error().what, Refused::gone);
  EXPECT_EQ(client.artist(mbid, Urgency::urgent).error().code, "setlistfm.not_found");
}

TEST_F(SetlistfmClient, AWrongKeyIsNeverNoResults) {
  http.answer(403, recorded("setlistfm/error_403_forbidden_bad_key")).answer(403, recorded("setlistfm/error_403_forbidden_bad_key"));
  const auto refusal = client.search_artists({.name = "Pale Ferry"}, Urgency::urgent).error();
  EXPECT_EQ(refusal.what, Refused::misconfigured);
  EXPECT_EQ(refusal.code, "setlistfm.bad_key");
  EXPECT_THAT(refusal.message, testing::Not(testing::HasSubstr("k-e-y")));
  EXPECT_EQ(client.artist_setlists(mbid, 1, Urgency::urgent).error().what, Refused::misconfigured);
}

TEST_F(SetlistfmClient, EachFurther429DoublesThePause) {
  for (const auto pause : {2s, 4s, 8s}) {
    http.answer(429, recorded("setlistfm/error_429_too_many_requests"), {{"x-amzn-ErrorType", "TooManyRequestsException"}});
    const auto refusal = client.artist_setlists(mbid, 1, Urgency::urgent).error();
    EXPECT_EQ(refusal.what, Refused::wait);
    EXPECT_EQ(refusal.code, "setlistfm.too_fast");
    EXPECT_EQ(refusal.until, clock.now() + pause);
    EXPECT_EQ(gate.closed_until, clock.now() + pause);
  }
  http.answer(200, recorded("setlistfm/artist_babymetal")).answer(429, "");
  ASSERT_TRUE(client.artist(mbid, Urgency::urgent));
  EXPECT_EQ(client.artist(mbid, Urgency::urgent).error().until, clock.now() + 2s);
  for (int i = 0; i < 100; ++i) {
    http.answer(429, "");
    EXPECT_LE(*client.artist(mbid, Urgency::urgent).error().until, clock.now() + 256s);
  }
}

TEST_F(SetlistfmClient, ASpentDayClosesForAnHour) {
  http.answer(429, R"({"message":"Limit Exceeded"})");
  const auto refusal = client.artist(mbid, Urgency::urgent).error();
  EXPECT_EQ(refusal.code, "setlistfm.quota_spent");
  EXPECT_EQ(gate.closed_until, clock.now() + 1h);
}

TEST_F(SetlistfmClient, OtherAnswers) {
  struct Case {
    int status;
    std::string body;
    Refused what;
    const char* code;
    int failures;
  };
  for (const Case& c :
       {Case{500, "", Refused::transient, "setlistfm.server_error", 1},
        Case{504, "<html>", Refused::transient, "setlistfm.server_error", 1},
        Case{200, "<setlists/>", Refused::transient, "setlistfm.unreadable", 1},
        Case{200, "{}", Refused::transient, "setlistfm.unreadable", 1}, Case{400, "", Refused::rejected, "setlistfm.bad_request", 0},
        Case{406, "", Refused::rejected, "setlistfm.bad_request", 0}}) {
    http.answer(c.status, c.body);
    gate.failures = 0;
    const auto refusal = client.artist_setlists(mbid, 1, Urgency::urgent).error();
    EXPECT_EQ(refusal.what, c.what) << c.status << c.body;
    EXPECT_EQ(refusal.code, c.code) << c.status << c.body;
    EXPECT_EQ(gate.failures, c.failures) << c.status << c.body;
  }
  http.fail("http.timeout");
  EXPECT_EQ(client.artist(mbid, Urgency::urgent).error().code, "setlistfm.timeout");
}

TEST_F(SetlistfmClient, NothingIsCalledWithoutNeed) {
  Client keyless{{.api_key = "  "}, http, gate, clock};
  EXPECT_EQ(keyless.artist(mbid, Urgency::urgent).error().code, "setlistfm.off");
  EXPECT_EQ(keyless.artist(mbid, Urgency::urgent).error().what, Refused::off);
  EXPECT_EQ(client.artist("../x", Urgency::urgent).error().what, Refused::rejected);
  EXPECT_EQ(client.artist_setlists(mbid, 0, Urgency::urgent).error().what, Refused::rejected);
  EXPECT_EQ(client.search_artists({}, Urgency::urgent).error().what, Refused::rejected);
  EXPECT_EQ(client.search_artists({.name = "x", .mbid = "a b"}, Urgency::urgent).error().what, Refused::rejected);
  EXPECT_TRUE(gate.reserved.empty());
  gate.decisions.push_back(limits::Wait{clock.now() + 1s, "circuit"});
  EXPECT_EQ(client.artist(mbid, Urgency::urgent).error().code, "setlistfm.circuit");
  EXPECT_TRUE(http.asked.empty());
}

}  // namespace
}  // namespace setlistfm
