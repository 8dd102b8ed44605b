#include "platform/base/country.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Country, HasOneNameByItsCode) {
  EXPECT_EQ(country_name("US"), "United States");
  EXPECT_EQ(country_name("DK"), "Denmark");
}

TEST(Country, WithoutACodeThatAnyHasThereIsNoName) {
  for (const auto* code : {"", "U", "USA", "us", "QQ", "1\xff"}) EXPECT_EQ(country_name(code), "") << code;
}

}  // namespace
}  // namespace base
