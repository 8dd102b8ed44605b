#include "imports/views.hpp"

#include <gmock/gmock.h>

namespace imports {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto xss = "<script>alert(1)</script>\"'";
const base::Time now = base::from_millis(1'790'000'000'000);

Progress progress(std::string status, std::string phase) {
  Progress p;
  p.id = ImportId{1};
  p.artist = artists::ArtistId{42};
  p.status = std::move(status);
  p.phase = std::move(phase);
  p.percent = 35;
  for (const Part part : all_parts) p.parts.push_back({.part = part, .status = PartStatus::done, .imported = 1});
  return p;
}

TEST(ImportPanel, SaysWhatHappensInPlainWords) {
  auto p = progress("importing", "shows");
  p.parts[1].status = PartStatus::running;
  p.parts[3].imported = 1204;
  const auto html = panel_inside(p, now).str();
  EXPECT_THAT(html, AllOf(HasSubstr("Finding upcoming shows"), HasSubstr("35%"), HasSubstr("<progress max=\"100\" value=\"35\""),
                          HasSubstr("data-section=\"progress\""), HasSubstr(">1</b> record<"), HasSubstr(">1,204</b> setlists<")));
  EXPECT_THAT(html, Not(HasSubstr("Try again")));
}

TEST(ImportPanel, AFailureIsToldKeepsWhatArrivedAndOffersOneClick) {
  auto p = progress("failed", "done");
  p.parts[1].status = PartStatus::failed;
  p.parts[1].error_message = std::string("Ticketmaster could not be reached.") + xss;
  const auto html = panel_inside(p, now).str();
  EXPECT_THAT(html, AllOf(HasSubstr("Ticketmaster could not be reached."), HasSubstr("What arrived is kept."),
                          HasSubstr("action=\"/imports/42/retry\""), HasSubstr("Try again"), HasSubstr("class=\"progress failed\"")));
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
}

TEST(ImportPanel, TheIslandHoldsThePanelAsItIsAndOldNewsIsGone) {
  auto p = progress("importing", "shows");
  const auto html = panel(p, "marrow-coast", now).str();
  EXPECT_THAT(html, AllOf(HasSubstr(panel_inside(p, now).str()), HasSubstr("data-events=\"/api/v1/artists/42/import/events\""),
                          HasSubstr("data-socket=\"/api/v1/artists/42/import/socket\""), HasSubstr("<noscript>")));
  p.status = "completed";
  p.finished_at = now - 9min;
  EXPECT_THAT(panel(p, "marrow-coast", now).str(), AllOf(HasSubstr("All here"), Not(HasSubstr("<noscript>"))));
  p.finished_at = now - 11min;
  EXPECT_TRUE(panel(p, "marrow-coast", now).empty());
  p.status = "failed";  // stays until it is tried again
  EXPECT_FALSE(panel(p, "marrow-coast", now).empty());
}

TEST(ImportParts, EachSaysWhereItIs) {
  auto p = progress("importing", "setlists");
  p.parts[0].status = PartStatus::absent;
  p.parts[1].status = PartStatus::paused;
  p.parts[1].error_message = "The budget is used up.";
  p.parts[1].resume_at = now + 2h;
  p.parts[2].status = PartStatus::waiting;
  p.parts[3] = {.part = Part::setlists, .status = PartStatus::running, .done = 40, .total = 120, .imported = 30};
  EXPECT_THAT(parts_table(p, now).str(), AllOf(HasSubstr("nothing there"), HasSubstr("The budget is used up. Goes on in 2 hours."),
                                               HasSubstr("waiting its turn"), HasSubstr("40 of 120"), HasSubstr("setlist.fm")));
}

TEST(ImportLog, LinesAreEscaped) {
  const auto html =
      log_list({{.at = now - 3min, .source = "ticketmaster", .outcome = "skipped", .subject = "shows", .count = 1, .message = xss}}, now)
          .str();
  EXPECT_THAT(html, AllOf(HasSubstr("<b>Ticketmaster</b>"), HasSubstr("&lt;script&gt;"), HasSubstr(">3 m<"), Not(HasSubstr("<script>"))));
}

}  // namespace
}  // namespace imports
