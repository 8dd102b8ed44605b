#include "notifications/letters.hpp"

#include "platform/html/html.hpp"

namespace notifications {

namespace {

std::string as_text(const std::vector<Line>& lines) {
  std::string text;
  for (const auto& line : lines) {
    text += "- " + line.name + "\n";
    for (const auto& more : {line.detail, line.link})
      if (!more.empty()) text += "  " + more + "\n";
  }
  return lines.empty() ? "" : text + "\n";
}

html::Html as_html(const std::vector<Line>& lines) {
  html::Html h;
  if (lines.empty()) return h;
  h << "<ul>";
  for (const auto& line : lines) {
    h << "<li>";
    if (line.link.empty()) h << html::text(line.name);
    else h << "<a" << html::href(line.link) << ">" << html::text(line.name) << "</a>";
    if (!line.detail.empty()) h << "<br>" << html::text(line.detail);
    h << "</li>";
  }
  return h << "</ul>";
}

}  // namespace

// Mail programs know little CSS and ours allows no inline style anyway: plain elements read well everywhere.
Letter write(const Words& w) {
  Letter letter{w.subject, {}, {}, w.unsubscribe};
  letter.text = w.lead + "\n\n" + as_text(w.lines);
  if (!w.link.empty()) letter.text += w.action + ":\n" + w.link + "\n\n";
  letter.text += w.foot + "\n\n";
  if (!w.unsubscribe.empty()) letter.text += "Get no more of these:\n" + w.unsubscribe + "\n\n";
  letter.text += "-- \nThe Set\n";
  html::Html h;
  h << "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" << html::text(w.subject) << "</title></head><body><p>"
    << html::text(w.lead) << "</p>" << as_html(w.lines);
  if (!w.link.empty())
    h << "<p><a" << html::href(w.link) << "><strong>" << html::text(w.action) << "</strong></a></p><p>" << html::text(w.link) << "</p>";
  h << "<p>" << html::text(w.foot) << "</p>";
  if (!w.unsubscribe.empty()) h << "<p><a" << html::href(w.unsubscribe) << ">Unsubscribe</a></p>";
  h << "<hr><p>The Set</p></body></html>\n";
  letter.html = h.str();
  return letter;
}

}  // namespace notifications
