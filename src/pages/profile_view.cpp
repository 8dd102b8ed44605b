#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "pages/profile_page.hpp"
#include "profiles/picture.hpp"

namespace pages {

using html::Html;

namespace {

// On their own page members are told what others do not see.
Html hidden_mark(bool open) { return open ? Html() : Html("<span class=\"tag plain\">Only you see this</span>"); }

std::string address(const ProfilePage& p, int page) { return "/u/" + p.profile.handle + (page > 1 ? "?page=" + std::to_string(page) : ""); }

std::string told(const Contribution& c) {
  auto words = frame::plural(c.changes, "change", "changes") + " to the setlist";
  if (!c.venue.empty()) words += " at " + c.venue;
  return c.date.empty() ? words : words + ", " + frame::long_date(c.date);
}

Html contributions(const ProfilePage& p, base::Time now) {
  const auto& a = *p.activity;
  Html h;
  h << "<section aria-labelledby=\"contributions\"><div class=\"head\"><h2 id=\"contributions\">Contributions</h2>"
    << hidden_mark(p.profile.open.activity) << "</div><dl class=\"numbers\">" << frame::figure("Setlists", a.setlists)
    << frame::figure("Changes", a.changes) << frame::figure("Votes", a.votes) << "</dl>";
  if (a.contributions.empty()) return h << frame::empty("No changes to setlists yet.") << "</section>";
  h << "<ul class=\"log\">";
  for (const auto& c : a.contributions)
    h << "<li>" << frame::icon("note") << "<span><a" << html::href("/shows/" + c.show.str()) << "><b dir=\"auto\">" << html::text(c.artist)
      << "</b></a> " << html::text(told(c)) << "</span><time" << html::attr("datetime", frame::iso(c.last)) << ">"
      << html::text(frame::ago(now - c.last)) << "</time></li>";
  h << "</ul>";
  const bool older = a.setlists > static_cast<std::int64_t>(p.page) * contributions_on_a_page;
  if (p.page == 1 && !older) return h << "</section>";
  h << "<p class=\"actions\">";
  if (p.page > 1) h << "<a class=\"btn\"" << html::href(address(p, p.page - 1)) << ">Newer</a>";
  if (older) h << "<a class=\"btn\"" << html::href(address(p, p.page + 1)) << ">Older</a>";
  return h << "</p></section>";
}

Html following(const ProfilePage& p) {
  Html h;
  h << "<section aria-labelledby=\"follows\"><div class=\"head\"><h2 id=\"follows\">Follows</h2>" << hidden_mark(p.profile.open.follows)
    << "</div>";
  if (p.following->empty()) return h << frame::empty("Nobody yet.") << "</section>";
  h << "<ul class=\"names\">";
  for (const auto& a : *p.following)
    h << "<li><a class=\"face\"" << html::href("/artists/" + a.slug) << " dir=\"auto\">" << html::text(a.name) << "</a><span class=\"n\">"
      << html::text(a.ahead > 0 ? frame::plural(a.ahead, "show", "shows") : "") << "</span></li>";
  return h << "</ul></section>";
}

}  // namespace

frame::Page draw(const ProfilePage& p, base::Time now) {
  frame::Page page;
  page.title = p.profile.name;
  page.index = false;  // whom a search engine knows by name is for the member to say
  auto& h = page.main;
  h << "<div class=\"wrap hero\">";
  if (p.profile.uploaded())
    h << "<img alt=\"\" width=\"96\" height=\"96\"" << html::src(profiles::picture_address(p.profile.picture, 192)) << ">";
  h << "<p class=\"dim\">@" << html::text(p.profile.handle) << "</p><h1 dir=\"auto\""
    << html::attr("class", frame::heading_class(p.profile.name)) << ">" << html::text(p.profile.name) << "</h1>";
  if (p.own)
    h << "<p class=\"lead\">"
      << (p.profile.open.page ? Html("This is your page, as you see it.") : Html("This is your page. Nobody else sees it.")) << "</p>"
      << "<p class=\"actions\"><a class=\"btn\" href=\"/settings#privacy-part\">Who sees what</a></p>";
  h << "</div><div class=\"wrap sheet\">";
  if (!p.activity && !p.following) h << frame::empty("This member keeps follows and contributions to themselves.");
  if (p.activity) h << contributions(p, now);
  if (p.following) h << following(p);
  h << "</div>";
  return page;
}

}  // namespace pages
