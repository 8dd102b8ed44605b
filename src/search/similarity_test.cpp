#include "search/similarity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace search {
namespace {

// Optimal string alignment as the books have it.
Distances plain(const std::string& query, const std::string& name) {
  std::vector<std::vector<int>> d(query.size() + 1, std::vector<int>(name.size() + 1));
  for (std::size_t i = 0; i <= query.size(); ++i)
    for (std::size_t j = 0; j <= name.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (query[i - 1] != name[j - 1])});
      if (i > 1 && j > 1 && query[i - 1] == name[j - 2] && query[i - 2] == name[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  const auto& last = d[query.size()];
  return {static_cast<double>(last[name.size()]), static_cast<double>(*std::ranges::min_element(last))};
}

std::string random_text(std::mt19937& random, std::size_t longest, char letters) {
  std::string text(random() % (longest + 1), ' ');
  for (char& c : text) c = static_cast<char>('a' + static_cast<int>(random() % static_cast<unsigned>(letters)));
  return text;
}

TEST(Similarity, TheFastWayIsTheWayOfTheBooks) {
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const char letters = i % 2 ? 3 : 20;
    const auto query = random_text(random, 64, letters), name = random_text(random, 64, letters);
    if (query.empty()) continue;
    const auto expected = plain(query, name);
    const auto found = Pattern(query).to(name);
    ASSERT_EQ(found.whole, expected.whole) << query << " " << name;
    ASSERT_EQ(found.prefix, expected.prefix) << query << " " << name;
    const auto weighted = weighted_distances(query, name);
    ASSERT_LE(weighted.whole, expected.whole + 1e-4) << query << " " << name;
    ASSERT_LE(weighted.prefix, weighted.whole + 1e-4);
  }
}

TEST(Similarity, SlipsThatAreEasilyMadeCountLess) {
  const auto d = [](std::string_view a, std::string_view b) { return weighted_distances(a, b).whole; };
  EXPECT_EQ(d("marrow", "marrow"), 0);
  EXPECT_LT(d("msrrow", "marrow"), d("mprrow", "marrow"));  // a neighbour on the keyboard
  EXPECT_LT(d("kelp", "celp"), d("kelp", "telp"));          // it sounds alike
  EXPECT_LT(d("marow", "marrow"), d("marrw", "marrow"));    // one of two
  EXPECT_LT(d("mrarow", "marrow"), 1);                      // swapped
  EXPECT_EQ(weighted_distances("marr", "marrowcoast").prefix, 0);
}

TEST(Similarity, LongTextsAreComparedAsFarAs64Bytes) {
  const std::string a(200, 'a');
  EXPECT_EQ(Pattern(a).to(a).whole, 0);
  EXPECT_EQ(Pattern(a).to(std::string(64, 'a') + "zzz").whole, 0);
  EXPECT_EQ(weighted_distances(a, a).whole, 0);
  EXPECT_EQ(Pattern("").to("abc").whole, 3);
  EXPECT_EQ(likeness(0, 0), 0);
  EXPECT_EQ(likeness(100, 10), 0);
}

}  // namespace
}  // namespace search
