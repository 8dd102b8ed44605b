#include "search/views.hpp"

#include "frame/frame.hpp"
#include "frame/parts.hpp"

namespace search {

using html::Html;

namespace {

std::string page_address(std::string_view query) { return "/search?q=" + html::encode_component(query); }

void name_and_note(Html& h, std::string_view name, std::string_view note) {
  h << "<span class=\"face\" dir=\"auto\">" << html::text(name) << "</span>";
  if (!note.empty()) h << "<small>" << html::text(note) << "</small>";
}

void option(Html& h, std::size_t number, const std::string& address) {
  h << "<a role=\"option\"" << html::attr("id", "o-" + std::to_string(number)) << html::href(address)
    << " tabindex=\"-1\" aria-selected=\"false\">";
}

}  // namespace

Html form(std::string_view query) {
  Html h;
  h << "<ts-autocomplete data-src=\"/search/suggest\"><form class=\"find\" role=\"search\" action=\"/search\"><label class=\"sr\" "
       "for=\"q\">"
       "Search artists, shows and venues</label><input id=\"q\" name=\"q\" type=\"search\"";
  if (!query.empty()) h << html::attr("value", query);
  h << " placeholder=\"Artist, venue or city\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\" enterkeyhint=\"search\" "
       "maxlength=\"200\" "
       "dir=\"auto\"><button class=\"btn main\">"
    << frame::icon("search")
    << "Search</button><div class=\"options\" id=\"q-options\" role=\"listbox\" aria-label=\"Suggestions\" hidden></div></form>"
       "<p class=\"sr\" role=\"status\"></p></ts-autocomplete>";
  return h;
}

Html suggestions(const std::vector<ArtistRow>& artists, const std::vector<VenueRow>& venues) {
  Html h;
  std::size_t number = 0;
  for (const auto& a : artists) {
    option(h, ++number, "/artists/" + a.slug);
    h << frame::tone(a.id.value);
    name_and_note(h, a.name, a.note);
    h << "</a>";
  }
  for (const auto& v : venues) {
    option(h, ++number, "/venues/" + v.slug);
    name_and_note(h, v.name, v.note);
    h << "</a>";
  }
  return h;
}

Html artist_list(const std::vector<ArtistRow>& artists) {
  Html h;
  h << "<ul class=\"results\">";
  for (const auto& a : artists) {
    h << "<li><a" << html::href("/artists/" + a.slug) << ">" << frame::tone(a.id.value);
    name_and_note(h, a.name, a.note);
    h << "</a></li>";
  }
  return h << "</ul>";
}

Html venue_list(const std::vector<VenueRow>& venues) {
  Html h;
  h << "<ul class=\"results\">";
  for (const auto& v : venues) {
    h << "<li><a" << html::href("/venues/" + v.slug) << ">";
    name_and_note(h, v.name, v.note);
    h << "</a></li>";
  }
  return h << "</ul>";
}

Html candidates(const Outside& outside, std::string_view query) {
  Html h;
  if (outside.trouble) {
    return h << "<div class=\"empty\"><p>" << html::text(*outside.trouble) << "</p><div class=\"actions\"><a class=\"btn\""
             << html::href(page_address(query) + "&outside=1") << ">" << frame::icon("retry") << "Try again</a></div></div>";
  }
  if (outside.candidates.empty()) {
    return h << "<div class=\"empty\"><p>Spotify knows nobody called “" << html::text(query)
             << "” either. Another spelling may help.</p></div>";
  }
  h << "<ul class=\"results\">";
  for (const auto& c : outside.candidates) {
    const auto light = frame::tone(c.hit_id);
    if (!c.slug.empty()) {
      h << "<li><a" << html::href("/artists/" + c.slug) << ">" << light;
      name_and_note(h, c.name, c.note);
      h << "</a></li>";
      continue;
    }
    h << "<li>" << light;
    name_and_note(h, c.name, c.note);
    h << "<ts-bring-in><form method=\"post\" action=\"/imports\">" << frame::hidden("hit", std::to_string(c.hit_id))
      << "<button class=\"btn main\"" << html::attr("aria-label", "Bring " + c.name + " in")
      << ">Bring in</button></form></ts-bring-in></li>";
  }
  return h << "</ul>";
}

Html candidates_to_come(std::string_view query) {
  Html h;
  h << "<ts-candidates" << html::attr("data-src", "/search/candidates?q=" + html::encode_component(query)) << "><a class=\"btn\""
    << html::href(page_address(query) + "&outside=1") << ">Look on Spotify</a></ts-candidates>";
  return h;
}

}  // namespace search
