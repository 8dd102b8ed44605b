#include "providers/ticketmaster/client.hpp"

#include <gmock/gmock.h>

#include "platform/base/dates.hpp"
#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"
#include "support/recorded.hpp"

namespace ticketmaster {
namespace {

using namespace std::chrono_literals;
using limits::Refused;
using limits::Urgency;
using support::recorded;
using testing::HasSubstr;
using testing::Not;

constexpr const char* no_events = R"({"page":{"size":200,"totalElements":0,"totalPages":0,"number":0}})";

class TicketmasterClient : public support::RecordedTest {
 protected:
  support::FakeHttp http;
  support::FakeGate gate;
  base::FakeClock clock;
  Client client{{.base_url = "https://tm.test/discovery/v2", .api_key = "K3Y"}, http, gate, clock};

  std::string asked(std::size_t n) const { return http.asked.at(n).url.substr(std::string("https://tm.test/discovery/v2").size()); }
};

TEST_F(TicketmasterClient, SearchesMusicOnly) {
  http.answer(200, recorded("ticketmaster/attractions_page_2016"));
  EXPECT_EQ(client.search_attractions("  !!! & friends ", Urgency::urgent)->records[0].name, "!!!");
  EXPECT_EQ(asked(0), "/attractions.json?locale=%2A&keyword=%21%21%21%20%26%20friends&segmentId=KZFzniwnSyZfZ7v7nJ&size=20&apikey=K3Y");
  EXPECT_EQ(http.asked[0].headers.get("Accept"), "application/json");
  EXPECT_EQ(gate.successes, 1);
}

TEST_F(TicketmasterClient, EventsOfAnAttractionBetweenTwoDates) {
  http.answer(200, recorded("ticketmaster/events_page_2024_pink_tour"));
  EventQuery query{.attraction_id = "K8vZ917uog7", .page = 2};
  query.from = base::read_instant("2026-11-22T20:00:00.123Z");
  query.to = base::read_instant("2027-11-22T20:00:00Z");
  EXPECT_EQ(client.events(query, Urgency::background)->records.size(), 13u);
  EXPECT_EQ(asked(0),
            "/events.json?locale=%2A&attractionId=K8vZ917uog7&segmentId=KZFzniwnSyZfZ7v7nJ&startDateTime=2026-11-22T20%3A00%3A00Z"
            "&endDateTime=2027-11-22T20%3A00%3A00Z&sort=id%2Casc&size=200&page=2&apikey=K3Y");
  EXPECT_EQ(gate.reserved, std::vector{Urgency::background});
}

TEST_F(TicketmasterClient, DatelessEventsTakeTwoUndatedCalls) {
  http.answer(200, no_events).answer(200, no_events);
  EventQuery query{.attraction_id = "K8", .dates = Dates::to_be_announced, .from = clock.now()};
  EXPECT_TRUE(client.events(query, Urgency::urgent)->records.empty());
  query.dates = Dates::to_be_defined;
  EXPECT_TRUE(client.events(query, Urgency::urgent));
  EXPECT_THAT(asked(0), HasSubstr("&includeTBA=only&"));
  EXPECT_THAT(asked(1), HasSubstr("&includeTBD=only&"));
  for (std::size_t i : {0, 1}) EXPECT_THAT(asked(i), Not(HasSubstr("DateTime")));
}

TEST_F(TicketmasterClient, SingleThings) {
  http.answer(200, recorded("ticketmaster/docs_attraction_get"))
      .answer(200, recorded("ticketmaster/docs_event_get"))
      .answer(200, recorded("ticketmaster/venue_find_2016"));
  EXPECT_EQ(client.attraction("K8vZ9175BhV", Urgency::urgent)->name, "!!!");
  EXPECT_EQ(client.event("rZ7HnEZ1AK-VFV", Urgency::urgent)->classification.segment, "Music");
  EXPECT_EQ(client.venue("KovZpZAEA76A", Urgency::urgent)->city, "Scranton");
  EXPECT_EQ(asked(0), "/attractions/K8vZ9175BhV.json?locale=%2A&apikey=K3Y");
  EXPECT_EQ(asked(1), "/events/rZ7HnEZ1AK-VFV.json?locale=%2A&apikey=K3Y");
  EXPECT_EQ(asked(2), "/venues/KovZpZAEA76A.json?locale=%2A&apikey=K3Y");
}

TEST_F(TicketmasterClient, NothingIsCalledWithoutAKeyOrWithAMalformedId) {
  Client keyless{{}, http, gate, clock};
  EXPECT_EQ(keyless.venue("K", Urgency::urgent).error().code, "ticketmaster.off");
  EXPECT_EQ(client.venue("../x", Urgency::urgent).error().what, Refused::rejected);
  EXPECT_EQ(client.events({.attraction_id = "a&b=c"}, Urgency::urgent).error().what, Refused::rejected);
  EXPECT_EQ(client.search_attractions("", Urgency::urgent).error().what, Refused::rejected);
  EXPECT_TRUE(http.asked.empty());
}

TEST_F(TicketmasterClient, AFullGateMeansWaitAndNoCall) {
  gate.decisions.push_back(limits::Wait{clock.now() + 5s, "rate"});
  const auto refusal = client.venue("K", Urgency::urgent).error();
  EXPECT_EQ(refusal.code, "ticketmaster.rate");
  EXPECT_EQ(refusal.until, clock.now() + 5s);
  EXPECT_TRUE(http.asked.empty());
}

TEST_F(TicketmasterClient, ASpentDayClosesUntilTheReset) {
  const base::Time reset = clock.now() + 7h;
  http.answer(429, recorded("ticketmaster/fault_429_quota_violation"), {{"Rate-Limit-Reset", std::to_string(base::to_millis(reset))}});
  const auto refusal = client.venue("K", Urgency::urgent).error();
  EXPECT_EQ(refusal.what, Refused::wait);
  EXPECT_EQ(refusal.code, "ticketmaster.quota_spent");
  EXPECT_EQ(refusal.until, reset);
  EXPECT_EQ(gate.closed_until, reset);
  EXPECT_EQ(gate.failures, 0);
}

TEST_F(TicketmasterClient, TheResetMayBeKnownFromBeforeOrNotAtAll) {
  const base::Time reset = clock.now() + 3h;
  http.answer(200, recorded("ticketmaster/venue_find_2016"),
              {{"Rate-Limit-Available", "4990"}, {"Rate-Limit-Reset", std::to_string(base::to_millis(reset))}})
      .answer(429, recorded("ticketmaster/fault_429_quota_violation"))
      .answer(429, recorded("ticketmaster/fault_429_quota_violation"), {{"Rate-Limit-Reset", "1469920563443"}})
      .answer(429, recorded("ticketmaster/fault_429_quota_violation"), {{"Rate-Limit-Reset", "9223372036854775807"}});
  ASSERT_TRUE(client.venue("K", Urgency::urgent));
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().until, reset);
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().until, clock.now() + 1h);  // in the past
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().until, clock.now() + 1h);  // in no century
}

TEST_F(TicketmasterClient, TooManyInASecondClosesForASecond) {
  http.answer(
      429,
      R"({"fault":{"faultstring":"Spike arrest violation. Allowed rate : 5ps","detail":{"errorcode":"policies.ratelimit.SpikeArrestViolation"}}})");
  const auto refusal = client.venue("K", Urgency::urgent).error();
  EXPECT_EQ(refusal.code, "ticketmaster.too_fast");
  EXPECT_EQ(gate.closed_until, clock.now() + 1s);
}

TEST_F(TicketmasterClient, AnUnnamed429IsJudgedByWhatIsLeft) {
  http.answer(429, "", {{"Rate-Limit-Available", "10"}}).answer(429, "", {{"Rate-Limit-Available", "11"}}).answer(429, "<html>");
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().code, "ticketmaster.quota_spent");
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().code, "ticketmaster.too_fast");
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().code, "ticketmaster.too_fast");
  http.answer(200, recorded("ticketmaster/venue_find_2016"), {{"Rate-Limit-Available", "3"}}).answer(429, "");
  ASSERT_TRUE(client.venue("K", Urgency::urgent));
  EXPECT_EQ(client.venue("K", Urgency::urgent).error().code, "ticketmaster.quota_spent");
}

TEST_F(TicketmasterClient, OtherAnswers) {
  struct Case {
    int status;
    std::string body;
    Refused what;
    const char* code;
    int failures;
  };
  for (const Case& c : {Case{401, recorded("ticketmaster/fault_401_invalid_api_key"), Refused::misconfigured, "ticketmaster.bad_key", 0},
                        Case{404, recorded("ticketmaster/error_404_DIS1004"), Refused::gone, "ticketmaster.not_found", 0},
                        Case{400, R"({"errors":[{"code":"DIS1035","detail":"Max paging depth exceeded","status":"400 BAD_REQUEST"}]})",
                             Refused::rejected, "ticketmaster.bad_request", 0},
                        Case{500, "", Refused::transient, "ticketmaster.server_error", 1},
                        Case{200, "<html>maintenance</html>", Refused::transient, "ticketmaster.unreadable", 1},
                        Case{200, "{}", Refused::transient, "ticketmaster.unreadable", 1},  // no page on a list
                        Case{200, R"({"_embedded":{"events":[]}})", Refused::transient, "ticketmaster.unreadable", 1}}) {
    support::FakeHttp answers;
    support::FakeGate door;
    Client fresh{{.api_key = "K3Y"}, answers, door, clock};
    answers.answer(c.status, c.body);
    const auto refusal = fresh.events({.attraction_id = "K8"}, Urgency::urgent).error();
    EXPECT_EQ(refusal.what, c.what) << c.status << c.body;
    EXPECT_EQ(refusal.code, c.code) << c.status << c.body;
    EXPECT_EQ(door.failures, c.failures) << c.status << c.body;
    EXPECT_EQ(door.successes, 1 - c.failures);
  }
}

TEST_F(TicketmasterClient, TheKeyNeverShowsInARefusal) {
  http.answer(400, R"({"errors":[{"code":"DIS1015","detail":"Query param startDateTime with apikey=K3Y, K3Y is invalid"}]})")
      .answer(401, R"({"fault":{"faultstring":"Invalid ApiKey K3Y"}})")
      .answer(
          429,
          R"({"fault":{"faultstring":"Rate limit quota violation. Identifier : K3Y","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}})")
      .fail("http.timeout", "https://tm.test/discovery/v2/venues/K.json?apikey=K3Y timed out")
      .answer(500, "K3Y")
      .answer(200, "K3Y");
  for (int i = 0; i < 6; ++i) {
    const auto refusal = client.venue("K", Urgency::urgent).error();
    EXPECT_THAT(refusal.message, Not(HasSubstr("K3Y")));
    EXPECT_FALSE(refusal.message.empty());
    EXPECT_THAT(gate.closed_reason, Not(HasSubstr("K3Y")));
    if (i == 0)
      EXPECT_EQ(refusal.message, "Ticketmaster cannot be asked for this: Query param startDateTime with apikey=[key], [key] is invalid.");
  }
}

TEST_F(TicketmasterClient, BrokenCallsAreTransient) {
  http.fail("http.cut");
  const auto refusal = client.venue("K", Urgency::urgent).error();
  EXPECT_EQ(refusal.what, Refused::transient);
  EXPECT_EQ(refusal.code, "ticketmaster.cut");
  EXPECT_EQ(gate.failures, 1);
}

}  // namespace
}  // namespace ticketmaster
