#include "setlists/ot/ot.hpp"

#include <gtest/gtest.h>

#include "setlists/ot/lists_fixture.hpp"
#include "setlists/ot/wire.hpp"

namespace ot {
namespace {

using testing::all_ops;
using testing::ids;
using testing::list_of;

std::string text(const Op& op) { return json::serialize(to_json(op)); }

TEST(Apply, RefusesAnIdThatIsNotAtItsPlaceAndChangesNothing) {
  auto document = list_of(3);
  const auto before = document;
  for (const auto& op : {rem("b", 0), rem("a", 3), rem("a", -1), rem("x", 0), mov("a", 1, 0), mov("a", 0, 3), mov("a", 0, -1), ins("a", 0),
                         ins("x", 4), ins("x", -1), ins("$doc", 0), set("x", "note", 1), set("a", "id", "b"), set("$doc", "items", 1)}) {
    const auto refused = apply(document, {set("a", "note", json::value("kept?")), mov("a", 0, 2), mov("a", 2, 0), op});
    ASSERT_TRUE(refused.has_error()) << text(op);
    EXPECT_EQ(refused.error().code, "bad");
    EXPECT_EQ(document, before) << text(op);
  }
}

TEST(Apply, AnswersWhatLeadsBack) {
  for (int n = 0; n <= 5; ++n)
    for (const auto& one : all_ops(n, "x"))
      for (const auto& other : {set("$doc", "title", json::value("old")), ins("y", n, {{"title", "y"}})}) {
        auto document = list_of(n);
        const auto before = document;
        const auto back = apply(document, {other, one});
        ASSERT_TRUE(back.has_value()) << text(one);
        ASSERT_TRUE(apply(document, *back).has_value()) << text(one);
        EXPECT_EQ(document, before) << text(one);
      }
}

TEST(Apply, MovesSoThatTheItemEndsAtTheTarget) {
  auto document = list_of(5);
  ASSERT_TRUE(apply(document, {mov("b", 1, 3)}).has_value());
  EXPECT_EQ(ids(document), "acdbe");
  ASSERT_TRUE(apply(document, {mov("b", 3, 0)}).has_value());
  EXPECT_EQ(ids(document), "bacde");
}

// TP1, the property that makes every copy end alike: live.md, property 1.
TEST(Transform, EveryPairOnListsOfUpToFiveEndsAlikeInBothOrders) {
  int pairs = 0;
  for (int n = 0; n <= 5; ++n)
    for (const auto& a : all_ops(n, "x"))
      for (const auto& b : all_ops(n, "y"))
        for (const bool a_later : {false, true}) {
          auto left = list_of(n), right = left;
          const auto carried_a = transform(a, b, a_later), carried_b = transform(b, a, !a_later);
          ASSERT_TRUE(apply(left, {a, carried_b}).has_value()) << n << text(a) << text(b) << a_later << " gives b' " << text(carried_b);
          ASSERT_TRUE(apply(right, {b, carried_a}).has_value()) << n << text(a) << text(b) << a_later << " gives a' " << text(carried_a);
          ASSERT_EQ(left, right) << n << text(a) << text(b) << a_later;
          Ops as{a}, bs{b};
          transform_x(as, bs, a_later);
          ASSERT_EQ(as[0], carried_a);
          ASSERT_EQ(bs[0], carried_b);
          ++pairs;
        }
  EXPECT_GT(pairs, 3'478);
}

}  // namespace
}  // namespace ot
