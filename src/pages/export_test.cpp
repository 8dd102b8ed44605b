// Setlists to take along, in every form, full of what spreadsheets, Markdown and HTML would take for more than words.
#include "pages/export.hpp"

#include <boost/json.hpp>

#include "pages/pages_fixture.hpp"

namespace pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

live::RowView song(std::string title, bool happened = true) {
  live::RowView r;
  r.id = "i-" + title;
  r.title = std::move(title);
  r.happened = happened;
  return r;
}

live::RowView section(std::string title) {
  live::RowView r;
  r.marker = true;
  r.title = std::move(title);
  return r;
}

ShowPage a_night() {
  auto p = show_of(row("2026-10-01"));
  auto kelp = song("Kelp");
  kelp.cover_of = "The Halden Rooms";
  kelp.guest = "Ana";
  kelp.note = "acoustic";
  kelp.duration = 225;
  kelp.votes = {3, 1};
  auto intro = song("Overture");
  intro.tape = true;
  auto wish = song("Halogen", false);
  wish.odds = 62;
  wish.wants = 4;
  p.list.rows = {intro, song("Tidewrack"), section("Encore"), kelp, wish};
  return p;
}

TEST(Export, TextIsWhatOneWouldSendAFriend) {
  EXPECT_EQ(as_text(a_night()),
            "Marrow Coast\nHalden Hall, Halden, Norway\nThu 1 Oct 2026\n\n"
            "    Overture (tape)\n 1. Tidewrack\n\nEncore\n 2. Kelp (cover of The Halden Rooms, with Ana, 3:45, acoustic)\n\n"
            "Expected, but not played\n\n 1. Halogen (62 % likely)\n\n/shows/7\n");
}

TEST(Export, MarkdownCountsOnAfterASectionAndTakesNoMarkupFromOutside) {
  auto p = a_night();
  EXPECT_THAT(as_markdown(p),
              AllOf(HasSubstr("# Marrow Coast\n\nHalden Hall, Halden, Norway, Thu 1 Oct 2026\n\n- Overture *tape*\n1. Tidewrack\n"),
                    HasSubstr("\n### Encore\n\n2. Kelp *cover of The Halden Rooms, with Ana, 3:45, acoustic*\n"),
                    HasSubstr("\n## Expected, but not played\n\n1. Halogen *62 % likely*\n")));
  p.list.rows = {song("[free](http://evil.test) <b>#1*")};
  EXPECT_THAT(as_markdown(p), HasSubstr("1. \\[free\\]\\(http://evil\\.test\\) \\<b\\>\\#1\\*\n"));
}

TEST(Export, ASpreadsheetGetsARecordForEachSongAndRunsNone) {
  auto p = a_night();
  EXPECT_THAT(
      as_csv(p),
      AllOf(testing::StartsWith("\xEF\xBB\xBFlist,number,section,title,artist"),
            HasSubstr("\r\nplayed,,\"\",\"Overture\",\"Marrow Coast\",\"\",\"\",\"\",yes,,\"\",,0,0,0\r\n"),
            HasSubstr("\r\nplayed,2,\"Encore\",\"Kelp\",\"Marrow Coast\",\"The Halden Rooms\",\"Ana\",\"acoustic\",no,225,\"\",,3,1,0\r\n"),
            HasSubstr("\r\nexpected,1,\"\",\"Halogen\",\"Marrow Coast\",\"\",\"\",\"\",no,,\"\",62,0,0,4\r\n")));
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    p.list.rows = {song(start + "HYPERLINK(\"x\")")};
    EXPECT_THAT(as_csv(p), HasSubstr("\"'" + start + "HYPERLINK(\"\"x\"\")\"")) << start;
  }
}

TEST(Export, ProgramsGetTheSame) {
  const auto told = as_json(a_night());
  EXPECT_EQ(told.at("show").at("artist"), "Marrow Coast");
  EXPECT_EQ(told.at("setlist").at("stage"), "completed");
  ASSERT_EQ(told.at("played").as_array().size(), 3u);
  const auto& kelp = told.at("played").at(2).as_object();
  EXPECT_EQ(kelp.at("number"), 2);
  EXPECT_EQ(kelp.at("section"), "Encore");
  EXPECT_EQ(kelp.at("duration_seconds"), 225);
  EXPECT_FALSE(kelp.contains("odds_percent"));
  EXPECT_EQ(told.at("expected").at(0).at("votes").at("want"), 4);
}

TEST(Export, ThePrintedPageNumbersSongsOnly) {
  const auto page = main_of(draw_print(a_night()));
  EXPECT_THAT(page, AllOf(HasSubstr("<li><span></span><span dir=\"auto\">Overture <small>tape</small>"), HasSubstr("<h2>Encore</h2>"),
                          HasSubstr("<li><span>2</span><span dir=\"auto\">Kelp")));
  auto p = a_night();
  p.list.rows = {song(nasty)};
  EXPECT_THAT(whole(draw_print(p)), Not(HasSubstr("<script>alert")));
}

TEST(Export, AFileHasASafeNameAndAListOfOneActSaysWhose) {
  auto p = a_night();
  const auto file = exported(p, "csv");
  EXPECT_EQ(file.headers.get("Content-Disposition"), "attachment; filename=\"marrow-coast-2026-10-01.csv\"");
  EXPECT_THAT(std::string(file.headers.get("Content-Type")), HasSubstr("text/csv"));
  p.acts.push_back({"Guest Act", "guest-act", {}});
  p.chosen = 1;
  EXPECT_THAT(export_links(p).str(), HasSubstr("/shows/7/setlist.md?artist=guest-act"));
  EXPECT_EQ(address_of(p), "/shows/7/guest-act");
  p.list.rows.clear();
  EXPECT_TRUE(export_links(p).empty());
}

}  // namespace
}  // namespace pages
