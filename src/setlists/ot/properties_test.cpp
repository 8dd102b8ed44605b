// Laws of the operations on random lists (live.md, properties 1 and 2); convergence_test.cpp and undoing_test.cpp have those of the server.
#include <gtest/gtest.h>

#include <algorithm>

#include "setlists/ot/chance_fixture.hpp"
#include "setlists/ot/wire.hpp"

namespace ot {
namespace {

using namespace testing;

std::string text(const Ops& ops) { return json::serialize(to_json(ops)); }

Document shuffled(Chance& chance, int most) {
  auto document = list_of(chance.below(static_cast<std::size_t>(most) + 1));
  for (auto i = document.items.size(); i > 1; --i)
    std::swap(document.items[i - 1], document.items[static_cast<std::size_t>(chance.below(i))]);
  return document;
}

TEST(Laws, TwoListsEndAlikeInBothOrders) {
  Chance chance(1);
  for (int round = rounds(20'000, 2'000'000); round > 0; --round) {
    const auto document = shuffled(chance, 20);
    const auto as = some_ops(chance, document, "x", 8), bs = some_ops(chance, document, "y", 8);
    auto carried_as = as, carried_bs = bs;
    transform_x(carried_as, carried_bs, chance.one_in(2));
    auto left = document, right = document;
    ASSERT_TRUE(ot::apply(left, as) && ot::apply(left, carried_bs)) << text(as) << text(bs);
    ASSERT_TRUE(ot::apply(right, bs) && ot::apply(right, carried_as)) << text(as) << text(bs);
    ASSERT_EQ(left, right) << text(as) << text(bs);
  }
}

TEST(Laws, CarryingOneListOverAnotherIsTheSameFromEitherSide) {
  Chance chance(2);
  for (int round = 5'000; round > 0; --round) {
    const auto document = shuffled(chance, 8);
    auto as = some_ops(chance, document, "x", 5), bs = some_ops(chance, document, "y", 5);
    auto as2 = as, bs2 = bs;
    transform_x(as, bs, true);
    transform_x(bs2, as2, false);
    ASSERT_EQ(as, as2);
    ASSERT_EQ(bs, bs2);
  }
}

TEST(Laws, ComposedOperationsDoTheSameAndAreNotMore) {
  Chance chance(3);
  for (int round = rounds(20'000, 1'000'000); round > 0; --round) {
    const auto document = shuffled(chance, 6);
    const auto ops = some_ops(chance, document, "x", 16);
    const auto shorter = compose(ops);
    auto left = document, right = document;
    ASSERT_TRUE(ot::apply(left, ops).has_value());
    ASSERT_TRUE(ot::apply(right, shorter).has_value()) << text(ops) << " became " << text(shorter);
    ASSERT_EQ(left, right) << text(ops) << " became " << text(shorter);
    ASSERT_LE(shorter.size(), ops.size());
    ASSERT_EQ(compose(shorter), shorter);
  }
}

TEST(Laws, WhatComposeMakesShort) {
  EXPECT_EQ(compose({set("a", "note", json::value(1)), mov("b", 1, 0), set("a", "note", json::value(2))}),
            (Ops{set("a", "note", json::value(2)), mov("b", 1, 0)}));
  EXPECT_EQ(compose({ins("x", 0, {{"title", "x"}}), mov("x", 0, 2), set("x", "note", json::value(1)), set("x", "title", std::nullopt)}),
            (Ops{ins("x", 0, {{"note", 1}}), mov("x", 0, 2)}));
  EXPECT_EQ(compose({ins("x", 1), mov("a", 0, 2), set("x", "note", json::value(1)), rem("x", 0)}), (Ops{mov("a", 0, 1)}));
  EXPECT_EQ(compose({mov("a", 0, 2), mov("a", 2, 1)}), (Ops{mov("a", 0, 1)}));
  EXPECT_EQ(compose({mov("a", 0, 2), Op{}, mov("a", 2, 0)}), Ops{});
  EXPECT_EQ(compose({rem("a", 0), ins("a", 0), set("a", "note", json::value(1)), rem("a", 0)}), (Ops{rem("a", 0)}));
}

TEST(Laws, ADifferenceLeadsThereWithTheFewestMoves) {
  Chance chance(4);
  for (int round = rounds(10'000, 500'000); round > 0; --round) {
    const auto from = shuffled(chance, 12);
    auto to = from;
    ot::apply(to, some_ops(chance, from, "x", 20)).value();
    const auto ops = diff(from, to);
    auto there = from;
    ASSERT_TRUE(ot::apply(there, ops).has_value()) << text(ops);
    ASSERT_EQ(there, to);
    // At most as many moves as items that stay, and none when the order is the same.
    const auto moves = std::ranges::count(ops, Verb::mov, &Op::verb);
    std::string stay, want;
    for (const auto& item : from.items)
      if (find(to, item.id)) stay += item.id;
    for (const auto& item : to.items)
      if (find(from, item.id)) want += item.id;
    ASSERT_EQ(moves == 0, stay == want);
    ASSERT_LT(moves, std::max<long>(1, static_cast<long>(stay.size())));
  }
  auto turned = list_of(9);
  std::ranges::rotate(turned.items, turned.items.begin() + 1);
  EXPECT_EQ(diff(list_of(9), turned), (Ops{mov("a", 0, 8)}));
}

TEST(Laws, SettledOperationsFitAnyDocument) {
  Chance chance(5);
  for (int round = rounds(10'000, 500'000); round > 0; --round) {
    const auto ops = some_ops(chance, shuffled(chance, 12), "x", 8);
    auto other = shuffled(chance, 12);
    const auto settled = settle(other, ops);
    ASSERT_TRUE(ot::apply(other, settled.ops).has_value()) << text(ops) << " became " << text(settled.ops);
    ASSERT_LE(settled.ops.size() + settled.lost.size(), ops.size());
    for (const auto& op : settled.ops)
      if (op.verb == Verb::ins)
        ASSERT_TRUE(std::ranges::any_of(ops, [&](const Op& one) { return one.id == op.id && one.item == op.item; }));
  }
  const auto document = list_of(3);
  EXPECT_EQ(settle(document, {mov("c", 7, 9), ins("x", 9), rem("y", 0), ins("a", 0), set("a", "note", json::value(1)), rem("x", 0)}).ops,
            (Ops{ins("x", 3), set("a", "note", json::value(1)), rem("x", 3)}));
  EXPECT_EQ(settle(document, {rem("y", 0), ins("a", 0)}).lost, (Ops{rem("y", 0), ins("a", 0)}));
}

}  // namespace
}  // namespace ot
