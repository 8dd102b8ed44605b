#include "search/page.hpp"

namespace search {

using html::Html;

namespace {

void heading(Html& h, html::Literal id, std::string_view title) {
  h << "<section class=\"full\" aria-labelledby=\"" << id << "\"><div class=\"head\"><h2 id=\"" << id << "\" dir=\"auto\">"
    << html::text(title) << "</h2></div>";
}

std::vector<ArtistRow> rows_of(const std::vector<FoundArtist>& found) { return {found.begin(), found.end()}; }

void artists(Html& h, const SearchPage& p) {
  if (p.artists.empty()) return;
  heading(h, "artists", p.sure ? "Artists" : "Similar names");
  h << artist_list(rows_of(p.artists)) << "</section>";
}

void venues(Html& h, const SearchPage& p) {
  if (p.venues.empty()) return;
  heading(h, "venues", "Venues");
  h << venue_list(p.venues) << "</section>";
}

void outside(Html& h, const SearchPage& p) {
  if (p.sure && !p.outside) {
    heading(h, "outside", "Somebody else?");
    h << "<div class=\"actions\"><a class=\"btn\"" << html::href("/search?q=" + html::encode_component(p.typed) + "&outside=1")
      << ">Look on Spotify</a></div></section>";
    return;
  }
  heading(h, "outside", p.sure ? "On Spotify" : "Not here yet. Bring " + p.wanted + " in");
  h << (p.outside ? candidates(*p.outside, p.wanted) : candidates_to_come(p.wanted)) << "</section>";
}

void nobody(Html& h, const SearchPage& p) {
  heading(h, "outside", "Nobody here is called “" + p.wanted + "”");
  h << "<div class=\"empty\"><p>Another spelling may help.</p></div></section>";
}

}  // namespace

frame::Page draw(const SearchPage& p) {
  frame::Page page;
  page.title = p.wanted.empty() ? "Search" : "“" + p.wanted + "”";
  page.description = "Find artists, in any script and with typing mistakes, and venues.";
  page.tab = frame::Tab::search;
  page.index = p.wanted.empty();
  page.canonical = "/search";
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>Search</h1>" << form(p.typed) << "</div><div class=\"wrap search\">";
  if (!p.wanted.empty()) {
    // What was probably meant comes first.
    if (p.sure) artists(h, p);
    venues(h, p);
    if (p.can_look) outside(h, p);
    else if (!p.sure) nobody(h, p);
    if (!p.sure) artists(h, p);
  }
  h << "</div>";
  return page;
}

}  // namespace search
