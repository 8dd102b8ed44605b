#include "platform/http/conditional.hpp"

#include <functional>

#include "platform/http/ascii.hpp"

namespace http {

namespace {

std::string_view opaque(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

}  // namespace

std::string etag_of(std::string_view body) {
  auto hash = std::hash<std::string_view>{}(body);
  std::string etag = "W/\"0000000000000000\"";
  for (std::size_t i = etag.size() - 2; hash != 0; --i, hash >>= 4) etag[i] = "0123456789abcdef"[hash & 15];
  return etag;
}

bool has_version(const Request& request, std::string_view etag) {
  auto known = request.headers.get("If-None-Match");
  if (trimmed(known) == "*") return true;
  while (!known.empty())
    if (opaque(next_part(known, ',')) == opaque(etag)) return true;
  return false;
}

Response not_modified_or(Response response, const Request& request) {
  if (response.status != 200 || !response.body || (request.method != Method::get && request.method != Method::head)) return response;
  if (!response.headers.find("ETag")) response.with("ETag", etag_of(*response.body));
  if (!has_version(request, response.headers.get("ETag"))) return response;
  response.status = 304;
  response.body = response.gzipped = nullptr;
  return response;
}

}  // namespace http
