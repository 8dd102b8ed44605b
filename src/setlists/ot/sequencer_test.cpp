#include "setlists/ot/sequencer.hpp"

#include <gtest/gtest.h>

#include "setlists/ot/lists_fixture.hpp"

namespace ot {
namespace {

using testing::ids;
using testing::list_of;

constexpr base::Time now = base::Time{base::Duration{1'790'000'000'000}};
const Sender ana{"ana", 1, 1}, ben{"ben", 1, 2};

Sender next(Sender from, std::int64_t cseq) {
  from.cseq = cseq;
  return from;
}
json::object song(const char* ref) { return {{"kind", "song"}, {"song", json::object{{"ref", ref}, {"title", ref}}}}; }
Op note(const char* id, const char* text) { return set(id, "note", json::value(text)); }

Revision accepted(const Decision& decision) {
  if (const auto* refused = std::get_if<Refused>(&decision)) ADD_FAILURE() << refused->code << ": " << refused->sentence;
  return std::get<Accepted>(decision).revision;
}
std::string code(const Decision& decision) {
  const auto* refused = std::get_if<Refused>(&decision);
  return refused ? refused->code : "";
}

TEST(Sequencer, CarriesAMessageOverWhatCameSinceItsBase) {
  Sequencer sequencer(list_of(3), 0);
  EXPECT_EQ(accepted(sequencer.submit({ana, 0, {ins("x", 3)}}, now)).rev, 1);
  const auto second = accepted(sequencer.submit({ben, 0, {ins("y", 3), rem("a", 0)}}, now));
  EXPECT_EQ(second.ops, (Ops{ins("y", 4), rem("a", 0)}));
  EXPECT_EQ(ids(sequencer.head()), "bcxy");
  EXPECT_EQ(sequencer.rev(), 2);
}

TEST(Sequencer, AnswersARepeatedMessageWithItsRevision) {
  Sequencer sequencer(list_of(1), 0);
  sequencer.submit({ana, 0, {rem("a", 0)}}, now);
  accepted(sequencer.submit({ben, 0, {note("a", "late")}}, now));
  const auto again = std::get<Repeated>(sequencer.submit({ben, 0, {note("a", "late")}}, now));
  EXPECT_EQ(again.rev, 2);
  ASSERT_EQ(again.notes.size(), 1u);
  EXPECT_EQ(again.notes[0].loss, Loss::gone);
  EXPECT_EQ(sequencer.committed("ben", 1), 2);
  EXPECT_EQ(sequencer.rev(), 2);
}

TEST(Sequencer, GivesARefusedMessageTheSameAnswerUntilItsClientComesBack) {
  Sequencer sequencer(list_of(2), 0);
  EXPECT_EQ(code(sequencer.submit({next(ana, 5), 0, {rem("b", 0)}}, now)), "bad");
  accepted(sequencer.submit({ben, 0, {rem("a", 0)}}, now));
  EXPECT_EQ(code(sequencer.submit({next(ana, 5), 1, {rem("b", 0)}}, now)), "bad") << "a late double must not be committed";
  EXPECT_EQ(code(sequencer.refuse(next(ana, 6), {"locked", "Closed."})), "locked");
  EXPECT_EQ(code(sequencer.submit({next(ana, 6), 1, {rem("b", 0)}}, now)), "locked");
  EXPECT_EQ(code(sequencer.submit({next(ana, 5), 1, {rem("b", 0)}}, now)), "bad") << "however many were refused since";
  sequencer.forget_refusals("ana");
  accepted(sequencer.submit({next(ana, 5), 1, {rem("b", 0)}}, now));
}

TEST(Sequencer, RefusesABaseThatIsNotYetOrTooOld) {
  Sequencer sequencer(list_of(1), 7);
  EXPECT_EQ(code(sequencer.submit({ana, 8, {}}, now)), "bad");
  EXPECT_EQ(code(sequencer.submit({ben, 6, {}}, now)), "stale");
  for (std::size_t i = 1; i <= Sequencer::kept_revisions; ++i)
    accepted(sequencer.submit({next(ben, static_cast<int>(i) + 1), sequencer.rev(), {note("a", "again")}}, now));
  accepted(sequencer.submit({next(ana, 2), 7, {note("a", "mine")}}, now));
  EXPECT_EQ(code(sequencer.submit({next(ana, 3), 7, {note("a", "mine")}}, now)), "stale");
}

TEST(Sequencer, RefusesTheSameSongBesideOneSomebodyJustAdded) {
  Sequencer sequencer(list_of(3), 0);
  accepted(sequencer.submit({ana, 0, {ins("x", 3, song("7"))}}, now));
  const auto refused = std::get<Refused>(sequencer.submit({ben, 0, {note("a", "kept out"), ins("y", 3, song("7"))}}, now));
  EXPECT_EQ(refused.code, "duplicate");
  EXPECT_EQ(refused.item, "x");
  EXPECT_EQ(refused.i, 1u);
  EXPECT_EQ(ids(sequencer.head()), "abcx");
  EXPECT_FALSE(sequencer.head().items[0].fields.contains("note"));
  accepted(sequencer.submit({next(ben, 2), 0, {ins("z", 1, song("7"))}}, now));  // far away: played twice
  accepted(sequencer.submit({next(ben, 3), 2, {ins("w", 5, song("7"))}}, now));  // knows of it
  EXPECT_EQ(code(sequencer.submit({next(ana, 2), 2, {ins("v", 5, json::object{{"song", json::object{{"title", " 7 "}}}})}}, now)),
            "duplicate");
}

TEST(Sequencer, ADuplicateIsWithinOnePlaceAndAnotherPages) {
  Sequencer sequencer(list_of(3), 0);
  accepted(sequencer.submit({ana, 0, {ins("x", 3, song("7"))}}, now));
  accepted(sequencer.submit({ben, 0, {ins("y", 2, song("7"))}}, now));  // c between them
  EXPECT_EQ(ids(sequencer.head()), "abycx");
  accepted(sequencer.submit({next(ana, 2), 0, {ins("z", 3, song("7"))}}, now));  // the same page means it twice
  EXPECT_EQ(ids(sequencer.head()), "abycxz");
}

TEST(Sequencer, HoldsTheLengthOfAList) {
  Document full;
  for (std::size_t i = 0; i < Sequencer::max_items; ++i) full.items.push_back({std::to_string(i), {}});
  Sequencer sequencer(full, 0);
  EXPECT_EQ(code(sequencer.submit({ana, 0, {ins("x", 0)}}, now)), "limit");
  EXPECT_EQ(sequencer.head(), full);
  accepted(sequencer.submit({next(ana, 2), 0, {rem("0", 0)}}, now));
  accepted(sequencer.submit({next(ana, 3), 1, {ins("x", 0)}}, now));
  EXPECT_EQ(code(sequencer.undo(ben, 1, now)), "limit");
}

TEST(Sequencer, TakesBackWhatCouldNotBeCommittedAndFollowsAnother) {
  Sequencer here(list_of(2), 0), other(list_of(2), 0);
  const auto first = accepted(other.submit({ben, 0, {rem("a", 0)}}, now));
  accepted(here.submit({ana, 0, {ins("x", 2)}}, now));
  accepted(here.submit({next(ana, 2), 1, {note("x", "mine")}}, now));
  here.rewind(0);
  EXPECT_EQ(here.head(), list_of(2));
  ASSERT_TRUE(here.follow(first).has_value());
  EXPECT_TRUE(here.follow(first).has_error());
  accepted(here.submit({ana, 0, {ins("x", 2)}}, now));
  EXPECT_EQ(ids(here.head()), "bx");
}

TEST(Sequencer, DecidesAnewWhatWasRefusedForTheSakeOfSomethingTakenBack) {
  Sequencer sequencer(list_of(1), 0);
  accepted(sequencer.submit({ana, 0, {ins("x", 1, song("7"))}}, now));
  EXPECT_EQ(code(sequencer.submit({ben, 0, {ins("y", 1, song("7"))}}, now)), "duplicate");
  sequencer.rewind(0);
  accepted(sequencer.submit({ben, 0, {ins("y", 1, song("7"))}}, now));
}

}  // namespace
}  // namespace ot
