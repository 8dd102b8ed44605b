// The frame of every page: head, lamps, bar, footer and tabs, drawn in one place. Pages pass what stands inside <main>.
// What the whole site shares (asset names, the sandbox mark) is set once at start.
// Also public: parts.hpp, words.hpp, installed.hpp
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/html/html.hpp"
#include "platform/http/message.hpp"

namespace frame {

struct Site {
  std::function<std::string(std::string_view)> asset = [](std::string_view name) {
    return "/assets/" + std::string(name);
  };  // logical name -> address
  bool sandbox = false;    // made-up artists: said on every page
  std::string public_url;  // "https://theset.example", for absolute addresses; empty: unknown
};
// Once, before the first request.
void set_site(Site site);
const Site& site();

enum class Tab { none, discover, search, following };

// How light pages are. They are drawn once for all readers, dark; who chose otherwise has the choice in a cookie and gets the same page
// with another beginning (decision 14). `light` leaves a show that is on in the dark, `bright` does not.
enum class Theme { dark, light, bright };
inline constexpr Theme themes[] = {Theme::dark, Theme::light, Theme::bright};
inline constexpr std::string_view theme_cookie = "theset_theme";  // over TLS with __Host- before it
std::string_view to_string(Theme theme);
std::optional<Theme> theme_from(std::string_view word);
Theme theme_of(const http::Request& request);
std::string in_theme(std::string drawn, Theme theme);  // what is no whole page stays as it is
// For http::Router::on_answer: puts the page of an answer into its reader's theme.
void wear_theme(const http::Request& request, http::Response& response);

// A light phone in a dark hall disturbs everybody: `asked` needs Theme::bright, `always` is black whatever was chosen.
enum class Dim { no, asked, always };

struct Page {
  std::string title;  // without the site's name
  std::string description;
  std::optional<std::int64_t> lamp;  // an artist's id: picks one of twelve pairs of hues
  Tab tab = Tab::none;
  bool operators = false;  // plain, denser, no lamps
  bool bare = false;       // nothing around <main>
  Dim dim = Dim::no;
  std::string_view script = {};  // asset name; empty: what all pages load
  std::string_view style = {};   // a stylesheet besides the one of all pages: what few pages need, visitors do not load
  bool index = true;             // false: search engines stay out
  std::string canonical;         // own path; empty: none
  html::Html main;
};

html::Html draw(const Page& page);
Page operator_page(std::string_view title);  // plain, and not for search engines

html::Html icon(std::string_view name);  // "search" -> <svg class="icon" …>

// Halftone that stands in for a picture; the id decides where the light falls. With a picture (https only), that, in the gel.
html::Html tone(std::int64_t id, html::Html inside = {}, std::string_view picture = {});

// class attribute values for a heading with this name: "long" over 22 characters, "as-is" for scripts without capitals here.
std::string heading_class(std::string_view name);

// The page for an error, in HTML or JSON as asked for. `instead`: what can be done now, else there is a search.
http::Response error_response(const http::Request& request, const base::Error& error, const html::Html& instead = {});

}  // namespace frame
