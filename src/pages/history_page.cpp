#include "pages/history_page.hpp"

#include <algorithm>

#include "frame/parts.hpp"
#include "pages/show_rail.hpp"

namespace pages {

using html::Html;
using live::RowView;

namespace {

std::string path(const ShowPage& p) { return "/shows/" + p.show.id.str(); }

Html who(const Version& v) {
  Html h;
  if (v.handle.empty()) return h << "<b>" << html::text(v.who) << "</b>";
  return h << "<a" << html::href("/u/" + v.handle) << "><b>" << html::text(v.who) << "</b></a>";
}

Html what(const Version& v) {
  Html h;
  for (std::size_t i = 0; i < v.what.size(); ++i) h << (i == 0 ? Html() : Html(", ")) << html::text(v.what[i]);
  return h;
}

// Fields of a song that a reader sees; votes are not part of a version.
bool same(const RowView& a, const RowView& b) {
  const auto seen = [](const RowView& r) {
    return std::tie(r.marker, r.happened, r.title, r.artist, r.cover_of, r.guest, r.note, r.duration, r.tape);
  };
  return seen(a) == seen(b);
}

// Rows that both sides have in the same order stay quiet: the longest common run of ids (Hunt and Szymanski's problem, by the plain table).
std::vector<std::string> in_order(const std::vector<RowView>& a, const std::vector<RowView>& b) {
  std::vector<std::vector<int>> longest(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      longest[i][j] = a[i].id == b[j].id ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
  std::vector<std::string> kept;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].id == b[j].id) kept.push_back(a[i].id), ++i, ++j;
    else if (longest[i + 1][j] >= longest[i][j + 1]) ++i;
    else ++j;
  }
  return kept;
}

Html mark(const RowView& r, const std::vector<RowView>& other, const std::vector<std::string>& kept, bool newer) {
  const auto found = std::ranges::find(other, r.id, &RowView::id);
  if (found == other.end()) return newer ? Html("<span class=\"tag\">Added</span>") : Html("<span class=\"tag bad\">Removed later</span>");
  Html h;
  if (std::ranges::find(kept, r.id) == kept.end()) h << "<span class=\"tag plain\">Moved</span>";
  if (!same(r, *found)) h << "<span class=\"tag warn\">Changed</span>";
  return h;
}

Html column(const Side& side, const std::vector<RowView>& other, const std::vector<std::string>& kept, bool newer) {
  const auto id = "version-" + std::to_string(side.version.revision);
  Html h;
  h << "<section" << html::attr("aria-labelledby", id) << "><h2" << html::attr("id", id) << ">Version " << html::num(side.version.revision)
    << "</h2><p class=\"dim\">" << html::text(side.version.when) << "</p><ol class=\"names\">";
  for (const auto& r : side.rows) {
    h << "<li" << (r.happened || r.marker ? Html() : Html(" class=\"dim\"")) << "><span class=\"face\" dir=\"auto\">"
      << html::text(r.marker          ? "— " + r.title + " —"
                    : r.title.empty() ? "Unknown song"
                                      : r.title)
      << "</span><span class=\"n\">" << html::text(r.note) << " " << mark(r, other, kept, newer) << "</span></li>";
  }
  return h << "</ol></section>";
}

Html back_button(const ShowPage& p, std::int64_t revision) {
  Html h;
  return h << "<a class=\"btn\"" << html::href(path(p) + "/history?back=" + std::to_string(revision)) << ">" << frame::icon("retry")
           << "Go back to version " << html::num(revision) << "</a>";
}

}  // namespace

frame::Page draw_history(const ShowPage& p, const History& history) {
  auto page = page_beside(p, "History");
  auto& h = page.main;
  h << "<div class=\"wrap sheet\"><section aria-labelledby=\"versions\"><h2 id=\"versions\">Versions</h2>";
  if (history.versions.empty()) return h << frame::empty("Nobody has changed this list yet.") << "</section></div>", page;
  const bool several = history.versions.size() > 1;
  if (several) h << "<p class=\"lead\">Tick two versions to see them side by side.</p>";
  h << "<form" << html::action(path(p) + "/history") << "><ul class=\"versions\">";
  for (const auto& v : history.versions) {
    const auto n = std::to_string(v.revision);
    h << "<li><label>" << (several ? Html() << "<input type=\"checkbox\" name=\"rev\"" << html::attr("value", n) << ">" : Html())
      << "<span class=\"pos\">" << html::text(n) << "</span><span>" << who(v) << " " << what(v) << "</span></label><time>"
      << html::text(v.when) << "</time></li>";
  }
  h << "</ul><div class=\"actions\">";
  if (several) h << "<button class=\"btn main\">Compare</button>";
  if (history.older)
    h << "<a class=\"btn\"" << html::href(path(p) + "/history?before=" + std::to_string(*history.older)) << ">Older versions</a>";
  return h << "</div></form></section></div>", page;
}

frame::Page draw_comparison(const ShowPage& p, const Side& before, const Side& after) {
  auto page = page_beside(p, "Compare");
  const auto kept = in_order(before.rows, after.rows);
  auto& h = page.main;
  h << "<div class=\"wrap sheet\"><div class=\"compared\">" << column(before, after.rows, kept, false)
    << column(after, before.rows, kept, true) << "</div><div class=\"actions\">";
  if (p.goes_back) h << back_button(p, before.version.revision) << back_button(p, after.version.revision);
  return h << "<a class=\"btn\"" << html::href(path(p) + "/history") << ">All versions</a></div></div>", page;
}

frame::Page draw_rollback(const ShowPage& p, const Side& to) {
  auto page = page_beside(p, "Go back?");
  auto& h = page.main;
  h << "<div class=\"wrap sheet\"><p class=\"lead\">The list becomes what it was in version " << html::num(to.version.revision) << ", "
    << html::text(to.version.when) << ". Nothing is lost: the way back is a version of its own.</p><form class=\"actions\" method=\"post\""
    << html::action("/setlists/" + p.list.place.setlist + "/rollback") << ">" << frame::hidden("rev", std::to_string(to.version.revision))
    << "<button class=\"btn main\">Go back to version " << html::num(to.version.revision) << "</button><a class=\"btn\""
    << html::href(path(p) + "/history") << ">Keep the list</a></form>" << column(to, to.rows, in_order(to.rows, to.rows), false)
    << "</div>";
  return page;
}

}  // namespace pages
