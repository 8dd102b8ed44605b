#include <array>

#include "platform/http/ascii.hpp"
#include "platform/http/client.hpp"

namespace http {

namespace {

bool is_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 11> names{"apikey",        "api_key", "key",  "token",    "access_token", "refresh_token",
                                                          "client_secret", "secret",  "code", "password", "code_verifier"};
  for (const auto& secret : names)
    if (same_ignoring_case(name, secret)) return true;
  return false;
}

}  // namespace

std::string redacted(std::string_view url) {
  std::string out;
  // A password before the host: "https://user:word@host/".
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    const auto authority = url.substr(scheme + 3, url.find_first_of("/?#", scheme + 3) - scheme - 3);
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
      out.append(url, 0, scheme + 3).append("…@");
      url.remove_prefix(scheme + 3 + at + 1);
    }
  }
  const auto mark = url.find_first_of("?#");
  out.append(url, 0, mark);
  while (!url.empty() && mark != std::string_view::npos) {
    static constexpr std::string_view separators = "?&#;";
    const auto start = url.find_first_of(separators);
    if (start == std::string_view::npos) break;
    const auto end = url.find_first_of(separators, start + 1);
    const auto pair = url.substr(start, end == std::string_view::npos ? end : end - start);
    const auto equals = pair.find('=');
    const bool hide = equals != std::string_view::npos && is_secret(pair.substr(1, equals - 1));
    out.append(hide ? pair.substr(0, equals + 1) : pair).append(hide ? "…" : "");
    url = end == std::string_view::npos ? std::string_view{} : url.substr(end);
  }
  return out;
}

}  // namespace http
