#include "pages/home_page.hpp"

#include "frame/parts.hpp"
#include "pages/tickets.hpp"
#include "search/views.hpp"

namespace pages {

HomePage home_page(db::Tx& tx, base::Time now) { return {shows::upcoming(tx, now, 10), artists::recently_imported(tx, 12), {}}; }

frame::Page draw(const HomePage& p, base::Time now) {
  frame::Page page;
  page.description = "Concert setlists, built together, live. Find artists and shows, and see what was played.";
  page.tab = frame::Tab::discover;
  page.canonical = "/";
  html::Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>What will they play?</h1><p class=\"lead\">Find an artist, see every show and what was played. An "
       "artist nobody has yet is here in "
       "an instant and fills in while you watch.</p>"
    << search::form("") << "</div><div class=\"wrap home\">";
  if (!p.suggestions.empty()) {
    h << "<section class=\"full\" aria-labelledby=\"try\"><div class=\"head\"><h2 id=\"try\">Try one of these</h2></div><nav "
         "class=\"filters\" aria-label=\"Suggestions\">";
    for (const auto& name : p.suggestions)
      h << "<a" << html::href("/search?q=" + html::encode_component(name)) << ">" << html::text(name) << "</a>";
    h << "</nav></section>";
  }
  h << "<section aria-labelledby=\"soon\"><div class=\"head\"><h2 id=\"soon\">Coming up</h2></div>";
  if (p.upcoming.empty()) h << frame::empty("No shows yet. Bring an artist in and theirs are listed here.");
  else h << tickets(p.upcoming, TicketTitle::artist, TicketKind::upcoming, now);
  h << "</section><section aria-labelledby=\"new\"><div class=\"head\"><h2 id=\"new\">New here</h2></div>";
  if (p.recent.empty()) h << frame::empty("Nobody yet.");
  else {
    h << "<ul class=\"names\">";
    for (const auto& a : p.recent)
      h << "<li><a class=\"face\"" << html::href("/artists/" + a.slug) << " dir=\"auto\">" << html::text(a.name) << "</a><span class=\"n\">"
        << html::text(a.import_status == artists::ImportStatus::importing ? "arriving"
                      : a.genres.empty()                                  ? ""
                                                                          : a.genres.front())
        << "</span></li>";
    h << "</ul>";
  }
  h << "</section></div>";
  return page;
}

}  // namespace pages
