#include "pages/room_page.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "frame/parts.hpp"
#include "setlists/documents.hpp"
#include "setlists/prediction.hpp"

namespace pages {

using html::Html;
using live::RowView;

namespace {

// The stylesheet shows the first four; the others move up while there is no network to ask for more.
constexpr std::size_t picks = 12;

struct Pick {
  const RowView* row;
  double odds;
};

std::vector<Pick> likeliest(const ShowPage& p, const NextSongs& next) {
  std::vector<Pick> found;
  for (const auto i : live::arrange(p.list.rows, p.list.place.stage).expected) {
    const auto& r = p.list.rows[i];
    const auto odds = next.find(r.id);
    if (!r.marker && !r.title.empty()) found.push_back({&r, odds == next.end() ? 0 : odds->second});
  }
  std::ranges::sort(found, [](const Pick& a, const Pick& b) { return a.odds != b.odds ? a.odds > b.odds : a.row < b.row; });
  if (found.size() > picks) found.resize(picks);
  return found;
}

const RowView* playing(const ShowPage& p) {
  const auto at = std::ranges::find(p.list.rows, p.list.playing, &RowView::id);
  return p.list.playing.empty() || at == p.list.rows.end() ? nullptr : &*at;
}

// A form that sets a field of an item and comes back here.
Html setting(const ShowPage& p, html::Literal kind, const RowView* r, html::Literal field, html::Literal value) {
  const std::string item = r ? r->id : "";
  Html h;
  h << "<form method=\"post\"" << html::attr("class", kind.view()) << html::action("/setlists/" + p.list.place.setlist + "/set")
    << html::attr("data-key", item) << ">";
  h << frame::hidden("item", item) << frame::hidden("field", field.view()) << frame::hidden("value", value.view())
    << frame::hidden("back", room_path(p));
  return h;
}

Html pick(const ShowPage& p, const RowView& r, double odds) {
  const auto percent = std::lround(100 * odds);
  auto h = setting(p, "pick", &r, "meaning", "happened");
  h << "<button aria-pressed=\"false\"><meter min=\"0\" max=\"100\" aria-hidden=\"true\"" << html::attr("value", std::to_string(percent))
    << "></meter><span" << html::attr("class", frame::heading_class(r.title).starts_with("as-is") ? "face as-is" : "face")
    << " dir=\"auto\">" << html::text(r.title) << "</span><output>";
  if (percent > 0) h << html::num(percent) << "%";
  return h << "</output></button></form>";
}

// What is believed to be playing. Who just said so can take it back: for a minute here, for a moment with scripts.
Html heard(const ShowPage& p) {
  const auto* now = playing(p);
  const auto* own =
      !p.list.changes.empty() && p.list.changes.front().own && p.list.changes.front().fresh ? &p.list.changes.front() : nullptr;
  Html h;
  h << "<div class=\"heard\"><p><span class=\"wide\" data-part=\"word\">" << html::text(now ? "Now playing" : "Between songs")
    << "</span><span class=\"face\" dir=\"auto\" data-part=\"title\">" << html::text(now ? live::shown_title(*now) : "")
    << "</span></p><form method=\"post\" data-part=\"undo\"" << html::action("/setlists/" + p.list.place.setlist + "/undo")
    << (own ? Html() : Html(" hidden")) << ">";
  h << frame::hidden("rev", own ? std::to_string(own->revision) : "") << frame::hidden("back", room_path(p));
  return h << "<button class=\"btn\">Undo</button></form></div>";
}

Html header(const ShowPage& p) {
  const auto played = live::songs_among(p.list.rows, live::arrange(p.list.rows, p.list.place.stage).played);
  Html h;
  h << "<header><span class=\"face\" dir=\"auto\">" << html::text(p.acts[p.chosen].name)
    << "</span><span class=\"wide dim\" data-part=\"number\">Song " << html::num(playing(p) ? played : played + 1) << "</span><a"
    << html::href(path_of(p)) << " aria-label=\"Leave room mode\">" << frame::icon("x") << "</a></header>";
  return h;
}

Html others(const ShowPage& p) {
  const auto* now = playing(p);
  Html h;
  h << "<div class=\"pair\"><details><summary class=\"btn\">" << frame::icon("search") << "Another song</summary>"
    << live::song_field(p.list, room_path(p)) << "</details>" << setting(p, "between", now, "duration", "now") << "<button class=\"btn\""
    << html::attr("aria-pressed", now ? "false" : "true") << (now ? Html() : Html(" disabled")) << ">Between songs</button></form></div>";
  return h;
}

}  // namespace

std::string room_path(const ShowPage& p) { return path_beside(p, "/room"); }

NextSongs next_songs(db::Tx& tx, const ShowPage& p) {
  return setlists::next_songs(tx, p.acts[p.chosen].artist, setlists::documents::head(tx, p.setlist.id).document);
}

Html draw_picks(const ShowPage& p, const NextSongs& next) {
  Html h;
  h << "<div class=\"picks\" data-section=\"picks\">";
  for (const auto& [row, odds] : likeliest(p, next)) h << pick(p, *row, odds);
  return h << "</div>";
}

frame::Page draw_room(const ShowPage& p, const NextSongs& next) {
  frame::Page page;
  page.title = "In the room · " + p.acts[p.chosen].name;
  page.description = "Tell what is playing now.";
  page.lamp = p.show.artist.value;
  page.index = false;
  page.bare = true;
  page.dim = frame::Dim::always;
  page.script = "room.js";
  page.style = "room.css";
  page.main << "<ts-room" << html::attr("data-base", "/api/v1/setlists/" + p.list.place.setlist)
            << html::attr("data-edit", frame::site().asset("edit.js")) << html::attr("data-show", path_of(p))
            << html::attr("data-src", room_path(p) + (p.chosen == 0 ? "?" : "&") + "fragment=picks") << "><div class=\"room\">" << header(p)
            << "<div class=\"question\"><div class=\"notices\" role=\"status\"></div><h1>What is playing now?</h1>" << heard(p) << "</div>"
            << draw_picks(p, next) << others(p)
            << "<p class=\"line\"><span role=\"status\" data-part=\"line\"></span><span data-part=\"here\"></span><noscript><a"
            << html::href(room_path(p)) << ">Refresh</a></noscript></p></div>" << live::island_start(p.list) << "</ts-room>";
  return page;
}

}  // namespace pages
