#include "providers/ticketmaster/parse.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "platform/base/dates.hpp"
#include "platform/base/read.hpp"
#include "support/recorded.hpp"

namespace ticketmaster {
namespace {

using namespace std::chrono_literals;
using std::chrono::November;
using std::chrono::September;
using support::recorded;
using testing::ElementsAre;
using testing::IsEmpty;

class TicketmasterParse : public support::RecordedTest {};

template <class T>
T value(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message);
  return *std::move(result);
}

std::vector<std::string> names(const auto& records) {
  std::vector<std::string> out;
  for (const auto& record : records) out.push_back(record.name);
  return out;
}

const Event& event(const Page<Event>& page, std::string_view id) {
  const auto found = std::ranges::find(page.records, id, &Event::id);
  if (found == page.records.end()) throw std::runtime_error("no event " + std::string(id));
  return *found;
}

// One event of a recorded page as a body of its own: some are not music and would not come out of the list.
std::string raw_event(std::string_view name, std::string_view id) {
  const auto body = value(base::parse_json(recorded(name)));
  for (const auto& e : body.at("_embedded").at("events").as_array())
    if (base::id_at(e, "id") == id) return base::json::serialize(e);
  throw std::runtime_error("no event " + std::string(id));
}

std::string as_page(const std::string& list, int size = 200) {
  return R"({"_embedded":{"events":)" + list + R"(},"page":{"size":)" + std::to_string(size) +
         R"(,"totalElements":62,"totalPages":1,"number":0}})";
}

Page<Event> bay_area() { return value(parse_events(as_page(recorded("ticketmaster/events_array_2025_bay_area")))); }

TEST_F(TicketmasterParse, AnEventWithVenueAndBill) {
  const auto page = bay_area();
  const Event& show = event(page, "G5vYZbmk_07lw");
  EXPECT_EQ(show.source, Source::ticketmaster);
  EXPECT_TRUE(show.name.starts_with("Chris Lake: [CHEMISTRY] Album"));
  EXPECT_EQ(show.status, Status::onsale);
  EXPECT_EQ(show.start.date, 2025y / November / 15);
  EXPECT_EQ(show.start.time, 19h + 30min);
  EXPECT_EQ(show.start.instant, base::read_instant("2025-11-16T03:30:00Z"));
  EXPECT_EQ(show.zone, "America/Los_Angeles");
  EXPECT_EQ(show.classification.segment, "Music");
  ASSERT_TRUE(show.headliner());
  EXPECT_EQ(show.headliner()->name, "Chris Lake");
  EXPECT_TRUE(show.url.starts_with("https://www.ticketmaster.com/")) << show.url;
  EXPECT_FALSE(show.images.empty());
}

TEST_F(TicketmasterParse, TheUtcDayIsOftenTheNextOne) {
  const auto page = bay_area();
  const Event& show = event(page, "G5vYZb0KKZNJH");
  EXPECT_EQ(show.start.date, 2025y / November / 13);
  EXPECT_EQ(std::chrono::floor<std::chrono::days>(*show.start.instant), std::chrono::sys_days{2025y / November / 14});
}

TEST_F(TicketmasterParse, ACancelledEventParkedOnADummyDateStandsAtItsFirstDate) {
  const auto page = bay_area();
  const Event& show = event(page, "G5vYZb11EYk12");
  EXPECT_EQ(show.status, Status::cancelled);
  EXPECT_EQ(show.start.date, 2026y / September / 8);
  EXPECT_EQ(show.initial.date, 2024y / September / 21);
  EXPECT_EQ(show.shown_date(), 2024y / September / 21);
  EXPECT_THAT(names(show.attractions), ElementsAre("Childish Gambino", "WILLOW"));
}

TEST_F(TicketmasterParse, ARescheduledEventStandsAtItsNewDate) {
  const auto page = bay_area();
  const Event& show = event(page, "G5vYZbI5m44km");
  EXPECT_EQ(show.status, Status::rescheduled);
  EXPECT_EQ(show.shown_date(), 2025y / November / 17);
  EXPECT_EQ(show.initial.date, 2025y / std::chrono::July / 31);
}

TEST_F(TicketmasterParse, OneNightUnderSeveralIdsKeepsTheirSources) {
  const auto page = bay_area();
  EXPECT_EQ(event(page, "rZ7HnEZ1AKP9o0").source, Source::ticketweb);
  EXPECT_EQ(event(page, "Z7r9jZ1A7QdoK").source, Source::resale);
  EXPECT_EQ(event(page, "LvZ18Q20iAkAx_ZZ02zZ1").source, Source::universe);
  EXPECT_EQ(event(page, "rZ7HnEZ1AKP9o0").start.date, event(page, "Z7r9jZ1A7QdoK").start.date);
  EXPECT_NE(event(page, "rZ7HnEZ1AKP9o0").venue->id, event(page, "Z7r9jZ1A7QdoK").venue->id);
}

TEST_F(TicketmasterParse, ResaleRowsTakeTheZoneOfTheirVenue) {
  const auto page = bay_area();
  int resale = 0;
  for (const Event& e : page.records) {
    EXPECT_EQ(e.zone, "America/Los_Angeles") << e.id;
    resale += e.source == Source::resale;
  }
  EXPECT_EQ(resale, 21);
}

TEST_F(TicketmasterParse, ASaleFrom1900IsUnknown) {
  const auto page = bay_area();
  EXPECT_EQ(event(page, "Z7r9jZ1A7Q9_e").on_sale_from, std::nullopt);  // T06
  EXPECT_EQ(event(page, "Z7r9jZ1A7QdoK").on_sale_from, std::nullopt);  // T18
  EXPECT_EQ(event(page, "G5vYZb11EYk12").on_sale_from, base::read_instant("2024-05-17T17:00:00Z"));
}

TEST_F(TicketmasterParse, PricesAreRare) {
  const auto page = bay_area();
  EXPECT_EQ(event(page, "G5vYZb11EYk12").prices, std::nullopt);
  const auto prices = event(page, "rZ7HnEZ1AK-VFV").prices;
  ASSERT_TRUE(prices);
  EXPECT_EQ(prices->currency, "USD");
  EXPECT_DOUBLE_EQ(prices->least, 29.33);
}

TEST_F(TicketmasterParse, OtherSegmentsAreLeftOutAndCounted) {
  const auto page = bay_area();
  EXPECT_EQ(page.other_segments, 1);
  EXPECT_EQ(page.records.size(), 61u);
  EXPECT_EQ(page.skipped, 0);
  const auto popular = value(parse_events(recorded("ticketmaster/events_page_2019_popular")));
  EXPECT_EQ(popular.other_segments, 13);
  EXPECT_EQ(popular.records.size(), 7u);
  const auto keyword = value(parse_events(recorded("ticketmaster/events_page_2024_la_keyword")));
  EXPECT_EQ(keyword.other_segments, 3);  // Spider-Man, live in concert
}

TEST_F(TicketmasterParse, OldRowsWithoutClassificationOrVenueStay) {
  const auto page = value(parse_events(recorded("ticketmaster/events_page_2016_mixed_sources")));
  EXPECT_EQ(page.records.size(), 8u);  // 6 unclassified, 2 music
  EXPECT_EQ(page.other_segments, 12);
  EXPECT_EQ(std::ranges::count_if(page.records, [](const Event& e) { return !e.venue; }), 5);
  const Event& league = event(page, "Z1lMVSyiJynZ177_Cp");
  EXPECT_EQ(league.status, Status::unknown);  // no status code
  EXPECT_EQ(event(page, "vvG1FZf1Xg_Sex").status, Status::offsale);
}

TEST_F(TicketmasterParse, LinksMayBeTemplatesSoPagingComesFromThePageObject) {
  const auto page = value(parse_events(recorded("ticketmaster/events_page_2016_mixed_sources")));
  EXPECT_EQ(page.total, 75568);
  EXPECT_EQ(page.next, 1);
  EXPECT_TRUE(page.beyond_reach);
  const auto later = value(parse_events(recorded("ticketmaster/events_page_2016_prev_next")));
  EXPECT_EQ(later.number, 2);
  EXPECT_EQ(later.next, 3);
  const auto short_list = value(parse_events(recorded("ticketmaster/events_page_2024_la_keyword")));
  EXPECT_EQ(short_list.total, 35);
  EXPECT_EQ(short_list.next, 1);
  EXPECT_FALSE(short_list.beyond_reach);
}

TEST(TicketmasterPaging, StopsWhereDeepPagingEnds) {
  const auto at = [](int number, int size, int total, int pages) {
    return value(parse_events(R"({"page":{"size":)" + std::to_string(size) + R"(,"totalElements":)" + std::to_string(total) +
                              R"(,"totalPages":)" + std::to_string(pages) + R"(,"number":)" + std::to_string(number) + "}}"));
  };
  EXPECT_EQ(at(3, 200, 5000, 25).next, 4);
  EXPECT_EQ(at(4, 200, 5000, 25).next, std::nullopt);  // 5 × 200 is not below 1000
  EXPECT_TRUE(at(4, 200, 5000, 25).beyond_reach);
  EXPECT_EQ(at(0, 200, 150, 1).next, std::nullopt);
  EXPECT_FALSE(at(0, 200, 1000, 5).beyond_reach);
}

TEST_F(TicketmasterParse, UntimedEventsHaveADateAndNoTime) {
  const Event festival = value(parse_event(raw_event("ticketmaster/events_page_2019_popular", "G5vVZ4IJNrvmw")));
  EXPECT_EQ(festival.start.date, 2019y / std::chrono::July / 26);
  EXPECT_EQ(festival.start.time, std::nullopt);
  EXPECT_EQ(festival.start.instant, std::nullopt);
  EXPECT_TRUE(festival.time_to_come);
  EXPECT_FALSE(festival.date_to_come);
  EXPECT_EQ(festival.end.date, 2019y / std::chrono::July / 28);
}

TEST_F(TicketmasterParse, AnEndWithoutADateIsNoEnd) {
  const auto page = bay_area();
  EXPECT_EQ(event(page, "rZ7HnEZ1AK-VFV").end.date, std::nullopt);
  EXPECT_EQ(event(page, "LvZ18Q20iAkAx_ZZ02zZ1").end.time, std::nullopt);
}

TEST_F(TicketmasterParse, TheBillIsInOrderAndMayBeLong) {
  const auto page = value(parse_events(recorded("ticketmaster/events_page_2019_popular")));
  const Event& farm_aid = event(page, "vvG1jZ4ilDJltE");
  EXPECT_EQ(farm_aid.attractions.size(), 14u);
  EXPECT_EQ(farm_aid.headliner()->name, "Farm Aid");
  EXPECT_EQ(farm_aid.attractions[1].name, "Willie Nelson");
  const auto tour = value(parse_events(recorded("ticketmaster/events_page_2024_pink_tour")));
  EXPECT_THAT(names(event(tour, "vvG17Z9MBX0JyU").attractions), ElementsAre("P!NK", "Sheryl Crow", "The Script", "KidCutUp"));
  EXPECT_THAT(event(tour, "vvG17Z9MBX0JyU").headliner()->aliases, ElementsAre("p!nk", "pink"));
}

TEST_F(TicketmasterParse, EventsWithoutAttractions) {
  const auto page = bay_area();
  const Event& show = event(page, "G5vYZbV-FEDBh");
  EXPECT_EQ(show.headliner(), nullptr);
  EXPECT_EQ(std::ranges::count_if(page.records, [](const Event& e) { return e.attractions.empty(); }), 16);
}

TEST_F(TicketmasterParse, VenueNamesAreTrimmed) {
  const auto tour = value(parse_events(recorded("ticketmaster/events_page_2024_pink_tour")));
  EXPECT_EQ(event(tour, "k7vGF9MQsrwdx").venue->name, "JMA Wireless Dome");
}

TEST_F(TicketmasterParse, ExternalLinksGiveIdsAtTheOtherServices) {
  const auto page = bay_area();
  const Attraction& gambino = *event(page, "G5vYZb11EYk12").headliner();
  EXPECT_THAT(gambino.spotify_ids, ElementsAre("73sIBHcqh3Z3NyqHKZ7FOL"));
  EXPECT_THAT(gambino.musicbrainz_ids, ElementsAre("7fb57fba-a6ef-44c2-abab-2fa3bdee607e"));
  EXPECT_EQ(gambino.homepage, "http://childishgambino.com/");
  EXPECT_EQ(gambino.upcoming_events, 6);
  EXPECT_THAT(event(page, "G5vYZb0KKZNJH").headliner()->spotify_ids, ElementsAre("0vYkHhJ48Bs3jWcvZXvOrP"));  // ?autoplay=true
  EXPECT_THAT(event(page, "Z7r9jZ1A7qv-z").headliner()->spotify_ids, ElementsAre("3QryVD03gGZOLQQXjy3EoA"));  // ?si=…&nd=1
}

TEST(TicketmasterLinks, OnlyArtistPagesGiveAnId) {
  for (const char* url :
       {"https://open.spotify.com/album/73sIBHcqh3Z3NyqHKZ7FOL", "https://open.spotify.com/artist/short",
        "https://example.test/artist/73sIBHcqh3Z3NyqHKZ7FOL", "https://open.spotify.com/artist/../../73sIBHcqh3Z3Nyq", ""}) {
    const auto a = value(parse_attraction(R"({"id":"K8","name":"Velvet Arcade","externalLinks":{"spotify":[{"url":")" + std::string(url) +
                                          R"("}],"musicbrainz":[{"id":"no"}]}})"));
    EXPECT_THAT(a.spotify_ids, IsEmpty()) << url;
    EXPECT_THAT(a.musicbrainz_ids, IsEmpty());
  }
  EXPECT_THAT(
      value(
          parse_attraction(
              R"({"id":"K8","name":"Velvet Arcade","externalLinks":{"spotify":[{"url":"https://open.spotify.com/intl-de/artist/73sIBHcqh3Z3NyqHKZ7FOL"}]}})"))
          .spotify_ids,
      ElementsAre("73sIBHcqh3Z3NyqHKZ7FOL"));
}

TEST_F(TicketmasterParse, Attractions) {
  const auto page = value(parse_attractions(recorded("ticketmaster/attractions_page_2016")));
  ASSERT_EQ(page.records.size(), 20u);
  EXPECT_EQ(page.records[0].name, "!!!");
  EXPECT_EQ(page.records[19].name, "$kinny");
  EXPECT_EQ(page.total, 170867);
  EXPECT_EQ(value(parse_attractions(recorded("ticketmaster/docs_attractions_search"))).records[0].classification.genre, "Rock");
  const Attraction festival = value(parse_attraction(recorded("ticketmaster/attraction_find_2016")));
  EXPECT_EQ(festival.name, "Susquehanna Breakdown Music Festival");
  EXPECT_EQ(festival.url, "http://ticketmaster.com/artist/2066825");
  EXPECT_EQ(value(parse_attraction(recorded("ticketmaster/docs_attraction_get"))).id, "K8vZ9175BhV");
}

TEST_F(TicketmasterParse, Venues) {
  const Venue venue = value(parse_venue(recorded("ticketmaster/venue_find_2016")));
  EXPECT_EQ(venue.id, "KovZpZAEA76A");
  EXPECT_EQ(venue.name, "The Pavilion at Montage Mountain");
  EXPECT_EQ(venue.city, "Scranton");
  EXPECT_EQ(venue.region_code, "PA");
  EXPECT_EQ(venue.country_code, "US");
  EXPECT_EQ(venue.address, "1000 Montage Mountain Road");
  EXPECT_EQ(venue.postal_code, "18505");
  EXPECT_EQ(venue.zone, "America/New_York");
  EXPECT_DOUBLE_EQ(*venue.latitude, 41.3479758);  // sent as text
  EXPECT_DOUBLE_EQ(*venue.longitude, -75.6638888);
  EXPECT_EQ(value(parse_venue(recorded("ticketmaster/docs_venue_get"))).country, "Canada");
  EXPECT_EQ(value(parse_venues(recorded("ticketmaster/docs_venues_search"))).records.size(), 2u);
}

TEST(TicketmasterVenue, PlacesThatCannotBe) {
  for (const char* place : {R"({"latitude":"0","longitude":"0"})", R"({"latitude":"91","longitude":"0"})", R"({"latitude":"41.3"})",
                            R"({"latitude":"x","longitude":"1"})", "7"})
    EXPECT_EQ(value(parse_venue(R"({"id":"K","name":"Halden Hall","location":)" + std::string(place) + "}")).latitude, std::nullopt)
        << place;
}

TEST_F(TicketmasterParse, SingleEvents) {
  const Event pass = value(parse_event(recorded("ticketmaster/event_find_2016")));
  EXPECT_EQ(pass.name, "Susquehanna Breakdown RV Pass");
  EXPECT_EQ(pass.status, Status::offsale);  // sales are closed, the show is on
  EXPECT_EQ(value(parse_event(recorded("ticketmaster/docs_event_get"))).classification.segment, "Music");
  EXPECT_EQ(value(parse_events(recorded("ticketmaster/docs_events_search"))).other_segments, 1);
}

std::string made_up(const std::string& dates, const std::string& more = "") {
  return R"({"id":"G1","name":"Marrow Coast","dates":)" + dates + more + "}";
}

TEST(TicketmasterEvent, EveryStatus) {
  struct Case {
    const char* code;
    Status status;
  };
  for (const Case& c : {Case{"onsale", Status::onsale}, Case{"offsale", Status::offsale}, Case{"cancelled", Status::cancelled},
                        Case{"canceled", Status::cancelled}, Case{"Canceled", Status::cancelled}, Case{"postponed", Status::postponed},
                        Case{"rescheduled", Status::rescheduled}, Case{"", Status::unknown}, Case{"moved", Status::unknown}})
    EXPECT_EQ(value(parse_event(made_up(R"({"status":{"code":")" + std::string(c.code) + R"("}})"))).status, c.status) << c.code;
}

TEST(TicketmasterEvent, ToBeAnnounced) {
  const Event dateless = value(
      parse_event(made_up(R"({"start":{"localDate":"2026-12-31","localTime":"20:00:00","dateTBD":true},"status":{"code":"postponed"}})")));
  EXPECT_TRUE(dateless.date_to_come);
  EXPECT_EQ(dateless.start.date, std::nullopt);
  EXPECT_EQ(dateless.start.time, std::nullopt);
  const Event timeless = value(parse_event(
      made_up(R"({"start":{"localDate":"2026-12-31","localTime":"00:00:00","dateTime":"2026-12-31T05:00:00Z","timeTBA":true}})")));
  EXPECT_EQ(timeless.start.date, 2026y / std::chrono::December / 31);
  EXPECT_EQ(timeless.start.time, std::nullopt);
  EXPECT_EQ(timeless.start.instant, std::nullopt);
  EXPECT_TRUE(timeless.time_to_come);
}

TEST(TicketmasterEvent, ThePrimaryClassificationCounts) {
  const Event e = value(parse_event(made_up("{}", R"(,"classifications":[{"primary":false,"segment":{"id":"x","name":"Sports"}},
      {"primary":true,"segment":{"id":"KZFzniwnSyZfZ7v7nJ","name":"Music"},"genre":{"name":"Undefined"},"subGenre":{"name":"Other"}}])")));
  EXPECT_EQ(e.classification.segment, "Music");
  EXPECT_EQ(e.classification.genre, "");
  EXPECT_EQ(e.classification.subgenre, "");
}

TEST(TicketmasterEvent, LinkedAttractionsThatAreNotDescribedAreCounted) {
  const Event e = value(parse_event(made_up(
      "{}",
      R"(,"_links":{"attractions":[{"href":"a"},{"href":"b"},{"href":"c"}]},"_embedded":{"attractions":[{"id":"K1","name":"Pale Ferry"}]})")));
  EXPECT_EQ(e.unnamed_attractions, 2);
}

TEST(TicketmasterList, TestEventsAndDoublesAreLeftOutAndCounted) {
  const auto page = value(parse_events(
      as_page(R"([{"id":"G1","name":"A","dates":{}},{"id":"G2","name":"B","dates":{},"test":true},{"id":"G1","name":"A again","dates":{}},
      {"id":"g1","name":"C","dates":{}},null,{"id":"G3","dates":{}},{"id":"G4","name":"D"}])")));
  EXPECT_THAT(names(page.records), ElementsAre("A", "C"));  // ids are case-sensitive
  EXPECT_EQ(page.tests, 1);
  EXPECT_EQ(page.duplicates, 1);
  EXPECT_EQ(page.skipped, 3);
  EXPECT_THAT(page.reasons, ElementsAre("event 5: null", "event 6: no name", "event 7: no dates"));
}

TEST(TicketmasterList, NothingFoundIsAPageWithoutEmbedded) {
  const auto page = value(parse_events(R"({"_links":{},"page":{"size":200,"totalElements":0,"totalPages":0,"number":0}})"));
  EXPECT_THAT(page.records, IsEmpty());
  EXPECT_EQ(page.next, std::nullopt);
}

TEST(TicketmasterList, AListWithoutItsPageIsNotAnEmptyList) {
  for (const char* text : {"{}", R"({"_embedded":{"events":[]}})", R"({"page":7})", R"({"page":{"size":20}})",
                           R"({"page":{"size":20,"totalElements":-1,"totalPages":0,"number":0}})",
                           R"({"_embedded":null,"page":{"size":20,"totalElements":3,"totalPages":1,"number":0}})",
                           R"({"_embedded":{"events":{}},"page":{"size":20,"totalElements":3,"totalPages":1,"number":0}})"})
    EXPECT_EQ(parse_events(text).error().code, "ticketmaster.unexpected") << text;
}

TEST_F(TicketmasterParse, BothErrorShapes) {
  EXPECT_EQ(parse_error(recorded("ticketmaster/error_404_DIS1004")).code, "DIS1004");
  EXPECT_EQ(parse_error(recorded("ticketmaster/fault_401_invalid_api_key")).code, "oauth.v2.InvalidApiKey");
  EXPECT_EQ(parse_error(recorded("ticketmaster/fault_429_quota_violation")).code, "policies.ratelimit.QuotaViolation");
  EXPECT_EQ(parse_error("<h1>Bad gateway</h1>").code, "");
}

// --- hostile input

void parse_all(std::string_view text) {
  (void)parse_events(text), (void)parse_attractions(text), (void)parse_venues(text);
  (void)parse_event(text), (void)parse_attraction(text), (void)parse_venue(text), (void)parse_error(text);
}

TEST(TicketmasterHostile, NonsenseIsRefused) {
  for (const std::string& text : support::nonsense()) {
    EXPECT_FALSE(parse_events(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_event(text)) << text.substr(0, 60);
    EXPECT_FALSE(parse_venue(text)) << text.substr(0, 60);
    parse_all(text);
  }
}

TEST(TicketmasterHostile, HugeListsAreCapped) {
  std::string list = "[";
  for (int i = 0; i < 3000; ++i) list += R"({"id":"G)" + std::to_string(i) + R"(","name":"n","dates":{}},)";
  list.back() = ']';
  const auto page = value(parse_events(as_page(list)));
  EXPECT_EQ(page.records.size(), 200u);
  EXPECT_EQ(page.skipped, 2800);
}

TEST_F(TicketmasterParse, TruncatedAnswersAreRefused) {
  const std::string body = recorded("ticketmaster/event_find_2016");
  support::each_truncation(body, 300, [](std::string_view cut) { EXPECT_EQ(parse_event(cut).error().code, "json.malformed"); });
}

TEST_F(TicketmasterParse, WrongTypesAnywhereNeverBreakTheRest) {
  const std::string list = as_page("[" + recorded("ticketmaster/docs_event_get") + R"(,{"id":"G2","name":"Pale Ferry","dates":{}}])");
  const int tried = support::each_mutation(list, [](const std::string& text, const std::string& what) {
    const auto page = parse_events(text);
    if (what.starts_with("$._embedded.events[0]")) {
      ASSERT_TRUE(page) << what;
      EXPECT_EQ(page->records.back().name, "Pale Ferry") << what;
      if (page->records.size() == 1) EXPECT_EQ(page->skipped + page->tests + page->other_segments, 1) << what;
    }
  });
  EXPECT_GT(tried, 500);
  for (const char* name : {"ticketmaster/venue_find_2016", "ticketmaster/docs_attraction_get", "ticketmaster/docs_venues_search",
                           "ticketmaster/error_404_DIS1004", "ticketmaster/fault_429_quota_violation"})
    support::each_mutation(recorded(name), [](const std::string& text, const std::string&) { parse_all(text); });
}

TEST_F(TicketmasterParse, EveryRecordingIsSafeForEveryParser) {
  for (const std::string& name : support::recordings("ticketmaster")) parse_all(recorded(name));
}

}  // namespace
}  // namespace ticketmaster
