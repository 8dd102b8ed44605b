#include "sandbox/call.hpp"

#include <boost/json.hpp>
#include <charconv>

namespace sandbox {

bool Call::is(std::initializer_list<std::string_view> pattern) const {
  if (pattern.size() != parts.size()) return false;
  std::size_t i = 0;
  for (const auto part : pattern) {
    if (part != "*" && part != parts[i]) return false;
    ++i;
  }
  return true;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto slash = path.find('/');
    if (slash != 0) parts.push_back(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return parts;
}

std::optional<int> number(const Call& call, std::string_view key, int fallback) {
  const auto text = call.request.query.find(key);
  if (!text) return fallback;
  int value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

http::Response json_answer(int status, const boost::json::value& body, std::string type) {
  return http::text(status, boost::json::serialize(body), std::move(type));
}

}  // namespace sandbox
