#include "platform/base/text.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Clean, FoldsBlanksAndDropsWhatReorders) {
  EXPECT_EQ(clean("  Low \t\n Tide  "), "Low Tide");
  EXPECT_EQ(clean("Low\u202E Tide\u0007"), "Low Tide");
  EXPECT_EQ(clean("Bjo\u0308rn"), "Björn");
  EXPECT_EQ(clean("a\xff"), "a\uFFFD");
}

TEST(Clean, CutAtABlankItHasNoneAtTheEnd) {
  EXPECT_EQ(clean("abc def", 3), "abc");
  EXPECT_EQ(clean("abc def", 4), "abc");
  EXPECT_EQ(clean("abc def", 5), "abc d");
  EXPECT_EQ(clean(clean("abc 🎸", 4), 4), "abc");
}

TEST(Fold, ComparesAcrossCaseAccentsAndScripts) {
  EXPECT_EQ(fold("Björk"), "bjork");
  EXPECT_EQ(fold("Кино"), "kino");
  EXPECT_EQ(fold("Don’t Stop (Live)"), "dont stop live");
  EXPECT_EQ(fold("Hawaiʻi"), "hawaii");
  EXPECT_EQ(fold("عمر"), "mr");
}

TEST(Slugify, IsPlainOrEmpty) {
  EXPECT_EQ(slugify("Sigur Rós / Live!"), "sigur-ros-live");
  EXPECT_EQ(slugify("?!?"), "");
  EXPECT_LE(slugify(std::string(500, 'a')).size(), 80u);
}

}  // namespace
}  // namespace base
