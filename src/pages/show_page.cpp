#include "pages/show_page.hpp"

#include <algorithm>

#include "follows/follows.hpp"
#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "pages/export.hpp"
#include "pages/live_list.hpp"
#include "pages/show_hero.hpp"
#include "pages/show_rail.hpp"

namespace pages {

using html::Html;
using live::Stage;
using shows::Status;

namespace {

Html unknown_setlist(const shows::Show& show, base::Time now) {
  const auto status = show.status_at(now);
  std::string_view sentence = "Nothing is known of what they will play yet.";
  if (status == Status::completed) sentence = "Nobody has told what was played yet.";
  if (status == Status::cancelled) sentence = "This show was cancelled: nothing was played.";
  if (status == Status::postponed) sentence = "This show waits for a new date.";
  return frame::empty(sentence);
}

// What the list is, before it is read: a guess is announced as one (SET-10).
Html opening(const ShowPage& p) {
  Html h;
  if (p.list.place.stage != Stage::draft || p.list.rows.empty()) return h;
  return h << "<p class=\"lead\">A prediction from recent shows, open to votes. Nothing here is a fact yet.</p>";
}

Html heading(const ShowPage& p) {
  Html h;
  h << "<div class=\"sheet-head\"><h2 id=\"setlist\">"
    << (p.list.place.stage == Stage::draft && !p.list.rows.empty() ? Html("What will they play?") : Html("Setlist")) << "</h2>";
  if (p.list.place.stage != Stage::completed) h << live::presence(p.list);
  return h << "</div>";
}

bool anything_told(const ShowPage& p) {
  return std::ranges::any_of(p.list.rows, [&](const auto& r) { return r.happened || p.list.place.stage != Stage::completed; });
}

// The scripts say the same in the same place once they are connected: drawn from the start, nothing moves then.
Html notices(const ShowPage& p) {
  Html h;
  h << "<div class=\"notices\" role=\"status\">";
  if (!p.list.closed.empty() && !p.list.state.is_null())
    h << "<p class=\"toast slow\" data-notice=\"closed\">" << html::text(p.list.closed) << "</p>";
  return h << "</div>";
}

Html setlist(const ShowPage& p, base::Time now) {
  Html h;
  h << "<section aria-labelledby=\"setlist\">" << heading(p);
  if (p.setlist.info) h << "<p class=\"lead\">" << html::text(*p.setlist.info) << "</p>";
  h << opening(p) << notices(p);
  if (!anything_told(p)) h << unknown_setlist(p.show, now);
  h << live::lists(p.list);
  return h << source_line(p.setlist) << live::composer(p.list) << live::island_state(p.list) << "</section>";
}

// The headliner first, then whoever else on the bill is known here and has a list, or plays a festival as one of many.
std::vector<ShowPage::Act> acts_of(const shows::Show& show, const std::vector<setlists::Setlist>& known) {
  std::vector<ShowPage::Act> acts{{show.artist_name, show.artist_slug, show.artist}};
  const auto add = [&](const std::string& name, const std::string& slug, artists::ArtistId artist) {
    if (!slug.empty() && std::ranges::find(acts, slug, &ShowPage::Act::slug) == acts.end()) acts.push_back({name, slug, artist});
  };
  if (show.festival)
    for (const auto& act : show.bill)
      if (act.artist) add(act.name, act.slug, *act.artist);
  for (const auto& s : known) add(s.artist_name, s.artist_slug, s.artist);
  return acts;
}

}  // namespace

std::optional<ShowPage> show_page(db::Tx& tx, shows::ShowId id, std::string_view act, base::Time now, const accounts::Visitor* viewer) {
  auto show = shows::by_id(tx, id);
  if (!show) return std::nullopt;
  ShowPage p{.show = std::move(*show), .venue = {}, .acts = {}, .chosen = 0, .setlist = {}, .list = {}, .following = false, .site = {}};
  if (p.show.venue) p.venue = venues::by_id(tx, p.show.venue->id);
  const auto known = setlists::by_show(tx, id);
  p.acts = acts_of(p.show, known);
  const auto chosen = act.empty() ? p.acts.begin() : std::ranges::find(p.acts, act, &ShowPage::Act::slug);
  if (chosen == p.acts.end()) return std::nullopt;
  p.chosen = static_cast<std::size_t>(chosen - p.acts.begin());
  p.following = viewer && follows::is_following(tx, viewer->id, chosen->artist);
  p.list.place = {.show = id.str(), .setlist = "", .stage = Stage::completed, .editable = false, .votable = false};
  for (const auto& setlist : known) {
    if (setlist.artist_slug != chosen->slug) continue;
    p.setlist = setlist;
    p.list = live_list(tx, p.show, setlist, now, viewer);
    p.goes_back = viewer && viewer->role >= accounts::Role::moderator;
  }
  return p;
}

std::optional<artists::ArtistId> wants_setlist(const ShowPage& p, base::Time now) {
  const auto status = p.show.status_at(now);
  const bool ahead = status == Status::upcoming || status == Status::rescheduled;
  return ahead && p.list.place.setlist.empty() ? std::optional(p.acts[p.chosen].artist) : std::nullopt;
}

frame::Dim dimmed(const ShowPage& p) { return p.list.place.stage == live::Stage::live ? frame::Dim::asked : frame::Dim::no; }

std::string path_of(const ShowPage& p) { return "/shows/" + p.show.id.str() + (p.chosen == 0 ? "" : "/" + p.acts[p.chosen].slug); }

std::string path_beside(const ShowPage& p, std::string_view what) {
  auto path = "/shows/" + p.show.id.str() + std::string(what);
  return p.chosen == 0 ? path : path + "?artist=" + p.acts[p.chosen].slug;
}

frame::Page page_beside(const ShowPage& p, std::string_view title) {
  frame::Page page;
  page.dim = dimmed(p);
  page.title = std::string(title) + " · " + title_of(p.show);
  page.lamp = p.show.artist.value;
  page.index = false;
  page.style = "show_pages.css";
  page.main << "<div class=\"wrap hero\"><p class=\"wide\"><a" << html::href(path_of(p)) << ">" << html::text(title_of(p.show))
            << "</a></p><h1>" << html::text(title) << "</h1></div>";
  return page;
}

frame::Page draw(const ShowPage& p, base::Time now) {
  frame::Page page;
  page.dim = dimmed(p);
  const auto title = title_of(p.show);
  const std::string place = p.show.venue ? " at " + p.show.venue->name + (p.show.venue->city.empty() ? "" : ", " + p.show.venue->city) : "";
  page.title = title + place + (p.show.date ? ", " + frame::long_date(*p.show.date) : "");
  page.description = "Setlist, line-up and venue: " + page.title + ".";
  page.lamp = p.show.artist.value;
  page.canonical = path_of(p);
  const bool island = !p.list.state.is_null();
  if (island) {
    page.script = "show.js";
    page.main << "<ts-setlist" << html::attr("data-base", "/api/v1/setlists/" + p.list.place.setlist)
              << html::attr("data-edit", frame::site().asset("edit.js")) << ">";
  }
  page.main << show_hero(p, now) << "<div class=\"wrap show\">" << setlist(p, now)
            << "<aside class=\"rail\" aria-label=\"About this show\">" << live::accuracy_panel(p.list) << live::changes_panel(p.list)
            << export_links(p) << about_show(p) << "</aside></div>" << (island ? Html("</ts-setlist>") : Html()) << linked_data(p);
  return page;
}

}  // namespace pages
