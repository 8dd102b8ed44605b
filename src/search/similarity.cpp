#include "search/similarity.hpp"

#include <algorithm>

namespace search {

namespace {

constexpr double neighbours = 0.7;  // on a QWERTY keyboard
constexpr double sound_alike = 0.6;
constexpr double swapped = 0.8;
constexpr double doubled = 0.5;
constexpr double silent = 0.75;

constexpr std::array<std::string_view, 3> keyboard{"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 17> sounds{"ae", "ei", "iy", "ou", "ea", "ao", "ck", "cs", "sz",
                                                  "fv", "vw", "gj", "kq", "dt", "bp", "mn", "uw"};

constexpr bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

using Costs = std::array<std::array<float, 26>, 26>;

constexpr Costs make_costs() {
  Costs costs{};
  for (auto& row : costs) row.fill(1);
  const auto set = [&](char a, char b, double cost) {
    auto& one = costs[static_cast<std::size_t>(a - 'a')][static_cast<std::size_t>(b - 'a')];
    auto& other = costs[static_cast<std::size_t>(b - 'a')][static_cast<std::size_t>(a - 'a')];
    one = other = std::min(one, static_cast<float>(cost));
  };
  for (std::size_t row = 0; row < keyboard.size(); ++row)
    for (std::size_t i = 0; i < keyboard[row].size(); ++i) {
      if (i + 1 < keyboard[row].size()) set(keyboard[row][i], keyboard[row][i + 1], neighbours);
      // Rows are shifted by about half a key: below a key are the one at its place and the one before.
      if (row + 1 == keyboard.size()) continue;
      if (i < keyboard[row + 1].size()) set(keyboard[row][i], keyboard[row + 1][i], neighbours);
      if (i > 0 && i - 1 < keyboard[row + 1].size()) set(keyboard[row][i], keyboard[row + 1][i - 1], neighbours);
    }
  for (const auto pair : sounds) set(pair[0], pair[1], sound_alike);
  for (std::size_t i = 0; i < 26; ++i) costs[i][i] = 0;
  return costs;
}
constexpr Costs costs = make_costs();

double change(char a, char b) {
  if (a == b) return 0;
  if (!is_letter(a) || !is_letter(b)) return 1;
  return static_cast<double>(costs[static_cast<std::size_t>(a - 'a')][static_cast<std::size_t>(b - 'a')]);
}

// A letter that one of the texts has more than the other.
double extra(std::string_view text, std::size_t at) {
  if (at > 0 && text[at] == text[at - 1]) return doubled;
  return text[at] == 'h' || text[at] == 'e' ? silent : 1;
}

}  // namespace

Pattern::Pattern(std::string_view query) : size_(std::min(query.size(), compared)) {
  for (std::size_t i = 0; i < size_; ++i) where_[static_cast<unsigned char>(query[i])] |= std::uint64_t{1} << i;
}

Distances Pattern::to(std::string_view name) const {
  name = name.substr(0, compared);
  if (size_ == 0) return {static_cast<double>(name.size()), 0};
  std::uint64_t plus = ~std::uint64_t{0}, minus = 0, diagonal = 0, before = 0;
  const std::uint64_t last = std::uint64_t{1} << (size_ - 1);
  int distance = static_cast<int>(size_);
  int nearest = distance;
  for (const char c : name) {
    const std::uint64_t same = where_[static_cast<unsigned char>(c)];
    diagonal = (((~diagonal & same) << 1) & before) | (((same & plus) + plus) ^ plus) | same | minus;
    const std::uint64_t up = minus | ~(diagonal | plus), down = plus & diagonal;
    distance += (up & last) ? 1 : (down & last) ? -1 : 0;
    nearest = std::min(nearest, distance);
    const std::uint64_t shifted = (up << 1) | 1;
    minus = shifted & diagonal;
    plus = (down << 1) | ~(diagonal | shifted);
    before = same;
  }
  return {static_cast<double>(distance), static_cast<double>(nearest)};
}

Distances weighted_distances(std::string_view query, std::string_view name) {
  query = query.substr(0, compared);
  name = name.substr(0, compared);
  // Three rows suffice: this one, the last, and the one before for swapped neighbours.
  std::array<std::array<float, compared + 1>, 3> rows;
  rows[0][0] = 0;
  for (std::size_t j = 1; j <= name.size(); ++j) rows[0][j] = rows[0][j - 1] + static_cast<float>(extra(name, j - 1));
  for (std::size_t i = 1; i <= query.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    const auto& before = rows[(i + 1) % 3];
    const auto more = static_cast<float>(extra(query, i - 1));
    row[0] = above[0] + more;
    for (std::size_t j = 1; j <= name.size(); ++j) {
      const float changed = above[j - 1] + static_cast<float>(change(query[i - 1], name[j - 1]));
      row[j] = std::min({above[j] + more, row[j - 1] + static_cast<float>(extra(name, j - 1)), changed});
      if (i > 1 && j > 1 && query[i - 1] == name[j - 2] && query[i - 2] == name[j - 1])
        row[j] = std::min(row[j], before[j - 2] + static_cast<float>(swapped));
    }
  }
  const auto& last = rows[query.size() % 3];
  return {static_cast<double>(last[name.size()]),
          static_cast<double>(*std::min_element(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(name.size()) + 1))};
}

double likeness(double distance, std::size_t length) {
  return length == 0 ? 0 : std::max(0.0, 1.0 - distance / static_cast<double>(std::min(length, compared)));
}

}  // namespace search
