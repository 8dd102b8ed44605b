// Long lists are asked for in spans of time, and nothing in them is lost.
#include "imports/spans.hpp"

#include <boost/json.hpp>

#include "imports/imports_fixture.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using std::chrono::days;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const base::Time now = *base::read_instant(noon);

TEST(Spans, AreCutIntoTwoThatMeet) {
  for (const Span& span : {Span{}, Span{now + days(90), {}}, Span{{}, now + days(90)}, Span{now, now + days(3)}}) {
    const auto parts = halves(span, now);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->first.from, span.from);
    EXPECT_EQ(parts->first.to, parts->second.from);
    EXPECT_EQ(parts->second.to, span.to);
    EXPECT_GT(*parts->first.to, now);
  }
}

TEST(Spans, CannotBeCutForEver) {
  EXPECT_FALSE(halves({now, now + days(1)}, now));
  EXPECT_FALSE(halves({{}, now + std::chrono::hours(20)}, now));
  Span open;
  int cuts = 0;
  while (const auto parts = halves(open, now)) open = parts->second, ++cuts;
  EXPECT_LT(cuts, 10);
}

TEST(Spans, AreReadAsTheyWereWritten) {
  const std::vector<Span> spans{{}, {now, {}}, {{}, now}, {now, now + days(1)}};
  const auto list = to_json(spans);
  EXPECT_EQ(read_spans(&list), spans);
  const boost::json::array hostile{1, boost::json::array{}, boost::json::array{"x", nullptr, 3},
                                   boost::json::array{now.time_since_epoch().count(), nullptr}};
  EXPECT_EQ(read_spans(&hostile).size(), 1u);
  EXPECT_TRUE(read_spans(nullptr).empty());
}

// A Ticketmaster with as many events of one attraction as are wanted, and its rules of paging (§3.3 of the fact sheet).
class LongList : public ImportsTest {
 protected:
  std::size_t claimed = 0;  // what a list says of its length; nothing: the truth

  void list(std::vector<base::Time> starts) {
    http.instead = [this, starts = std::move(starts)](int, const http::OutRequest& request) -> std::optional<support::SandboxHttp::Answer> {
      if (!http.asks(request, sandbox::ticketmaster_prefix) || !mentions(request.url, "/events.json")) return std::nullopt;
      const auto query = http::parse_query(std::string_view(request.url).substr(request.url.find('?') + 1)).value();
      const auto edge = [&](std::string_view name, base::Time open) { return base::read_instant(query.get(name)).value_or(open); };
      const auto from = edge("startDateTime", base::Time::min()), to = edge("endDateTime", base::Time::max());
      std::vector<std::size_t> found;
      if (query.get("includeTBA").empty() && query.get("includeTBD").empty())
        for (std::size_t i = 0; i < starts.size(); ++i)
          if (starts[i] >= from && starts[i] <= to) found.push_back(i);
      return support::SandboxHttp::Answer{page(starts, found, std::stoul(std::string(query.get("page"))), attraction_of(query))};
    };
  }

 private:
  static std::string attraction_of(const http::Params& query) { return std::string(query.get("attractionId")); }
  http::OutResponse page(const std::vector<base::Time>& starts, const std::vector<std::size_t>& found, std::size_t number,
                         const std::string& attraction) const {
    constexpr std::size_t size = 200, reach = 1200;
    if (number * size >= reach)
      return {.status = 400, .headers = {}, .body = R"({"errors":[{"code":"DIS1035","detail":"too deep","status":"400 BAD_REQUEST"}]})"};
    boost::json::array events;
    for (std::size_t i = number * size; i < std::min(found.size(), (number + 1) * size); ++i) {
      const std::string at = base::write_instant(starts[found[i]]);
      events.push_back({{"id", "G" + std::to_string(found[i])},
                        {"name", "Marrow Coast"},
                        {"dates",
                         {{"start", {{"localDate", at.substr(0, 10)}, {"localTime", at.substr(11, 8)}, {"dateTime", at}}},
                          {"timezone", "Etc/UTC"},
                          {"status", {{"code", "onsale"}}}}},
                        {"_embedded",
                         {{"venues", boost::json::array{{{"id", "KovZone"}, {"name", "Sentrum Scene"}}}},
                          {"attractions", boost::json::array{{{"id", attraction}, {"name", "Marrow Coast"}}}}}}});
    }
    boost::json::object body{{"page",
                              {{"size", size},
                               {"totalElements", claimed > 0 ? claimed : found.size()},
                               {"totalPages", (found.size() + size - 1) / size},
                               {"number", number}}}};
    if (!events.empty()) body["_embedded"] = {{"events", std::move(events)}};
    return {.status = 200, .headers = {}, .body = boost::json::serialize(body)};
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, LongList, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(LongList, IsReadToItsEnd) {
  std::vector<base::Time> starts;
  for (int i = 0; i < 1500; ++i) starts.push_back(clock.now() + std::chrono::hours(5) + days(i % 700) + std::chrono::hours(4 * (i / 700)));
  list(starts);
  support::SandboxTruth truth{clock.now()};
  const auto begun = studio.begin(truth.spotify_id("Marrow Coast"), "Marrow Coast");
  studio.finish();
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::done);
  EXPECT_EQ(studio.count("show_sources", "source = 'ticketmaster'"), 1500);
  EXPECT_THAT(studio.log(begun.artist), Not(Contains(HasSubstr("lets anybody read"))));
}

TEST_P(LongList, OneWhoseLengthIsALieEndsAndIsToldOf) {
  claimed = 5000;
  list({clock.now() + days(20)});
  support::SandboxTruth truth{clock.now()};
  const auto begun = studio.begin(truth.spotify_id("Marrow Coast"), "Marrow Coast");
  studio.finish();
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, PartStatus::done);
  EXPECT_EQ(studio.count("show_sources", "source = 'ticketmaster'"), 1);
  EXPECT_LT(std::ranges::count_if(http.asked, [](const auto& url) { return mentions(url, "/events.json"); }), 150);
  EXPECT_THAT(studio.log(begun.artist), Contains(HasSubstr("lets anybody read")));
}

}  // namespace
}  // namespace imports
