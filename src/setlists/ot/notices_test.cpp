// Property 7: who is told what, for every cell of the pair table, by scripted pairs through the server's decision.
#include <gtest/gtest.h>

#include <fstream>

#include "setlists/ot/sequencer.hpp"
#include "setlists/ot/wire.hpp"
#include "support/files.hpp"

namespace ot {
namespace {

constexpr base::Time now = base::Time{base::Duration{1'790'000'000'000}};
const Sender ana{"ana", 1, 1}, ben{"ben", 1, 2};

std::vector<std::string> told(const json::value& notes) {
  std::vector<std::string> codes;
  for (const auto& note : notes.as_array()) codes.emplace_back(note.at("code").as_string());
  return codes;
}

TEST(Notices, EveryCellOfThePairTable) {
  std::ifstream in(support::source_dir() / "tests/golden/ot/cells.jsonl");
  int pairs = 0, notes = 0;
  for (std::string line; std::getline(in, line);) {
    const auto one = json::parse(line);
    if (!one.at("aLater").as_bool()) continue;
    SCOPED_TRACE(std::string(one.at("name").as_string()));
    const auto ops = [&](const char* side) { return parse_ops(one.at(side), own_limits).value(); };
    Sequencer sequencer(parse_document(one.at("doc"), own_limits).value(), 0);
    const auto first = std::get<Accepted>(sequencer.submit({ana, 0, ops("bs")}, now));
    const auto second = std::get<Accepted>(sequencer.submit({ben, 0, ops("as")}, now));
    EXPECT_TRUE(first.revision.notes.empty() && first.overruled.empty());
    std::vector<std::string> to_second, to_first;
    for (const auto& note : second.revision.notes) {
      to_second.emplace_back(to_string(note.loss));
      EXPECT_EQ(note.rev, 1);
      EXPECT_EQ(note.person, ana.person);
    }
    for (const auto& note : second.overruled) {
      to_first.emplace_back(to_string(note.loss));
      EXPECT_EQ(note.rev, 1);
      EXPECT_EQ(note.loser.cid, ana.cid);
      EXPECT_FALSE(note.id.empty());
    }
    EXPECT_EQ(to_second, told(one.at("notes").at("as")));
    EXPECT_EQ(to_first, told(one.at("notes").at("bs")));
    EXPECT_EQ(sequencer.head(), parse_document(one.at("after"), own_limits).value());
    ++pairs;
    notes += static_cast<int>(to_second.size() + to_first.size());
  }
  EXPECT_GT(pairs, 80);
  EXPECT_GT(notes, 8);
}

TEST(Notices, AnOverwrittenValueIsToldForAMinute) {
  for (const auto& [later, expected] : {std::pair{base::Duration{60'000}, 1u}, std::pair{base::Duration{60'001}, 0u}}) {
    Sequencer sequencer({{{"a", {}}}, {}}, 0);
    sequencer.submit({ana, 0, {set("a", "note", json::value("hers"))}}, now);
    const auto second = std::get<Accepted>(sequencer.submit({ben, 0, {set("a", "note", json::value("his"))}}, now + later));
    ASSERT_EQ(second.overruled.size(), expected);
    if (expected == 0) continue;
    EXPECT_EQ(second.overruled[0].id, "a");
    EXPECT_EQ(second.overruled[0].field, "note");
    EXPECT_EQ(second.overruled[0].loser.cseq, 1);
  }
}

TEST(Notices, NobodyIsToldOfTheirOwnLaterChange) {
  Sequencer sequencer({{{"a", {}}, {"b", {}}}, {}}, 0);
  sequencer.submit({ana, 0, {mov("a", 0, 1), set("a", "note", json::value("one"))}}, now);
  const auto second = std::get<Accepted>(sequencer.submit({{"ana", 2, 1}, 0, {rem("a", 0)}}, now));
  EXPECT_TRUE(second.overruled.empty());
  const auto third = std::get<Accepted>(sequencer.submit({{"ana", 3, 1}, 0, {set("a", "note", json::value("two"))}}, now));
  EXPECT_TRUE(third.revision.notes.empty());
  EXPECT_TRUE(third.revision.ops.empty());
}

}  // namespace
}  // namespace ot
