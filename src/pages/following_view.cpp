// How Following is drawn.
#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "pages/follow_button.hpp"
#include "pages/following_page.hpp"
#include "pages/tickets.hpp"
#include "search/views.hpp"

namespace pages {

using html::Html;

namespace {

void date_field(Html& h, html::Literal name, html::Literal label, const std::string& value) {
  h << "<label>" << label << "<input type=\"date\"" << html::attr("name", name.view()) << html::attr("value", value) << "></label>";
}

Html choices(const Wanted& w) {
  Html h;
  h << "<form class=\"where\" action=\"/following\"><label>Near<input name=\"near\" maxlength=\"80\" autocomplete=\"address-level2\" "
       "placeholder=\"Any town\""
    << html::attr("value", w.near) << "></label><label>Within<select name=\"km\">";
  for (const int km : distances)
    h << "<option" << html::attr("value", std::to_string(km)) << (km == w.km ? Html(" selected") : Html()) << ">" << html::num(km)
      << " km</option>";
  h << "</select></label>";
  date_field(h, "from", "From", w.from);
  date_field(h, "to", "To", w.to);
  h << "<p class=\"actions\"><button class=\"btn main\">Show</button><button class=\"btn\" type=\"button\" data-here hidden>"
    << frame::icon("pin") << "Near me</button>";
  if (w.any()) h << "<a class=\"btn\" href=\"/following\">All of them</a>";
  h << "</p>";
  return h << "<p class=\"dim\" role=\"status\">" << html::text(w.complaint) << "</p></form>";
}

std::string shows_heading(const Wanted& w) {
  if (w.here) return "Shows within " + std::to_string(w.km) + " km of you";
  if (!w.near.empty() && w.complaint.empty()) return "Shows within " + std::to_string(w.km) + " km of " + w.near;
  return "Shows";
}

// The same choice from the first day that is not here.
std::string later(const FollowingPage& p) {
  const auto& w = p.wanted;
  auto address = "/following?from=" + p.later + "&km=" + std::to_string(w.km);
  if (!w.to.empty()) address += "&to=" + w.to;
  if (!w.near.empty()) address += "&near=" + html::encode_component(w.near);
  if (w.here) address += "&lat=" + std::to_string(w.here->latitude) + "&lon=" + std::to_string(w.here->longitude);
  return address;
}

Html shows_section(const FollowingPage& p, base::Time now) {
  Html h;
  h << "<section aria-labelledby=\"shows\"><h2 id=\"shows\">" << html::text(shows_heading(p.wanted)) << "</h2>" << choices(p.wanted);
  if (!p.shows.empty()) {
    h << tickets(p.shows, TicketTitle::artist, TicketKind::upcoming, now);
    if (!p.later.empty()) h << "<p class=\"actions\"><a class=\"btn\"" << html::href(later(p)) << ">Later shows</a></p>";
    return h << "</section>";
  }
  return h << frame::empty(p.wanted.any() ? "No show of theirs there and then. A wider circle or other days may have one."
                                          : "None of them has announced a show.")
           << "</section>";
}

std::string told(const News& n) {
  switch (n.kind) {
    case News::Kind::show: return frame::plural(n.count, "new show", "new shows");
    case News::Kind::setlist: return frame::plural(n.count, "setlist came in", "setlists came in");
    case News::Kind::debut:
      return "played " + (n.count == 1 ? "“" + n.title + "”" : std::to_string(n.count) + " songs") + " for the first time";
  }
  return "";
}

// One leads to its show, several to where they all stand.
std::string place_of(const News& n) {
  if (n.count == 1) return "/shows/" + n.show.str();
  switch (n.kind) {
    case News::Kind::show: return "/artists/" + n.slug + "/shows";
    case News::Kind::setlist: return "/artists/" + n.slug + "/setlists";
    case News::Kind::debut: return "/artists/" + n.slug + "/songs";
  }
  return "/artists/" + n.slug;
}

std::string_view icon_of(const News& n) { return n.kind == News::Kind::show ? "cal" : n.kind == News::Kind::setlist ? "note" : "bolt"; }

Html news_section(const FollowingPage& p, base::Time now) {
  Html h;
  h << "<section class=\"panel\" aria-labelledby=\"news\"><h2 id=\"news\">New since you were here</h2>";
  if (p.news.empty())
    return h << "<p class=\"dim\">" << html::text(p.since ? "Nothing yet." : "From your next visit on, what has changed stands here.")
             << "</p></section>";
  h << "<ul class=\"log\">";
  for (const auto& n : p.news)
    h << "<li>" << frame::icon(icon_of(n)) << "<span><a" << html::href(place_of(n)) << "><b dir=\"auto\">" << html::text(n.artist)
      << "</b></a> " << html::text(told(n)) << "</span><time" << html::attr("datetime", frame::iso(n.last)) << ">"
      << html::text(frame::ago(now - n.last)) << "</time></li>";
  return h << "</ul></section>";
}

Html artists_section(const FollowingPage& p) {
  Html h;
  h << "<section class=\"panel\" aria-labelledby=\"artists\"><h2 id=\"artists\">Artists</h2><ul class=\"names\">";
  for (const auto& a : p.artists) {
    Html more;
    more << "<span class=\"sr\">Unfollow " << html::text(a.name) << "</span>" << frame::icon("x");
    h << "<li><a class=\"face\"" << html::href("/artists/" + a.slug) << " dir=\"auto\">" << html::text(a.name) << "</a><span class=\"n\">"
      << html::text(a.ahead > 0 ? frame::plural(a.ahead, "show", "shows") : "") << "</span>"
      << unfollow_menu(a.slug, a.name, "text", more, "/following") << "</li>";
  }
  h << "</ul>";
  if (p.listens) h << "<p class=\"actions\"><a class=\"btn\" href=\"/following/spotify\">More that you listen to</a></p>";
  return h << "</section>";
}

Html calendar_section(const FollowingPage& p) {
  Html h;
  h << "<section class=\"panel\" aria-labelledby=\"calendar\"><h2 id=\"calendar\">In your calendar</h2>";
  if (!p.member)
    return h << "<p class=\"dim\">With an account, all these shows can be in your own calendar.</p><p class=\"actions\"><a class=\"btn\" "
                "href=\"/sign-in?next=/following\">Sign in</a></p></section>";
  h << "<p class=\"dim\">"
    << (p.feed_since ? Html("Your calendar has a private address. Whoever knows it can read it: a new one shuts the old one.")
                     : Html("A private address from which your calendar keeps all these shows up to date."))
    << "</p><form class=\"actions\" method=\"post\" action=\"/following/calendar\"><button class=\"btn\" name=\"do\" value=\"open\">"
    << (p.feed_since ? Html("Make a new address") : Html("Make the address")) << "</button>";
  if (p.feed_since) h << "<button class=\"btn\" name=\"do\" value=\"shut\">Shut it</button>";
  return h << "</form></section>";
}

frame::Page bare_page() {
  frame::Page page;
  page.title = "Following";
  page.description = "Shows of the artists you follow.";
  page.tab = frame::Tab::following;
  page.index = false;
  page.style = "people.css";
  return page;
}

}  // namespace

frame::Page draw(const FollowingPage& p, base::Time now) {
  auto page = bare_page();
  auto& h = page.main;
  if (p.artists.empty()) {
    h << "<div class=\"wrap hero\"><h1>Following</h1><p class=\"lead\">You follow nobody yet. Follow artists on their pages, and their "
         "shows, "
         "setlists and news come together here.</p>"
      << search::form("") << "<p class=\"actions\">"
      << (p.listens ? Html("<a class=\"btn\" href=\"/following/spotify\">Artists you listen to</a>") : Html())
      << "<a class=\"btn\" href=\"/\">See who is new here</a></p></div>";
    return page;
  }
  h << "<div class=\"wrap hero\"><h1>Following</h1></div><div class=\"wrap show\">" << shows_section(p, now)
    << "<aside class=\"rail\" aria-label=\"News and artists\">" << news_section(p, now) << artists_section(p) << calendar_section(p)
    << "</aside></div>";
  return page;
}

frame::Page draw_new_feed(const std::string& address) {
  auto page = bare_page();
  page.title = "Your calendar's address";
  page.main << "<div class=\"wrap hero\"><h1>Your calendar’s address</h1><p class=\"lead\">Copy it now and add it in your calendar as a "
               "subscription: it is shown only this once. Former addresses no longer work.</p></div><div class=\"wrap entry\"><label "
               "for=\"feed\">Private address</label><input id=\"feed\" readonly"
            << html::attr("value", address) << "><p class=\"actions\"><a class=\"btn main\" href=\"/following\">Done</a></p></div>";
  return page;
}

}  // namespace pages
