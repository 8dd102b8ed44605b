#include <map>
#include <set>

#include "sandbox/sandbox_fixture.hpp"

namespace sandbox {
namespace {

std::string code(const http::Response& response) { return std::string(body_of(response).at("errors").at(0).at("code").as_string()); }
std::string fault(const http::Response& response) {
  return std::string(body_of(response).at("fault").at("detail").at("errorcode").as_string());
}

class TicketmasterLimits : public SandboxTest {};
class Ticketmaster : public UnlimitedSandboxTest {
 protected:
  std::vector<json::value> events(const std::string& query) {
    std::vector<json::value> all;
    const auto body = body_of(ticketmaster("/events.json?size=200&locale=*&" + query)).as_object();
    EXPECT_TRUE(body.contains("page"));
    if (body.contains("_embedded"))
      for (const auto& event : body.at("_embedded").at("events").as_array()) all.push_back(event);
    return all;
  }
  std::vector<json::value> events_of(const std::string& artist, const std::string& more = "") {
    return events("attractionId=" + attraction_id_of(artist) + more);
  }

  static std::string status(const json::value& event) {
    const auto* code = base::object_at(event.at("dates"), "status");
    return code ? std::string(code->at("code").as_string()) : "";
  }
};

TEST_F(Ticketmaster, AsksForItsKey) {
  const auto none = ask(request_to(http::Method::get, "/ticketmaster/discovery/v2/events.json"));
  EXPECT_EQ(none.status, 401);
  const auto wrong = ask(request_to(http::Method::get, "/ticketmaster/discovery/v2/events.json?apikey=other"));
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(fault(wrong), "oauth.v2.InvalidApiKey");
}

TEST_F(Ticketmaster, NothingFoundIsAPageWithoutEmbedded) {
  const auto body = body_of(ticketmaster("/events.json?keyword=zzzzzz")).as_object();
  EXPECT_FALSE(body.contains("_embedded"));
  EXPECT_EQ(body.at("page").at("totalElements").as_int64(), 0);
}

TEST_F(Ticketmaster, ItsShowcaseHasEveryKindOfRow) {
  const auto rows = events_of("Velvet Arcade");
  std::set<std::string> statuses, prefixes;
  int untimed = 0, unannounced = 0, parked = 0, no_zone = 0, tests = 0, no_venue = 0, no_acts = 0, other = 0, dearless = 0;
  for (const auto& event : rows) {
    statuses.insert(status(event));
    const auto id = std::string(event.at("id").as_string());
    prefixes.insert(id.substr(0, 3));
    const auto& dates = event.at("dates").as_object();
    const auto& start = dates.at("start").as_object();
    untimed += start.at("noSpecificTime").as_bool();
    unannounced += start.at("timeTBA").as_bool();
    EXPECT_EQ(start.contains("localTime"), !start.at("noSpecificTime").as_bool() && !start.at("timeTBA").as_bool());
    EXPECT_TRUE(start.contains("localDate")) << "rows without a date are hidden";
    parked += status(event) == "cancelled" && dates.contains("initialStartDate") &&
              dates.at("initialStartDate").at("localDate").as_string() != start.at("localDate").as_string();
    no_zone += !dates.contains("timezone");
    EXPECT_EQ(!dates.contains("timezone"), id.starts_with("Z7r9j")) << "only resale rows have no zone";
    tests += event.at("test").as_bool();
    const auto* inside = base::object_at(event, "_embedded");
    no_venue += !inside || !inside->contains("venues");
    no_acts += !inside || !inside->contains("attractions");
    other += event.at("classifications").at(0).at("segment").at("name").as_string() != "Music";
    dearless += !event.as_object().contains("priceRanges");
  }
  EXPECT_TRUE(statuses.contains("onsale") && statuses.contains("offsale") && statuses.contains("cancelled") &&
              statuses.contains("rescheduled"));
  EXPECT_TRUE(prefixes.contains("Z7r") && prefixes.contains("rZ7") && prefixes.contains("LvZ") && prefixes.contains("G5v"));
  for (const int seen : {untimed, unannounced, parked, no_zone, tests, no_venue, no_acts, other, dearless}) EXPECT_GE(seen, 1);
}

TEST_F(Ticketmaster, OneNightIsListedByFourSourcesUnderFourVenues) {
  std::map<std::string, std::set<std::string>> venues_by_night;
  for (const auto& event : events_of("Velvet Arcade", "&segmentId=KZFzniwnSyZfZ7v7nJ")) {
    const auto* inside = base::object_at(event, "_embedded");
    if (inside && inside->contains("venues"))
      venues_by_night[std::string(event.at("dates").at("start").at("localDate").as_string())].insert(
          std::string(inside->at("venues").at(0).at("id").as_string()));
  }
  std::size_t most = 0;
  for (const auto& [night, venues] : venues_by_night) most = std::max(most, venues.size());
  EXPECT_EQ(most, 4u);
}

TEST_F(Ticketmaster, TheStartInUtcIsOftenTheNextDay) {
  int next_day = 0;
  for (const auto& event : events("countryCode=US")) {
    const auto& start = event.at("dates").at("start").as_object();
    if (!start.contains("dateTime")) continue;
    next_day += !start.at("dateTime").as_string().starts_with(std::string(start.at("localDate").as_string()));
  }
  EXPECT_GT(next_day, 5);
}

TEST_F(Ticketmaster, WhatHasNoDateIsHiddenUntilAskedFor) {
  const auto tbd = events_of("Velvet Arcade", "&includeTBD=only"), tba = events_of("Velvet Arcade", "&includeTBA=only");
  ASSERT_FALSE(tbd.empty());
  ASSERT_FALSE(tba.empty());
  for (const auto& event : tbd) {
    EXPECT_EQ(status(event), "postponed");
    EXPECT_TRUE(event.at("dates").at("start").at("dateTBD").as_bool());
    EXPECT_FALSE(event.at("dates").at("start").as_object().contains("localDate"));
  }
  for (const auto& event : tba) EXPECT_TRUE(event.at("dates").at("start").at("dateTBA").as_bool());
  EXPECT_TRUE(events_of("Velvet Arcade", "&includeTBA=only&includeTBD=only").empty());
}

TEST_F(Ticketmaster, EarlyAndLateShowsAreTwoEventsOfOneNight) {
  std::map<std::string, std::set<std::string>> times;
  for (const auto& event : events_of("Velvet Arcade", "&source=ticketmaster")) {
    const auto& start = event.at("dates").at("start").as_object();
    if (start.contains("localTime") && !event.at("test").as_bool())
      times[std::string(start.at("localDate").as_string())].insert(std::string(start.at("localTime").as_string()));
  }
  EXPECT_TRUE(std::ranges::any_of(times, [](const auto& night) { return night.second == std::set<std::string>{"18:00:00", "21:30:00"}; }));
}

TEST_F(Ticketmaster, FestivalsNameFourteenActsInBillingOrder) {
  const auto rows = events("keyword=Saltmeadow&segmentId=KZFzniwnSyZfZ7v7nJ");
  ASSERT_EQ(rows.size(), 1u);
  const auto& festival = rows[0];
  EXPECT_EQ(festival.at("_embedded").at("attractions").as_array().size(), 14u);
  EXPECT_FALSE(festival.at("dates").at("spanMultipleDays").as_bool());
  EXPECT_TRUE(festival.at("dates").at("end").as_object().contains("localDate"));
  const auto last = std::string(festival.at("_embedded").at("attractions").at(13).at("id").as_string());
  const auto by_act = events("attractionId=" + last);
  EXPECT_TRUE(std::ranges::any_of(by_act, [&](const auto& e) { return e.at("id") == festival.at("id"); }));
}

TEST_F(Ticketmaster, DatesBoundBothEdgesAndTakeNoMilliseconds) {
  EXPECT_EQ(code(ticketmaster("/events.json?startDateTime=2026-12-01T00:00:00.000Z")), "DIS1015");
  EXPECT_EQ(code(ticketmaster("/events.json?endDateTime=tomorrow")), "DIS1015");
  const auto rows = events("source=ticketmaster");
  const auto timed = std::ranges::find_if(rows, [](const auto& e) { return e.at("dates").at("start").as_object().contains("dateTime"); });
  ASSERT_NE(timed, rows.end());
  const auto moment = std::string(timed->at("dates").at("start").at("dateTime").as_string());
  const auto same = events("startDateTime=" + moment + "&endDateTime=" + moment);
  EXPECT_TRUE(std::ranges::any_of(same, [&](const auto& e) { return e.at("id") == timed->at("id"); }));
}

TEST_F(Ticketmaster, PlaceFiltersAgree) {
  for (const auto& event : events("city=Glasgow&source=ticketmaster")) {
    const auto* inside = base::object_at(event, "_embedded");
    if (inside && inside->contains("venues")) EXPECT_EQ(inside->at("venues").at(0).at("city").at("name").as_string(), "Glasgow");
  }
  EXPECT_EQ(events("city=Glasgow").size(), events("geoPoint=55.8652,-4.2576&radius=15&unit=km").size());
  EXPECT_EQ(code(ticketmaster("/events.json?geoPoint=here")), "DIS1014");
}

TEST_F(Ticketmaster, PagesEndAtTwelveHundredRows) {
  EXPECT_EQ(code(ticketmaster("/events.json?size=200&page=6")), "DIS1035");
  EXPECT_EQ(ticketmaster("/events.json?size=200&page=5").status, 200);
  EXPECT_EQ(ticketmaster("/events.json?size=201").status, 400);
  std::set<std::string> ids;
  std::int64_t total = 0, pages = 1;
  for (std::int64_t page = 0; page < pages; ++page) {
    const auto body = body_of(ticketmaster("/events.json?sort=id,asc&size=100&page=" + std::to_string(page)));
    total = body.at("page").at("totalElements").as_int64();
    pages = body.at("page").at("totalPages").as_int64();
    EXPECT_EQ(body.at("_links").as_object().contains("next"), page + 1 < pages);
    EXPECT_EQ(json::serialize(body).find("apikey"), std::string::npos) << "links carry no key";
    for (const auto& event : body.at("_embedded").at("events").as_array()) ids.insert(std::string(event.at("id").as_string()));
  }
  EXPECT_EQ(static_cast<std::int64_t>(ids.size()), total);
}

TEST_F(Ticketmaster, ExternalLinksJoinToTheOthersOrMislead) {
  const auto attraction = [&](const std::string& name) {
    return body_of(ticketmaster("/attractions/" + attraction_id_of(name) + ".json"));
  };
  const auto good = attraction("Velvet Arcade");
  EXPECT_EQ(good.at("externalLinks").at("musicbrainz").at(0).at("id").as_string(), mbid_of("Velvet Arcade"));
  EXPECT_NE(good.at("externalLinks").at("spotify").at(0).at("url").as_string().find(spotify_id_of("Velvet Arcade")), std::string::npos);
  const auto bad = attraction("Tin Observatory");
  const auto* links = base::object_at(bad, "externalLinks");
  ASSERT_NE(links, nullptr);
  EXPECT_EQ(json::serialize(*links).find(mbid_of("Tin Observatory")), std::string::npos);
  EXPECT_EQ(json::serialize(*links).find(spotify_id_of("Tin Observatory")), std::string::npos);
  EXPECT_FALSE(body_of(ticketmaster("/attractions.json?keyword=Sable%20Orchard")).as_object().contains("_embedded"));
  const auto near = body_of(ticketmaster("/attractions.json?keyword=velvet%20arcade"));
  EXPECT_EQ(near.at("page").at("totalElements").as_int64(), 3) << "the band, its tribute act, a promoter";
}

TEST_F(Ticketmaster, SingleThingsAreFoundAndInventedIdsAreNot) {
  const auto event = events("size=1").at(0);
  EXPECT_EQ(body_of(ticketmaster("/events/" + std::string(event.at("id").as_string()) + ".json")).at("name"), event.at("name"));
  const auto gone = ticketmaster("/events/G5vYZunknown0000.json");
  EXPECT_EQ(gone.status, 404);
  EXPECT_EQ(code(gone), "DIS1004");
  EXPECT_FALSE(gone.headers.find("Rate-Limit"));
}

TEST_F(TicketmasterLimits, SaysHowMuchIsLeftExceptOnRefusals) {
  const auto good = ticketmaster("/events.json?size=1");
  EXPECT_EQ(good.headers.get("Rate-Limit"), "5000");
  EXPECT_EQ(good.headers.get("Rate-Limit-Available"), "4999");
  EXPECT_EQ(good.headers.get("Rate-Limit-Reset"), std::to_string(base::to_millis(clock_.now()) + 12 * 3'600'000));
  const auto bad = ticketmaster("/events.json?size=900");
  EXPECT_EQ(bad.status, 400);
  EXPECT_FALSE(bad.headers.find("Rate-Limit-Available"));
  EXPECT_EQ(ticketmaster("/events.json?size=1").headers.get("Rate-Limit-Available"), "4997") << "the refused call cost quota too";
}

TEST_F(TicketmasterLimits, TwoKindsOf429) {
  for (int i = 0; i < 5; ++i) ASSERT_EQ(ticketmaster("/venues.json?size=1").status, 200);
  const auto spike = ticketmaster("/venues.json?size=1");
  EXPECT_EQ(spike.status, 429);
  EXPECT_EQ(fault(spike), "policies.ratelimit.SpikeArrestViolation");
  pass(std::chrono::seconds(1));
  control(http::Method::post, "/limits", R"({"ticketmaster_per_day":5})");
  const auto quota = ticketmaster("/venues.json?size=1");
  EXPECT_EQ(quota.status, 429);
  EXPECT_EQ(fault(quota), "policies.ratelimit.QuotaViolation");
  EXPECT_EQ(quota.headers.get("Rate-Limit-Available"), "0");
  pass(std::chrono::hours(12));
  EXPECT_EQ(ticketmaster("/venues.json?size=1").status, 200) << "a new day";
}

}  // namespace
}  // namespace sandbox
