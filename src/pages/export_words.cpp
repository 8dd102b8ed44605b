// Setlists for people: text, Markdown and print.
#include "pages/export.hpp"

namespace pages {

using html::Html;

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const auto& part : parts) all += (all.empty() ? "" : std::string(between)) + part;
  return all;
}

std::string padded(int number) { return (number < 10 ? " " : "") + std::to_string(number) + ". "; }

std::string text_line(const Line& line) {
  const auto& r = *line.row;
  if (r.marker) return "\n" + r.title + "\n";
  const auto more = joined(details(r), ", ");
  return (line.number > 0 ? padded(line.number) : "    ") + live::shown_title(r) + (more.empty() ? "" : " (" + more + ")") + "\n";
}

// Whatever CommonMark could take for markup (any ASCII punctuation may stand behind a backslash, section 2.4).
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>()#+-.!|~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_line(const Line& line) {
  const auto& r = *line.row;
  if (r.marker) return "\n### " + escaped(r.title) + "\n\n";
  std::string more;
  for (const auto& detail : details(r)) more += (more.empty() ? " *" : ", ") + escaped(detail);
  // Every list begins with its number, so that one after a section's name goes on counting.
  return (line.number > 0 ? std::to_string(line.number) + ". " : "- ") + escaped(live::shown_title(r)) + more + (more.empty() ? "" : "*") +
         "\n";
}

void draw_lines(Html& h, const std::vector<Line>& lines) {
  for (const auto& [row, number] : lines) {
    if (row->marker) {
      h << "<li class=\"part\"><h2>" << html::text(row->title) << "</h2></li>";
      continue;
    }
    h << "<li><span>";
    if (number > 0) h << html::num(number);
    h << "</span><span dir=\"auto\">" << html::text(live::shown_title(*row));
    if (const auto more = joined(details(*row), " · "); !more.empty()) h << " <small>" << html::text(more) << "</small>";
    h << "</span></li>";
  }
}

}  // namespace

std::string as_text(const ShowPage& p) {
  const auto sheet = sheet_of(p);
  std::string out = joined(heading_of(p), "\n") + "\n\n";
  for (const auto& line : sheet.played) out += text_line(line);
  if (!sheet.expected.empty()) {
    out += (sheet.played.empty() ? "" : "\n") + std::string(expected_heading(p)) + "\n\n";
    for (const auto& line : sheet.expected) out += text_line(line);
  }
  return out + "\n" + address_of(p) + "\n";
}

std::string as_markdown(const ShowPage& p) {
  const auto sheet = sheet_of(p);
  auto heading = heading_of(p);
  std::string out = "# " + escaped(heading.front()) + "\n\n";
  heading.erase(heading.begin());
  out += escaped(joined(heading, ", ")) + "\n\n";
  for (const auto& line : sheet.played) out += markdown_line(line);
  if (!sheet.expected.empty()) {
    out += (sheet.played.empty() ? "" : "\n") + ("## " + std::string(expected_heading(p))) + "\n\n";
    for (const auto& line : sheet.expected) out += markdown_line(line);
  }
  return out + "\n<" + address_of(p) + ">\n";
}

frame::Page draw_print(const ShowPage& p) {
  const auto sheet = sheet_of(p);
  auto heading = heading_of(p);
  frame::Page page;
  page.title = "Print · " + joined(heading, ", ");
  page.description = "The setlist on paper.";
  page.index = false;
  page.bare = true;
  page.style = "paper.css";
  auto& h = page.main;
  h << "<article class=\"paper\"><p class=\"actions\"><a class=\"btn\"" << html::href("/shows/" + p.show.id.str())
    << ">Back to the show</a><button class=\"btn main\" data-print hidden>Print</button></p><h1 dir=\"auto\">"
    << html::text(heading.front()) << "</h1>";
  heading.erase(heading.begin());
  h << "<p>" << html::text(joined(heading, " · ")) << "</p>";
  if (!sheet.played.empty()) h << "<ol>", draw_lines(h, sheet.played), h << "</ol>";
  if (!sheet.expected.empty()) {
    h << "<h2>" << html::text(expected_heading(p)) << "</h2><ol>";
    draw_lines(h, sheet.expected);
    h << "</ol>";
  }
  h << "<footer>" << html::text(address_of(p)) << "</footer></article>";
  return page;
}

}  // namespace pages
