// "?page=3" of lists that go on over several pages; whatever makes no sense is the first.
#pragma once
#include <algorithm>
#include <charconv>

#include "platform/http/message.hpp"

namespace pages {

inline int page_number(const http::Request& request) {
  const auto text = request.query.get("page");
  int n = 1;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::clamp(n, 1, 2000);
}

}  // namespace pages
