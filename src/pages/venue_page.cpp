#include "pages/venue_page.hpp"

#include <algorithm>

#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "pages/tickets.hpp"
#include "pages/venue_map.hpp"

namespace pages {

using html::Html;

namespace {

Html hero(const VenuePage& p) {
  const auto& v = p.venue;
  Html h;
  const std::string name = v.name.empty() ? v.city : v.name;
  h << "<div class=\"wrap hero\"><p class=\"wide\">" << html::text(v.city) << html::text(v.country ? " · " + *v.country : "") << "</p><h1"
    << html::attr("class", frame::heading_class(name)) << " dir=\"auto\">" << html::text(name) << "</h1><dl class=\"numbers\">";
  if (v.capacity) h << frame::figure("capacity", *v.capacity);
  h << frame::figure("upcoming", p.counts.upcoming) << frame::figure("past shows", p.counts.past) << "</dl>";
  if (!v.amenities.empty()) {
    h << "<div class=\"facts\">";
    for (const auto& a : v.amenities) h << "<span>" << html::text(a) << "</span>";
    h << "</div>";
  }
  return h << "</div>";
}

// Past shows stand by year, newest first.
Html past_by_year(const VenuePage& p, base::Time now) {
  Html h;
  for (auto from = p.past.begin(); from != p.past.end();) {
    const auto year = from->date.value_or("").substr(0, 4);
    const auto to = std::find_if(from, p.past.end(), [&](const auto& row) { return row.date.value_or("").substr(0, 4) != year; });
    h << "<h3 class=\"tape\">" << html::text(year) << "</h3>" << tickets({from, to}, TicketTitle::artist, TicketKind::past, now);
    from = to;
  }
  return h;
}

}  // namespace

std::optional<VenuePage> venue_page(db::Tx& tx, std::string_view slug, base::Time now) {
  auto venue = venues::by_slug(tx, slug);
  if (!venue) return std::nullopt;
  const auto id = venue->id;
  return VenuePage{std::move(*venue), shows::counts_at(tx, id, now), shows::upcoming_at(tx, id, now, 50), shows::past_at(tx, id, now, 50),
                   shows::artists_at(tx, id, now, 10)};
}

frame::Page draw(const VenuePage& p, base::Time now) {
  const auto& v = p.venue;
  frame::Page page;
  const std::string name = v.name.empty() ? v.city : v.name;
  page.title = name + (v.city.empty() || v.name.empty() ? "" : ", " + v.city);
  page.description = "Upcoming and past shows at " + page.title + ".";
  page.canonical = "/venues/" + v.slug;
  Html& h = page.main;
  h << hero(p)
    << "<div class=\"wrap venue\"><section aria-labelledby=\"upcoming\"><div class=\"head\"><h2 id=\"upcoming\">Coming up</h2></div>";
  if (p.upcoming.empty()) h << frame::empty("No shows announced here.");
  else h << tickets(p.upcoming, TicketTitle::artist, TicketKind::upcoming, now);
  h << "</section><section aria-labelledby=\"where\"><div class=\"head\"><h2 id=\"where\">Where</h2></div>" << sketch_map(v) << "<p>"
    << html::text(address_line(v)) << "</p><div class=\"actions\"><a class=\"btn\" rel=\"noopener\"" << html::href(map_url(v)) << ">"
    << frame::icon("way") << "Directions</a></div></section>";
  if (!p.artists.empty()) {
    h << "<section aria-labelledby=\"most\"><div class=\"head\"><h2 id=\"most\">Played here most</h2></div><ul class=\"bars\">";
    for (const auto& a : p.artists) {
      h << "<li><a class=\"face\"" << html::href("/artists/" + a.slug) << ">" << html::text(a.name) << "</a><span class=\"n\">"
        << html::text(frame::plural(a.shows, "show", "shows")) << "</span>" << frame::bar(a.shows, p.artists.front().shows) << "</li>";
    }
    h << "</ul></section>";
  }
  h << "<section class=\"full\" aria-labelledby=\"past\"><div class=\"head\"><h2 id=\"past\">Past shows</h2></div>";
  if (p.past.empty()) h << frame::empty("No past show is known.");
  else h << past_by_year(p, now);
  h << "</section></div>";
  return page;
}

}  // namespace pages
