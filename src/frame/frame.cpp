#include "frame/frame.hpp"

#include "frame/theme.hpp"

namespace frame {

using html::Html;

namespace {

constexpr int lamp_pairs = 12;

Site& mutable_site() {
  static Site instance;
  return instance;
}

// Stable over restarts and versions: an artist keeps its lamps (splitmix64 finaliser).
std::uint64_t mixed(std::int64_t id) {
  auto x = static_cast<std::uint64_t>(id);
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

bool is_latin(std::string_view name) {
  // Latin, its accents and general punctuation lie below U+0250 and in U+1E00–U+20CF: first bytes under 0xC9, or E1 B8 … E2 83.
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (c < 0x80 || (c & 0xC0) == 0x80 || c <= 0xC9) continue;
    if ((c == 0xE1 || c == 0xE2) && i + 1 < name.size()) {
      const auto next = static_cast<unsigned char>(name[i + 1]);
      if ((c == 0xE1 && next >= 0xB8) || (c == 0xE2 && next <= 0x83)) continue;
    }
    return false;
  }
  return true;
}

std::size_t characters(std::string_view utf8) {
  std::size_t n = 0;
  for (const char c : utf8) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

void head(Html& h, const Page& page) {
  h << "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\"><title>"
    << html::text(page.title.empty() ? "The Set" : page.title + " · The Set") << "</title>";
  if (!page.description.empty()) h << "<meta name=\"description\"" << html::attr("content", page.description) << ">";
  if (!page.index) h << "<meta name=\"robots\" content=\"noindex\">";
  if (!page.canonical.empty() && !site().public_url.empty())
    h << "<link rel=\"canonical\"" << html::href(site().public_url + page.canonical) << ">";
  h << dark_stage << "<link rel=\"preload\"" << html::href(site().asset("set-condensed.woff2"))
    << " as=\"font\" type=\"font/woff2\" crossorigin><link rel=\"stylesheet\"" << html::href(site().asset("app.css")) << ">";
  if (!page.style.empty()) h << "<link rel=\"stylesheet\"" << html::href(site().asset(page.style)) << ">";
  h << "<link rel=\"icon\"" << html::href(site().asset("favicon.svg"))
    << " type=\"image/svg+xml\"><link rel=\"manifest\" href=\"/manifest.webmanifest\"><script type=\"module\""
    << html::src(site().asset(!page.script.empty() ? page.script
                              : page.operators     ? "admin.js"
                                                   : "app.js"))
    << html::attr("data-update", site().asset("update.js")) << "></script></head>";
}

Html current(bool here) { return here ? Html(" aria-current=\"page\"") : Html(); }

void bar(Html& h, const Page& page) {
  h << "<header class=\"bar\"><div class=\"wrap\"><a class=\"mark\" href=\"/\">The Set</a>";
  if (site().sandbox) h << "<span class=\"tag plain\" title=\"The artists and shows here are made up\">Sandbox</span>";
  h << "<nav aria-label=\"Main\">";
  if (page.operators) {
    h << "<a class=\"text\" href=\"/admin/imports\">Imports</a><a class=\"text\" href=\"/admin/jobs\">Jobs</a><a class=\"text\" "
         "href=\"/admin/mail\">Mail</a>"
         "<a class=\"text\" href=\"/admin/reviews\">Matches</a>";
  } else {
    h << "<a class=\"text\" href=\"/\"" << current(page.tab == Tab::discover) << ">Discover</a><a class=\"text\" href=\"/following\""
      << current(page.tab == Tab::following) << ">Following</a>";
  }
  h << "<a href=\"/search\" aria-label=\"Search\"" << current(page.tab == Tab::search) << ">" << icon("search")
    << "</a><a href=\"/settings\" aria-label=\"Account\">" << icon("user") << "</a></nav></div></header>";
}

void foot(Html& h, const Page& page) {
  h << "<footer class=\"foot\"><div class=\"wrap\"><span>The Set</span><a href=\"/api/openapi.json\">API</a><span>";
  if (site().sandbox) h << "Sandbox data: every artist, venue and show here is made up.";
  else h << "Artist data: Spotify, Ticketmaster, setlist.fm";
  h << "</span></div></footer>";
  if (page.operators) return;
  h << "<nav class=\"tabs\" aria-label=\"Sections\"><a href=\"/\"" << current(page.tab == Tab::discover) << ">" << icon("bolt")
    << "Discover</a><a href=\"/search\"" << current(page.tab == Tab::search) << ">" << icon("search") << "Search</a><a href=\"/following\""
    << current(page.tab == Tab::following) << ">" << icon("heart") << "Following</a><a href=\"/settings\">" << icon("user")
    << "You</a></nav>";
}

}  // namespace

void set_site(Site site) { mutable_site() = std::move(site); }
const Site& site() { return mutable_site(); }

Page operator_page(std::string_view title) {
  Page page;
  page.title = title;
  page.operators = true;
  page.style = "operator.css";
  page.index = false;
  return page;
}

Html draw(const Page& page) {
  Html h;
  h.reserve(24 << 10);
  h << opening;
  if (page.dim == Dim::asked) h << dark_mark;
  if (page.dim == Dim::always) h << black_mark;
  if (page.lamp) h << html::attr("data-lamp", std::to_string(mixed(*page.lamp) % lamp_pairs));
  h << ">";
  head(h, page);
  if (page.bare) return h << "<body class=\"bare\"><main id=\"main\">" << page.main << "</main></body></html>";
  if (page.operators) h << "<body class=\"operator\">";
  else h << "<body><div class=\"lamps\" aria-hidden=\"true\"></div>";
  h << "<a class=\"skip\" href=\"#main\">Skip to content</a>";
  bar(h, page);
  h << "<main id=\"main\" tabindex=\"-1\">" << page.main << "</main>";
  foot(h, page);
  return h << "</body></html>";
}

Html icon(std::string_view name) {
  Html h;
  h << "<svg class=\"icon\" aria-hidden=\"true\"><use" << html::href(site().asset("icons.svg") + "#i-" + std::string(name)) << "/></svg>";
  return h;
}

Html tone(std::int64_t id, Html inside, std::string_view picture) {
  const auto light = mixed(id);
  Html h;
  h << "<span class=\"tone\"" << html::attr("data-x", std::to_string(light / 16 % 10))
    << html::attr("data-y", std::to_string(light / 256 % 10));
  if (inside.empty()) h << " aria-hidden=\"true\"";
  h << ">";
  if (picture.starts_with("https://"))
    h << "<img alt=\"\" loading=\"lazy\" decoding=\"async\" width=\"320\" height=\"320\" referrerpolicy=\"no-referrer\""
      << html::src(picture) << ">";
  return h << inside << "</span>";
}

std::string heading_class(std::string_view name) {
  std::string classes = is_latin(name) ? "" : "as-is";
  if (characters(name) > 22) classes += classes.empty() ? "long" : " long";
  return classes;
}

namespace {

html::Html search_instead() {
  html::Html h;
  return h
         << "<form class=\"find\" role=\"search\" action=\"/search\"><label class=\"sr\" for=\"q\">Search artists, shows and venues</label>"
            "<input id=\"q\" name=\"q\" type=\"search\" placeholder=\"Artist, venue or city\" maxlength=\"200\"><button class=\"btn main\">"
         << icon("search") << "Search</button></form>";
}

}  // namespace

http::Response error_response(const http::Request& request, const base::Error& error, const html::Html& instead) {
  if (request.wants_json() || request.path.starts_with("/api/")) return http::json_error(error, request);
  Page page;
  page.index = false;
  page.title = error.kind == base::Kind::not_found ? "Nothing on this stage" : "Something went wrong";
  page.main << "<div class=\"wrap hero\"><p class=\"wide\">" << html::num(http::status_of(error)) << "</p><h1>" << html::text(page.title)
            << "</h1><p class=\"lead\">" << html::text(error.message) << "</p>" << (instead.empty() ? search_instead() : instead)
            << "<p class=\"dim\">" << html::text(error.code);
  if (!request.request_id.empty()) page.main << " · request " << html::text(request.request_id);
  page.main << "</p></div>";
  return http::page(draw(page), http::status_of(error));
}

}  // namespace frame
