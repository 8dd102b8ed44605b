#include "search/similarity.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace search {

namespace {

constexpr std::size_t longest = 64;  // bytes compared; names that differ only after that are alike enough

struct Distances {
  int whole;   // to all of the name
  int prefix;  // to the beginning of the name that is nearest
};

Distances distances(std::string_view query, std::string_view name) {
  query = query.substr(0, longest);
  name = name.substr(0, longest);
  // Three rows suffice: this one, the last, and the one before for swapped neighbours.
  std::array<std::array<int, longest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= name.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= query.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    const auto& before = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= name.size(); ++j) {
      const int changed = above[j - 1] + (query[i - 1] != name[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
      if (i > 1 && j > 1 && query[i - 1] == name[j - 2] && query[i - 2] == name[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  const auto& last = rows[query.size() % 3];
  return {last[name.size()], *std::min_element(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(name.size()) + 1)};
}

double share(int distance, std::size_t length) {
  return length == 0 ? 0 : std::max(0.0, 1.0 - static_cast<double>(distance) / static_cast<double>(length));
}

}  // namespace

double similarity(std::string_view query, std::string_view name) {
  return share(distances(query, name).whole, std::min(longest, std::max(query.size(), name.size())));
}

double prefix_similarity(std::string_view query, std::string_view name) {
  return share(distances(query, name).prefix, std::min(longest, query.size()));
}

}  // namespace search
