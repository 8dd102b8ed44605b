#include "platform/http/cross_site.hpp"

#include "platform/http/ascii.hpp"

namespace http {

namespace {

// "https://host:port" against the Host header; "null" (sandboxed frames, data: pages) is nobody's.
bool is_own_origin(std::string_view origin, std::string_view host) {
  const auto scheme_end = origin.find("://");
  return scheme_end != std::string_view::npos && same_ignoring_case(origin.substr(scheme_end + 3), host);
}

}  // namespace

bool wants_web_socket(const Request& request) {
  return request.method == Method::get && same_ignoring_case(request.headers.get("Upgrade"), "websocket");
}

bool is_cross_site(const Request& request) {
  const bool reads = request.method == Method::get || request.method == Method::head || request.method == Method::options;
  if (reads && !wants_web_socket(request)) return false;
  if (const auto site = request.headers.find("Sec-Fetch-Site")) return *site != "same-origin" && *site != "none";
  const auto origin = request.headers.find("Origin");
  return origin && !is_own_origin(*origin, request.headers.get("Host"));
}

}  // namespace http
