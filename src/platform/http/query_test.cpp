#include "platform/http/query.hpp"

#include <gtest/gtest.h>

TEST(Query, EncodesEverythingThatCouldMeanSomething) {
  http::Params params;
  EXPECT_EQ(http::to_query(params), "");
  params.add("keyword", "Marrow & Coast / ½ +");
  params.add("locale", "*");
  EXPECT_EQ(http::to_query(params), "keyword=Marrow%20%26%20Coast%20%2F%20%C2%BD%20%2B&locale=%2A");
  const auto back = http::parse_query(http::to_query(params));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->get("keyword"), "Marrow & Coast / ½ +");
}
