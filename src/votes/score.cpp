#include "votes/score.hpp"

#include <cmath>

namespace votes {

namespace {
constexpr double z = 1.96;  // 95 %
}

Interval interval(Counts counts) {
  const auto n = static_cast<double>(counts.up + counts.down);
  if (n <= 0) return {};
  const double p = static_cast<double>(counts.up) / n;
  const double middle = p + z * z / (2 * n);
  const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {(middle - spread) / scale, (middle + spread) / scale};
}

double score(const std::vector<Counts>& songs) {
  Counts all;
  for (const auto& c : songs) all = {all.up + c.up, all.down + c.down};
  return score(all);
}

}  // namespace votes
