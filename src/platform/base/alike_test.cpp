#include "platform/base/alike.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(AlikeTest, JaroWinklerAsPublished) {
  EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 0.0001);
  EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 0.0001);
  EXPECT_EQ(jaro_winkler("abc", "xyz"), 0);
  EXPECT_EQ(jaro_winkler("a", "a"), 1);
  EXPECT_EQ(jaro_winkler("", "a"), 0);
}

}  // namespace
}  // namespace base
