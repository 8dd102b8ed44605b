// A setlist to take along (SET-5): as text, Markdown, CSV and JSON, and as a page to print. All say what was played, in order and under
// its sections, and apart from it what is only expected (SET-10).
//   /shows/{id}/setlist.txt, .md, .csv, .json and /shows/{id}/print; "?artist=SLUG" for one act of several
#pragma once
#include <string>
#include <vector>

#include "pages/show_page.hpp"
#include "platform/http/message.hpp"

namespace pages {

// What an export lists: numbered as on the show's page, tape and section names without a number.
struct Line {
  const live::RowView* row;
  int number;  // 0: none
};
struct Sheet {
  std::vector<Line> played, expected;
};
Sheet sheet_of(const ShowPage& page);

// What is said of a song besides its title: "by X", "cover of Y", "with Z", "tape", "3:45", its note.
std::vector<std::string> details(const live::RowView& row);
std::string address_of(const ShowPage& page);               // absolute where `site` is known
std::vector<std::string> heading_of(const ShowPage& page);  // who; where; when: what is not known is left out
std::string_view expected_heading(const ShowPage& page);    // what the second list is: it never looks like a fact

std::string as_text(const ShowPage& page);
std::string as_markdown(const ShowPage& page);  // CommonMark; outside text is escaped
// RFC 4180 with a header line, after a byte order mark, without which spreadsheets take UTF-8 for something else. A field that a
// spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV Injection).
std::string as_csv(const ShowPage& page);
boost::json::object as_json(const ShowPage& page);
frame::Page draw_print(const ShowPage& page);

inline constexpr std::string_view export_endings[] = {"txt", "md", "csv", "json"};
// The file with the right type and name; `ending`: one of those.
http::Response exported(const ShowPage& page, std::string_view ending);
// Links to all of them, for the show's page; empty while there is nothing to take along.
html::Html export_links(const ShowPage& page);

}  // namespace pages
