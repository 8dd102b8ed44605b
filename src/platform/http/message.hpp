// Requests and responses as handlers see them: plain values, no socket library.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/result.hpp"
#include "platform/html/html.hpp"

namespace http {

enum class Method { get, head, post, put, patch, del, options, other };

// Ordered pairs with case-sensitive keys: query parameters, form fields, path parameters.
class Params {
 public:
  void add(std::string key, std::string value) { pairs_.emplace_back(std::move(key), std::move(value)); }
  std::optional<std::string_view> find(std::string_view key) const;
  std::string_view get(std::string_view key) const { return find(key).value_or(std::string_view{}); }
  const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

// application/x-www-form-urlencoded, as in queries and forms. Errors: http.malformed_query (bad %XX, not UTF-8, over 200 fields).
base::Result<Params> parse_query(std::string_view text);

class Headers {
 public:
  void set(std::string name, std::string value);  // replaces
  void add(std::string name, std::string value);
  std::optional<std::string_view> find(std::string_view name) const;  // case-insensitive
  std::string_view get(std::string_view name) const { return find(name).value_or(std::string_view{}); }
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  Method method = Method::get;
  std::string target;  // as sent: "/artists/x?tab=1"
  std::string path;    // decoded, without the query: "/artists/x"
  Params query;
  Params path_params;  // filled by the router: {slug}
  Headers headers;
  std::string body;        // at most the configured limit
  std::string peer;        // address of the client, without the port
  std::string request_id;  // 16 hex digits, or what a trusted proxy sent

  bool wants_json() const;  // Accept prefers JSON to HTML, or names neither under /api/
  std::optional<std::string> cookie(std::string_view name) const;
  base::Result<Params> form() const;  // http.not_a_form, http.malformed_query
};

class EventStream;  // http/stream.hpp
class SocketSession;

struct Response {
  int status = 200;
  Headers headers;
  std::shared_ptr<const std::string> body;     // shared, so that a cached page is sent without a copy
  std::shared_ptr<const std::string> gzipped;  // the same body made once by gzip(); without it the server compresses each time
  std::shared_ptr<EventStream> events;         // Server-Sent Events instead of a body
  std::shared_ptr<SocketSession> socket;       // WebSocket upgrade instead of a body
  bool cut = false;                            // close the connection half-way through the body: stand-ins for broken services

  Response& with(std::string name, std::string value) { return headers.set(std::move(name), std::move(value)), *this; }
};

Response text(int status, std::string body, std::string content_type = "text/plain; charset=utf-8");
Response page(html::Html html, int status = 200);
Response json(const boost::json::value& value, int status = 200);
Response see_other(std::string location);  // 303; own paths only
// Where a form or an address says to go on: an own path, else `otherwise`. Nothing that a browser could take for another site.
std::string own_path(std::string_view next, std::string_view otherwise = "/");
// As Retry-After takes it (RFC 9110, 10.2.3): rounded up.
std::string whole_seconds(base::Duration wait);
int status_of(base::Kind kind);
int status_of(const base::Error& error);  // knows the http.* codes whose status no Kind has: 405, 408, 414, 415, 417, 426, 431, 501, 505
std::string_view name_of(Method method);  // "GET"; "OTHER" for what is not in the enum
// {"error":{"code","message","request_id"}}, the one error shape of the API.
Response json_error(const base::Error& error, const Request& request);

}  // namespace http
