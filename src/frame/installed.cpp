#include "frame/installed.hpp"

#include <boost/json.hpp>

#include "frame/frame.hpp"

namespace frame {

namespace {

using boost::json::array;
using boost::json::object;
using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view stage = "#0b090e";  // as --stage in tokens.css

object image(std::string_view name, std::string_view purpose) {
  return {{"src", site().asset(name)}, {"type", "image/svg+xml"}, {"sizes", "any"}, {"purpose", purpose}};
}

object shortcut(std::string_view name, std::string_view url) { return {{"name", name}, {"url", url}}; }

Response manifest(const Request&) {
  const object all{{"name", "The Set"},
                   {"short_name", "The Set"},
                   {"description", "Concert setlists, built together, live."},
                   {"id", "/"},
                   {"start_url", "/"},
                   {"scope", "/"},
                   {"display", "standalone"},
                   {"background_color", stage},
                   {"theme_color", stage},
                   {"icons", array{image("favicon.svg", "any"), image("maskable.svg", "maskable")}},
                   {"shortcuts", array{shortcut("Search", "/search"), shortcut("Following", "/following")}}};
  return http::text(200, boost::json::serialize(all), "application/manifest+json").with("Cache-Control", "no-cache");
}

Response offline(const Request&) {
  Page page;
  page.title = "No signal";
  page.index = false;
  page.main
      << "<div class=\"wrap hero\"><h1>No signal</h1><p class=\"lead\">This page was not opened before, so it is not here. Pages you "
         "opened before still work, and what you do on them is sent when you are back.</p></div><div class=\"wrap\"><p data-kept>None "
         "was opened yet.</p></div>";
  return http::page(draw(page)).with("Cache-Control", "no-cache");
}

}  // namespace

void add_installed_routes(http::Router& router) {
  router.add(Method::get, "/manifest.webmanifest", manifest);
  router.add(Method::get, "/offline", offline);
}

}  // namespace frame
