#include "platform/http/response_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "platform/base/log.hpp"
#include "platform/http/ascii.hpp"
#include "platform/http/gzip.hpp"

namespace http {

namespace {

constexpr std::size_t worth_compressing = 1024;

struct Field {
  std::string_view name, value;
};
constexpr std::array<Field, 6> security{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' https: data:; connect-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

constexpr std::pair<int, std::string_view> reasons[] = {
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

std::string_view reason(int status) {
  const auto known = std::ranges::find(reasons, status, &std::pair<int, std::string_view>::first);
  return known == std::end(reasons) ? "Status" : known->second;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_number(std::string& out, std::size_t n) {
  char digits[20];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, n).ptr);
}

bool is_compressible(std::string_view type) {
  type = next_part(type, ';');
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") || type.ends_with("javascript");
}

bool breaks_framing(std::string_view name, std::string_view value) {
  constexpr std::string_view line_ends("\r\n\0", 3);
  return name.empty() || name.find_first_of(line_ends) != name.npos || name.find(':') != name.npos ||
         value.find_first_of(line_ends) != value.npos || same_ignoring_case(name, "Content-Length") ||
         same_ignoring_case(name, "Transfer-Encoding") || same_ignoring_case(name, "Connection");
}

// The handler's own headers; which of the security headers it chose itself comes back as bits.
unsigned append_own(std::string& out, const Headers& headers) {
  unsigned chosen = 0;
  for (const auto& [name, value] : headers.all()) {
    if (breaks_framing(name, value)) {
      base::log_error("http.header_refused", {{"name", name}});
      continue;
    }
    append_field(out, name, value);
    for (std::size_t i = 0; i < security.size(); ++i)
      if (same_ignoring_case(name, security[i].name)) chosen |= 1u << i;
  }
  return chosen;
}

void append_security(std::string& out, unsigned chosen) {
  static const std::string all = [] {
    std::string block;
    for (const auto& f : security) append_field(block, f.name, f.value);
    return block;
  }();
  if (chosen == 0) {
    out += all;
    return;
  }
  for (std::size_t i = 0; i < security.size(); ++i)
    if (!(chosen >> i & 1)) append_field(out, security[i].name, security[i].value);
}

}  // namespace

std::shared_ptr<const std::string> write_head(const Response& response, const Framing& framing, std::string& out) {
  const bool bodyless = response.status == 204 || response.status == 304 || response.events;
  auto body = bodyless ? nullptr : response.body;
  out.assign("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(reason(response.status)).append("\r\n");
  append_field(out, "Date", framing.date);
  const unsigned chosen = append_own(out, response.headers);
  if (framing.tls) append_field(out, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");

  const bool compressible = body && body->size() > worth_compressing && !response.headers.find("Content-Encoding") &&
                            is_compressible(response.headers.get("Content-Type"));
  if (compressible) {
    append_field(out, "Vary", "Accept-Encoding");
    if (framing.gzip) {
      body = response.gzipped ? response.gzipped : gzip(*body, GzipEffort::quick);
      append_field(out, "Content-Encoding", "gzip");
    }
  }
  append_security(out, chosen);
  append_field(out, "X-Request-Id", framing.request_id);
  if (!bodyless) {
    out.append("Content-Length: ");
    append_number(out, body ? body->size() : 0);
    out.append("\r\n");
  }
  if (!framing.keep_alive) append_field(out, "Connection", "close");
  out.append("\r\n");
  return framing.head_only ? nullptr : body;
}

}  // namespace http
