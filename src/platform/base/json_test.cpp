#include "platform/base/json.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Json, RefusesNumbersThatCannotBeKept) {
  for (const auto* text : {"1e999", "-1e999", "[0,[-1e400]]", R"({"a":{"b":[1,1e999]}})"})
    EXPECT_EQ(parse_json(text).error().code, "json.malformed") << text;
  for (const auto* text : {"1e308", "-1.5e-999", R"([1,{"a":2.5}])"}) EXPECT_TRUE(parse_json(text)) << text;
}

}  // namespace
}  // namespace base
