// What addresses of pages answer: that there is none, or a finished one from the cache, or drawn now; with an ETag, so that a browser that
// has it is told so.
#pragma once
#include "frame/frame.hpp"
#include "platform/cache/page_cache.hpp"
#include "platform/http/conditional.hpp"
#include "platform/http/gzip.hpp"

namespace pages {

inline base::Error no_page() { return base::not_found("http.not_found", "There is no page at this address."); }

// A finished page may tell of "tonight" and "played": it is drawn anew at least this often, though nothing changed.
inline constexpr base::Duration freshness = std::chrono::minutes(1);

inline http::Response answer(const cache::Entry& entry, const http::Request& request) {
  http::Response response;
  response.body = entry.body;
  response.gzipped = entry.gzipped;
  response.headers.set("Content-Type", entry.content_type);
  response.headers.set("ETag", entry.etag);
  response.headers.set("Cache-Control", "public, max-age=0, must-revalidate");
  return http::not_modified_or(std::move(response), request);
}

inline std::string for_this_minute(std::string_view key, base::Time now) {
  return std::string(key) + "|" + std::to_string(base::to_millis(now) / freshness.count());
}

template <class Make>
http::Response finished_body(cache::PageCache& cache, base::Time now, const http::Request& request, std::string_view name, Make make) {
  auto key = for_this_minute(name, now);
  auto entry = cache.find(key);
  if (!entry) {
    const auto ticket = cache.ticket(key);
    auto body = std::make_shared<const std::string>(make());
    auto gzipped = http::gzip(*body);
    const auto etag = "\"" + std::to_string(std::hash<std::string>{}(*body)) + "\"";
    entry = cache.put(std::move(key), {std::move(body), std::move(gzipped), etag, "text/html; charset=utf-8"}, ticket);
  }
  return answer(*entry, request);
}

template <class Draw>
http::Response finished(cache::PageCache& cache, base::Time now, const http::Request& request, std::string key, Draw draw_page) {
  const auto theme = frame::theme_of(request);
  key.append("|").append(frame::to_string(theme));
  return finished_body(cache, now, request, key, [&] { return frame::in_theme(frame::draw(draw_page()).str(), theme); });
}

}  // namespace pages
