#include "pages/room_page.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace pages {

using html::Html;
using live::RowView;

namespace {

constexpr std::size_t picks = 4;

// The likeliest of those still expected; what nobody gave odds comes last.
std::vector<const RowView*> likeliest(const ShowPage& p) {
  std::vector<const RowView*> found;
  for (const auto i : live::arrange(p.list.rows, p.list.place.stage).expected)
    if (!p.list.rows[i].marker && !p.list.rows[i].title.empty()) found.push_back(&p.list.rows[i]);
  std::ranges::stable_sort(found, std::greater(), [](const RowView* r) { return r->odds.value_or(0); });
  if (found.size() > picks) found.resize(picks);
  return found;
}

Html pick(const ShowPage& p, const RowView& r) {
  Html h;
  h << "<form method=\"post\"" << html::action("/setlists/" + p.list.place.setlist + "/set") << html::attr("data-item", r.id)
    << "><input type=\"hidden\" name=\"item\"" << html::attr("value", r.id)
    << "><input type=\"hidden\" name=\"field\" value=\"meaning\"><input type=\"hidden\" name=\"value\" value=\"happened\">"
    << "<input type=\"hidden\" name=\"back\"" << html::attr("value", "/shows/" + p.show.id.str() + "/room") << "><button class=\"pick\">";
  if (r.odds) h << "<meter min=\"0\" max=\"100\" aria-hidden=\"true\"" << html::attr("value", std::to_string(*r.odds)) << "></meter>";
  h << "<span class=\"face\" dir=\"auto\">" << html::text(r.title) << "</span><output>";
  if (r.odds) h << html::num(*r.odds) << "%";
  return h << "</output></button></form>";
}

}  // namespace

std::optional<frame::Page> draw_room(const ShowPage& p) {
  if (p.list.place.stage != live::Stage::live) return std::nullopt;
  const auto back = "/shows/" + p.show.id.str();
  frame::Page page;
  page.title = "In the room · " + p.acts[p.chosen].name;
  page.description = "Tell what is playing now.";
  page.lamp = p.show.artist.value;
  page.index = false;
  page.bare = true;
  page.dim = frame::Dim::always;
  auto& h = page.main;
  h << "<div class=\"room\"><header><span class=\"face\" dir=\"auto\">" << html::text(p.acts[p.chosen].name)
    << "</span><span class=\"wide dim\">Song "
    << html::num(live::songs_among(p.list.rows, live::arrange(p.list.rows, p.list.place.stage).played) + 1) << "</span><a"
    << html::href(back) << " aria-label=\"Leave room mode\">" << frame::icon("x")
    << "</a></header><h1>What is playing now?</h1><div class=\"picks\">";
  for (const auto* r : likeliest(p)) h << pick(p, *r);
  h << "<details><summary class=\"btn\">" << frame::icon("search") << "Another song</summary>" << live::composer(p.list)
    << "</details></div></div>";
  return page;
}

}  // namespace pages
