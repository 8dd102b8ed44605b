#include "rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace bench {

namespace {
constexpr std::size_t ever = 0, decayed = 5, behind = 6;
constexpr std::array<std::size_t, 7> window = {0, 10, 20, 50, 100, 0, 100};
}  // namespace

const std::vector<std::string>& Rules::names() {
  static const std::vector<std::string> names = {
      "most played ever", "last 10", "last 20", "last 50", "last 100", "decay, half-life 3", "last 100, last 3 behind"};
  return names;
}

Rules::Rules(const std::vector<setlists::PastShow>& shows, std::size_t songs)
    : shows_(shows), score_(names().size(), std::vector<double>(songs)), ever_(songs), last_(songs, std::numeric_limits<int>::min() / 2) {}

void Rules::played(std::size_t show) {
  known_ = show + 1;
  for (double& s : score_[decayed]) s *= std::exp2(-1.0 / 3);
  for (std::size_t rule = 0; rule < score_.size(); ++rule) {
    for (const int song : shows_[show].songs) score_[rule][static_cast<std::size_t>(song)] += 1;
    if (window[rule] == 0 || show < window[rule]) continue;
    for (const int song : shows_[show - window[rule]].songs) score_[rule][static_cast<std::size_t>(song)] -= 1;
  }
  for (const int song : shows_[show].songs) last_[static_cast<std::size_t>(song)] = static_cast<int>(show);
}

// Among equals the one played more often ever goes first, then the one played last.
std::vector<int> Rules::best(std::size_t rule, std::size_t k) const {
  const auto standing = [&](int song) {
    const auto n = static_cast<std::size_t>(song);
    const bool rests = rule == behind && last_[n] >= static_cast<int>(known_) - 3;
    return std::tuple(rests, -score_[rule][n], -score_[ever][n], -last_[n], song);
  };
  std::vector<int> songs;
  for (std::size_t n = 0; n < last_.size(); ++n)
    if (last_[n] >= 0) songs.push_back(static_cast<int>(n));
  const auto end = songs.begin() + static_cast<std::ptrdiff_t>(std::min(k, songs.size()));
  std::partial_sort(songs.begin(), end, songs.end(), [&](int a, int b) { return standing(a) < standing(b); });
  songs.erase(end, songs.end());
  return songs;
}

}  // namespace bench
