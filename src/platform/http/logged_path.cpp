#include "platform/http/logged_path.hpp"

namespace http {

namespace {

constexpr std::size_t key = 32, shown = 8;
constexpr std::string_view digits = "0123456789abcdefABCDEF";

}  // namespace

std::string logged_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const auto run = std::min(path.find_first_not_of(digits), path.size());
    if (run >= key) out.append(path, 0, shown).append("…");
    else out.append(path, 0, run);
    path.remove_prefix(run);
    const auto next = std::min(path.find_first_of(digits), path.size());
    out.append(path, 0, next);
    path.remove_prefix(next);
  }
  return out;
}

}  // namespace http
