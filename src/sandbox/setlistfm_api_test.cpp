#include <set>

#include "sandbox/sandbox_fixture.hpp"

namespace sandbox {
namespace {

class SetlistfmLimits : public SandboxTest {};
class Setlistfm : public UnlimitedSandboxTest {
 protected:
  // Newest first, at most `pages` pages.
  std::vector<json::value> setlists_of(const std::string& artist, int pages = 200) {
    std::vector<json::value> all;
    const auto mbid = mbid_of(artist);
    for (int page = 1; page <= pages; ++page) {
      const auto response = setlistfm("/artist/" + mbid + "/setlists?p=" + std::to_string(page));
      if (response.status == 404) break;
      const auto body = body_of(response);
      for (const auto& setlist : body.at("setlist").as_array()) all.push_back(setlist);
      if (static_cast<std::int64_t>(all.size()) == body.at("total").as_int64()) break;
    }
    return all;
  }
};

std::string iso(const json::value& setlist) {
  const auto text = std::string(setlist.at("eventDate").as_string());
  return text.substr(6) + text.substr(2, 4) + text.substr(0, 2);
}

TEST_F(Setlistfm, SpeaksXmlUnlessAskedForJson) {
  auto request = request_to(http::Method::get, "/setlistfm/rest/1.0/search/artists?artistName=Kettle");
  request.headers.set("x-api-key", std::string(setlistfm_key));
  const auto missing = ask(request);
  EXPECT_EQ(missing.status, 404);
  EXPECT_TRUE(missing.body->starts_with("<?xml"));
  request = request_to(http::Method::get, "/setlistfm/rest/1.0/artist/" + mbid_of("Juniper & the Slow Clocks"));
  request.headers.set("x-api-key", std::string(setlistfm_key));
  const auto xml = ask(request);
  EXPECT_EQ(xml.headers.get("Content-Type"), "application/xml");
  EXPECT_NE(xml.body->find("name=\"Juniper &amp; the Slow Clocks\""), std::string::npos);
}

TEST_F(Setlistfm, AWrongKeyIsForbiddenAndNeverNothingFound) {
  for (const std::string key : {"", "other", "sandbox-setlistfm-key-000000000000 "}) {
    auto request = request_to(http::Method::get, "/setlistfm/rest/1.0/search/artists?artistName=Marrow");
    if (!key.empty()) request.headers.set("x-api-key", key);
    const auto refused = ask(request);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(body_of(refused).at("message").as_string(), "Forbidden");
  }
}

TEST_F(Setlistfm, NoMatchAndPastTheEndAre404) {
  const auto none = setlistfm("/search/artists?artistName=zzzzzz");
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(body_of(none).at("code").as_int64(), 404);
  const auto mbid = mbid_of("Marrow Coast");
  EXPECT_EQ(setlistfm("/artist/" + mbid + "/setlists?p=1").status, 200);
  EXPECT_EQ(setlistfm("/artist/" + mbid + "/setlists?p=99").status, 404);
  EXPECT_EQ(setlistfm("/artist/" + mbid + "/setlists?p=0").status, 404);
  EXPECT_EQ(setlistfm("/artist/" + mbid_of("DJ Paperclip") + "/setlists").status, 404) << "known, but nothing entered";
  EXPECT_EQ(setlistfm("/search/artists?artistName=Kettle%20%26%20Kin").status, 404);
  EXPECT_EQ(setlistfm("/setlist/ffffffff").status, 404);
  EXPECT_EQ(setlistfm("/nowhere").status, 404);
}

TEST_F(Setlistfm, PagesHoldTwentyNewestFirst) {
  const auto all = setlists_of("Marrow Coast");
  EXPECT_GE(all.size(), 40u);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_TRUE(ids.insert(std::string(all[i].at("id").as_string())).second);
    if (i > 0) EXPECT_GE(iso(all[i - 1]), iso(all[i]));
  }
  const auto first = setlistfm("/artist/" + mbid_of("Marrow Coast") + "/setlists");
  EXPECT_EQ(first.headers.get("Cache-Control"), "no-transform, max-age=60");
  EXPECT_EQ(first.headers.get("Vary"), "Accept,Accept-Language");
  EXPECT_EQ(body_of(first).at("setlist").as_array().size(), 20u);
}

TEST_F(Setlistfm, OneSetlistIsTheSameAloneAndByItsVersion) {
  const auto listed = setlists_of("Pale Ferry", 1).at(3);
  EXPECT_EQ(body_of(setlistfm("/setlist/" + std::string(listed.at("id").as_string()))), listed);
  EXPECT_EQ(body_of(setlistfm("/setlist/version/" + std::string(listed.at("versionId").as_string()))), listed);
}

TEST_F(Setlistfm, EntriesAreMadeAheadAndEmpty) {
  const auto ahead = setlists_of("Velvet Arcade", 1);
  int future = 0;
  for (const auto& setlist : ahead) {
    if (iso(setlist) < "2026-11-22") continue;
    ++future;
    EXPECT_TRUE(setlist.at("sets").at("set").as_array().empty());
  }
  EXPECT_GE(future, 1);
}

TEST_F(Setlistfm, OneDateCanHaveTwoSetlists) {
  std::set<std::string> dates;
  int doubles = 0;
  for (const auto& setlist : setlists_of("Pale Ferry")) doubles += !dates.insert(iso(setlist)).second;
  EXPECT_GE(doubles, 2);
}

TEST_F(Setlistfm, JamNightsHaveSegueMarksNamedEncoresAndUpToFive) {
  int named = 0, most = 0, segues = 0;
  for (const auto& setlist : setlists_of("The Lanternfish Union", 40))
    for (const auto& set : setlist.at("sets").at("set").as_array()) {
      const auto* name = set.as_object().if_contains("name");
      named += name && name->as_string() == "Encore:" && !set.as_object().contains("encore");
      most = std::max(most, static_cast<int>(base::int_at(set, "encore").value_or(0)));
      for (const auto& song : set.at("song").as_array())
        segues += base::string_at(song, "info").value_or("").find('>') != std::string_view::npos;
    }
  EXPECT_GT(named, 20);
  EXPECT_GT(segues, 100);
  EXPECT_EQ(most, 5);
}

TEST_F(Setlistfm, RenamedHallsAndHallsWithoutACityAreThere) {
  std::set<std::string> names;
  int cityless = 0, nameless = 0;
  for (int page = 1; page <= 3; ++page) {
    const auto body = body_of(setlistfm("/search/venues?cityName=Manchester&p=1"));
    for (const auto& venue : body.at("venue").as_array())
      names.insert(std::string(venue.at("name").as_string())), cityless += !venue.as_object().contains("city");
  }
  EXPECT_GE(names.size(), 3u);
  EXPECT_GE(cityless, 1);
  for (const auto& setlist : setlists_of("Iron Parsonage")) nameless += setlist.at("venue").at("name").as_string().empty();
  EXPECT_GE(nameless, 1);
}

TEST_F(Setlistfm, SearchesByDateVenueAndChange) {
  const auto one = setlists_of("Velvet Arcade", 2).at(25);
  const auto date = std::string(one.at("eventDate").as_string()), venue = std::string(one.at("venue").at("id").as_string());
  const auto there = body_of(setlistfm("/search/setlists?date=" + date + "&venueId=" + venue));
  for (const auto& setlist : there.at("setlist").as_array()) {
    EXPECT_EQ(setlist.at("eventDate").as_string(), date);
    EXPECT_EQ(setlist.at("venue").at("id").as_string(), venue);
  }
  EXPECT_EQ(setlistfm("/venue/" + venue).status, 200);
  const auto at_venue = body_of(setlistfm("/venue/" + venue + "/setlists"));
  EXPECT_GE(at_venue.at("total").as_int64(), there.at("total").as_int64());
  const auto lately = body_of(setlistfm("/search/setlists?artistMbid=" + mbid_of("Velvet Arcade") + "&lastUpdated=20261101000000"));
  EXPECT_GT(lately.at("total").as_int64(), 0);
  for (const auto& setlist : lately.at("setlist").as_array()) EXPECT_GE(setlist.at("lastUpdated").as_string(), "2026-11-01");
  EXPECT_EQ(setlistfm("/search/setlists?date=2026-11-01").status, 404) << "dates are written dd-MM-yyyy";
}

TEST_F(Setlistfm, FestivalDaysShareAVenue) {
  const auto catalogue = Catalogue(1, day_of(2026, 11, 22));
  const auto opened = opening(1, 0, 2026);
  const auto found = body_of(setlistfm("/search/setlists?venueName=Saltmeadow&date=" + dotted_date(opened)));
  std::set<std::string> artists;
  for (const auto& setlist : found.at("setlist").as_array()) artists.insert(std::string(setlist.at("artist").at("name").as_string()));
  EXPECT_GE(artists.size(), 2u);
}

TEST_F(SetlistfmLimits, RefusesTheThirdCallInASecondAndADaysTooMany) {
  const auto mbid = mbid_of("Weather");
  EXPECT_EQ(setlistfm("/artist/" + mbid).status, 200);
  const auto refused = setlistfm("/artist/" + mbid);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.get("x-amzn-ErrorType"), "TooManyRequestsException");
  EXPECT_FALSE(refused.headers.find("Retry-After"));
  pass(std::chrono::seconds(1));
  EXPECT_EQ(setlistfm("/artist/" + mbid).status, 200);
  control(http::Method::post, "/limits", R"({"setlistfm_per_day":3})");
  pass(std::chrono::seconds(1));
  const auto spent = setlistfm("/artist/" + mbid);
  EXPECT_EQ(spent.status, 429);
  EXPECT_EQ(body_of(spent).at("message").as_string(), "Limit Exceeded");
}

}  // namespace
}  // namespace sandbox
