#include "platform/http/message.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "platform/http/accept.hpp"
#include "platform/http/ascii.hpp"
#include "platform/http/percent.hpp"

namespace http {

namespace {

constexpr std::size_t max_fields = 200;

base::Error malformed_query() {
  return base::invalid("http.malformed_query",
                       "The address or form has parts that cannot be read: broken %-escapes, text that is not UTF-8, or too many fields.");
}

}  // namespace

std::optional<std::string_view> Params::find(std::string_view key) const {
  for (const auto& [k, v] : pairs_)
    if (k == key) return v;
  return std::nullopt;
}

base::Result<Params> parse_query(std::string_view text) {
  Params params;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    if (params.pairs().size() == max_fields) return malformed_query();
    const auto equals = pair.find('=');
    auto key = percent_decode(pair.substr(0, equals), Plus::blank);
    auto value = equals == std::string_view::npos ? std::string{} : percent_decode(pair.substr(equals + 1), Plus::blank);
    if (!key || !value) return malformed_query();
    params.add(std::move(*key), std::move(*value));
  }
  return params;
}

void Headers::set(std::string name, std::string value) {
  const auto same = [&](const auto& field) { return same_ignoring_case(field.first, name); };
  const auto first = std::ranges::find_if(fields_, same);
  if (first == fields_.end()) return add(std::move(name), std::move(value));
  first->second = std::move(value);
  fields_.erase(std::remove_if(first + 1, fields_.end(), same), fields_.end());
}

void Headers::add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [n, v] : fields_)
    if (same_ignoring_case(n, name)) return v;
  return std::nullopt;
}

bool Request::wants_json() const {
  const auto accept = headers.get("Accept");
  const auto as_json = preference(accept, "application/json"), as_html = preference(accept, "text/html");
  if (as_json.quality != as_html.quality) return as_json.quality > as_html.quality;
  if (as_json.specificity != as_html.specificity) return as_json.specificity > as_html.specificity;
  return as_json.specificity == 2 ? as_json.position < as_html.position : path.starts_with("/api/");
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const auto& [header, value] : headers.all()) {
    if (!same_ignoring_case(header, "Cookie")) continue;
    for (std::string_view rest = value; !rest.empty();) {
      auto pair = next_part(rest, ';');
      const auto key = next_part(pair, '=');
      if (key != name) continue;
      if (pair.size() >= 2 && pair.front() == '"' && pair.back() == '"') pair = pair.substr(1, pair.size() - 2);
      return std::string(trimmed(pair));
    }
  }
  return std::nullopt;
}

base::Result<Params> Request::form() const {
  auto type = headers.get("Content-Type");
  if (!same_ignoring_case(next_part(type, ';'), "application/x-www-form-urlencoded"))
    return base::invalid("http.not_a_form", "This address expects a form (application/x-www-form-urlencoded).");
  return parse_query(body);
}

Response text(int status, std::string body, std::string content_type) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", std::move(content_type));
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

Response page(html::Html html, int status) { return text(status, std::move(html).str(), "text/html; charset=utf-8"); }

Response json(const boost::json::value& value, int status) { return text(status, boost::json::serialize(value), "application/json"); }

Response see_other(std::string location) {
  const bool own = location.starts_with('/') && html::is_safe_url(location);
  Response response;
  response.status = 303;
  return std::move(response.with("Location", own ? std::move(location) : "/").with("Cache-Control", "no-store"));
}

// "//host", "/\\host" and control characters lead elsewhere in some browsers.
std::string own_path(std::string_view next, std::string_view otherwise) {
  const bool ascii = std::ranges::all_of(next, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const bool own = next.size() <= 1000 && next.starts_with('/') && ascii && html::is_safe_url(next);
  return std::string(own ? next : otherwise);
}

std::string whole_seconds(base::Duration wait) { return std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()); }

int status_of(base::Kind kind) {
  switch (kind) {
    case base::Kind::invalid: return 400;
    case base::Kind::unauthorized: return 401;
    case base::Kind::forbidden: return 403;
    case base::Kind::not_found: return 404;
    case base::Kind::conflict: return 409;
    case base::Kind::too_large: return 413;
    case base::Kind::rejected: return 422;
    case base::Kind::rate_limited: return 429;
    case base::Kind::internal: return 500;
    case base::Kind::unavailable: return 503;
  }
  return 500;
}

int status_of(const base::Error& error) {
  static constexpr std::pair<std::string_view, int> special[] = {
      {"http.method_not_allowed", 405}, {"http.request_timeout", 408}, {"http.uri_too_long", 414},     {"http.media_type", 415},
      {"http.not_a_form", 415},         {"http.expectation", 417},     {"http.upgrade_required", 426}, {"http.header_too_large", 431},
      {"http.transfer_encoding", 501},  {"http.version", 505}};
  for (const auto& [code, status] : special)
    if (error.code == code) return status;
  return status_of(error.kind);
}

std::string_view name_of(Method method) {
  static constexpr std::string_view names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"};
  return names[static_cast<std::size_t>(method)];
}

Response json_error(const base::Error& error, const Request& request) {
  const boost::json::value body{{"error", {{"code", error.code}, {"message", error.message}, {"request_id", request.request_id}}}};
  return std::move(json(body, status_of(error)).with("Cache-Control", "no-store"));
}

}  // namespace http
