// Property 8: what undo and rollback do, against a recomputation that knows no transform.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "setlists/ot/chance_fixture.hpp"
#include "setlists/ot/sequencer.hpp"

namespace ot {
namespace {

using namespace testing;

constexpr base::Time now = base::Time{base::Duration{1'790'000'000'000}};

// A room in which everyone always knows the newest revision.
class Room {
 public:
  explicit Room(Document first) : sequencer(std::move(first), 0) {}
  Sender as(Person person) { return {"c" + std::to_string(person), ++cseq_, person}; }
  Revision edit(Person person, Ops ops) { return done(sequencer.submit({as(person), sequencer.rev(), std::move(ops)}, now)); }
  Revision undo(Person person, Rev rev) { return done(sequencer.undo(as(person), rev, now)); }
  Revision rollback(Person person, Rev rev) { return done(sequencer.rollback(as(person), rev, now)); }
  std::string list() const { return ids(sequencer.head()); }
  Sequencer sequencer;

 private:
  static Revision done(const Decision& decision) { return std::get<Accepted>(decision).revision; }
  std::int64_t cseq_ = 0;
};

Op note(const char* id, const char* text) { return set(id, "note", json::value(text)); }

TEST(Undo, AtOnceGivesExactlyWhatWasAndAgainWhatWasUndone) {
  Chance chance(1);
  for (int round = rounds(3'000, 100'000); round > 0; --round) {
    Room room(list_of(chance.below(8)));
    const auto before = room.sequencer.head();
    const auto revision = room.edit(1, some_ops(chance, before, "x", 6));
    const auto after = room.sequencer.head();
    const auto undo = room.undo(1, revision.rev);
    ASSERT_EQ(room.sequencer.head(), before);
    ASSERT_TRUE(undo.notes.empty());
    room.undo(1, undo.rev);
    ASSERT_EQ(room.sequencer.head(), after);
  }
}

// What one operation of a revision means for the list as it is now, without regard to what came in between.
struct Expected {
  std::set<std::string> present;
  std::map<std::string, json::object> fields;
  json::object document;
};
Expected recompute(const Document& head, const Document& before, const Document& after) {
  Expected expected;
  for (const auto& item : head.items) {
    expected.present.insert(item.id);
    expected.fields[item.id] = item.fields;
  }
  expected.document = head.fields;
  const auto revert = [](json::object& fields, const json::object& old, const json::object& made) {
    for (const auto* side : {&old, &made})
      for (const auto& [name, value] : *side) {
        const auto *was = old.if_contains(name), *became = made.if_contains(name), *is = fields.if_contains(name);
        const auto same = [](const json::value* a, const json::value* b) { return a && b ? *a == *b : a == b; };
        if (same(was, became) || !same(is, became)) continue;
        if (was) fields.insert_or_assign(name, *was);
        else fields.erase(name);
      }
  };
  for (const auto& item : after.items) {
    const auto old = find(before, item.id);
    if (!old) expected.present.erase(item.id);
    else if (expected.present.contains(item.id)) revert(expected.fields[item.id], before.items[*old].fields, item.fields);
  }
  for (const auto& item : before.items) {
    if (find(after, item.id) || !expected.present.insert(item.id).second) continue;
    expected.fields[item.id] = item.fields;
  }
  revert(expected.document, before.fields, after.fields);
  return expected;
}

TEST(Undo, LaterTakesBackOneChangeAndLeavesAllOthers) {
  Chance chance(2);
  for (int round = rounds(6'000, 300'000); round > 0; --round) {
    Room room(list_of(chance.below(8)));
    for (int i = chance.below(3); i > 0; --i) room.edit(2, some_ops(chance, room.sequencer.head(), "p" + std::to_string(i), 3));
    const auto before = room.sequencer.head();
    // Composed, so that each item and field is named once, as a client sends it.
    const auto revision = room.edit(1, compose(some_ops(chance, before, "x", 4)));
    const auto after = room.sequencer.head();
    for (int i = chance.below(5); i > 0; --i) room.edit(2, some_ops(chance, room.sequencer.head(), "y" + std::to_string(i), 3));
    const auto head = room.sequencer.head();
    const auto expected = recompute(head, before, after);

    const auto undo = room.undo(1, revision.rev);
    const auto& result = room.sequencer.head();
    std::set<std::string> present;
    for (const auto& item : result.items) {
      present.insert(item.id);
      ASSERT_EQ(item.fields, expected.fields.at(item.id)) << "round " << round << " item " << item.id;
    }
    ASSERT_EQ(present, expected.present) << "round " << round;
    ASSERT_EQ(result.fields, expected.document);
    // Whoever the revision neither moved nor put in or out keeps its order.
    std::set<std::string> touched;
    for (const auto& op : revision.ops)
      if (op.verb != Verb::set) touched.insert(op.id);
    std::string order, order_before;
    for (const auto& item : result.items)
      if (!touched.contains(item.id)) order += item.id + " ";
    for (const auto& item : head.items)
      if (!touched.contains(item.id)) order_before += item.id + " ";
    ASSERT_EQ(order, order_before) << "round " << round;
    // And an undo can be undone.
    room.undo(1, undo.rev);
    ASSERT_EQ(room.sequencer.head(), head) << "round " << round;
  }
}

TEST(Undo, FollowsWhatHappenedSince) {
  Room room(list_of(5));
  room.edit(1, {mov("a", 0, 4)});
  room.edit(2, {ins("x", 0), rem("c", 2)});
  EXPECT_EQ(room.list(), "xbdea");
  room.undo(1, 1);
  EXPECT_EQ(room.list(), "xabde") << "back between its old neighbours";
}

TEST(Undo, RestoresAnItemWithAllItHadAndItsId) {
  Room room(list_of(3));
  room.edit(1, {note("b", "first time")});
  room.edit(2, {rem("b", 1)});
  room.edit(1, {ins("x", 0)});
  room.undo(1, 2);
  EXPECT_EQ(room.list(), "xabc");
  EXPECT_EQ(room.sequencer.head().items[2].fields.at("note").as_string(), "first time");
  EXPECT_TRUE(room.undo(2, 2).ops.empty()) << "it is there already";
  EXPECT_EQ(room.list(), "xabc");
}

TEST(Undo, KeepsAFieldThatHasAnotherValueByNow) {
  Room room(list_of(2));
  room.edit(1, {note("a", "one"), note("b", "one")});
  room.edit(2, {note("b", "two")});
  const auto undo = room.undo(1, 1);
  EXPECT_EQ(undo.ops, (Ops{set("a", "note", std::nullopt)}));
  ASSERT_EQ(undo.notes.size(), 1u);
  EXPECT_EQ(undo.notes[0].loss, Loss::overwritten);
  EXPECT_EQ(undo.notes[0].rev, 2);
  EXPECT_EQ(undo.notes[0].person, 2);
}

TEST(Undo, SaysWhoRemovedWhatItWouldHaveChanged) {
  Room room(list_of(3));
  room.edit(1, {note("a", "one"), mov("b", 1, 2)});
  room.edit(3, {rem("b", 2), rem("a", 0)});
  const auto undo = room.undo(1, 1);
  EXPECT_TRUE(undo.ops.empty());
  ASSERT_EQ(undo.notes.size(), 2u);
  for (const auto& told : undo.notes) {
    EXPECT_EQ(told.loss, Loss::gone);
    EXPECT_EQ(told.rev, 2);
  }
}

TEST(Undo, ReachesAFieldOfAnItemThatWasAwayInBetween) {
  Room room(list_of(2));
  room.edit(1, {note("a", "one")});
  room.edit(2, {rem("a", 0)});
  room.undo(2, 2);
  room.undo(1, 1);
  EXPECT_FALSE(room.sequencer.head().items[0].fields.contains("note"));
}

TEST(Undo, OfWhatIsNotThereOrTooOldIsRefused) {
  Room room(list_of(2));
  room.edit(1, {note("a", "one")});
  for (const Rev rev : {Rev{0}, Rev{2}, Rev{-1}}) EXPECT_EQ(std::get<Refused>(room.sequencer.undo(room.as(1), rev, now)).code, "bad");
  Sequencer restarted(room.sequencer.head(), room.sequencer.rev());
  EXPECT_EQ(std::get<Refused>(restarted.undo(room.as(1), 1, now)).code, "stale");
}

TEST(Undo, StepsBackAndForthThroughOnesOwnChanges) {
  Room room(list_of(3));
  room.edit(1, {ins("x", 3)});
  room.edit(2, {ins("z", 0)});
  room.edit(1, {ins("y", 5)});
  const auto back = [&](Person person) { return room.undo(person, room.sequencer.undo_target(person).value()).rev; };
  const auto forth = [&](Person person) { return room.undo(person, room.sequencer.redo_target(person).value()).rev; };
  EXPECT_FALSE(room.sequencer.redo_target(1));
  back(1);
  EXPECT_EQ(room.list(), "zabcx");
  back(1);
  EXPECT_EQ(room.list(), "zabc");
  EXPECT_FALSE(room.sequencer.undo_target(1));
  forth(1);
  EXPECT_EQ(room.list(), "zabcx");
  forth(1);
  EXPECT_EQ(room.list(), "zabcxy");
  EXPECT_FALSE(room.sequencer.redo_target(1));
  back(1);
  EXPECT_EQ(room.list(), "zabcx");
  room.edit(1, {note("a", "new")});
  EXPECT_FALSE(room.sequencer.redo_target(1)) << "a change of one's own ends it";
  back(2);
  EXPECT_EQ(room.list(), "abcx");
}

TEST(Rollback, GivesExactlyThatVersionInOneNewRevision) {
  Chance chance(3);
  for (int round = rounds(2'000, 50'000); round > 0; --round) {
    Room room(list_of(chance.below(8)));
    std::vector<Document> versions{room.sequencer.head()};
    for (int i = 1 + chance.below(8); i > 0; --i) {
      if (chance.one_in(5)) room.rollback(2, chance.below(versions.size()));
      else room.edit(1, some_ops(chance, room.sequencer.head(), "x" + std::to_string(i), 4));
      versions.push_back(room.sequencer.head());
    }
    const Rev to = chance.below(versions.size());
    const auto rev = room.sequencer.rev();
    ASSERT_EQ(room.sequencer.at(to), versions[static_cast<std::size_t>(to)]);
    const auto revision = room.rollback(2, to);
    ASSERT_EQ(room.sequencer.head(), versions[static_cast<std::size_t>(to)]);
    ASSERT_EQ(revision.rev, rev + 1);
    ASSERT_EQ(revision.rollback_to, to);
    room.undo(2, revision.rev);
    ASSERT_EQ(room.sequencer.head(), versions.back());
  }
}

TEST(Rollback, LeavesPendingEditsOfOthersAlive) {
  Room room(list_of(3));
  room.edit(1, {ins("x", 3)});
  room.rollback(2, 0);
  const auto late = std::get<Accepted>(room.sequencer.submit({room.as(1), 1, {note("a", "kept"), note("x", "too late")}}, now));
  EXPECT_EQ(late.revision.ops, (Ops{note("a", "kept")}));
  ASSERT_EQ(late.revision.notes.size(), 1u);
  EXPECT_EQ(late.revision.notes[0].loss, Loss::gone);
}

}  // namespace
}  // namespace ot
