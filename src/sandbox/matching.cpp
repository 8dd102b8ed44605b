#include "sandbox/matching.hpp"

#include <algorithm>
#include <vector>

#include "platform/base/text.hpp"

namespace sandbox {

namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Insertions, deletions, replacements and swapped neighbours (optimal string alignment).
int distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

bool alike(std::string_view word, std::string_view asked) {
  if (word.starts_with(asked)) return true;
  const int slips = asked.size() >= 8 ? 2 : asked.size() >= 4 ? 1 : 0;
  if (slips == 0 || word.size() + 2 < asked.size() || word.size() > asked.size() + 8) return false;
  return distance(word, asked) <= slips || distance(word.substr(0, asked.size()), asked) <= slips;
}

}  // namespace

int closeness(std::string_view name, std::string_view query) {
  const auto n = base::fold(name), q = base::fold(query);
  if (q.empty()) return !query.empty() && name.find(query) != std::string_view::npos ? 100 : 0;
  if (n == q) return 100;
  if (n.starts_with(q)) return 80;
  if (n.find(q) != std::string::npos) return 60;
  const auto words = words_of(n);
  const bool all = std::ranges::all_of(
      words_of(q), [&](auto asked) { return std::ranges::any_of(words, [&](auto word) { return alike(word, asked); }); });
  return all ? 40 : 0;
}

}  // namespace sandbox
