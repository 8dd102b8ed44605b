// Who comes back to a room: what arrived is known for good, whoever took it, and however long ago.
#include "live/room_fixture.hpp"

namespace live {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::string halogen = "01J9Z8Q4T7N3M5K2H6G0F1E9DA", again = "01J9Z8Q4T7N3M5K2H6G0F1E9DB";

struct RoomReturnTest : RoomTest {
  std::string welcome(const Hello& hello) { return join(hello)->last("welcome"); }
  // What another process stores while somebody is here.
  ot::Rev added_elsewhere() {
    join("page-of-ben");
    const auto here = room, there = make_room();
    room = there;
    join("page-of-ana");
    add(halogen, 7);
    room = here;
    return there->rev();
  }
  std::string welcome(std::int64_t cseq) { return welcome({.cid = "page-of-ana", .rev = 0, .n = 0, .cseq = cseq}); }
};

TEST_F(RoomReturnTest, WhatWasCommittedIsAcknowledgedAgainInAListThatHasClosed) {
  join("page-of-ana");
  clock.set(*timing.doors);
  const auto deed = adding(halogen, 1, "happened");
  const auto rev = room->rev() + 1;
  EXPECT_EQ(say(deed).code, "");
  clock.set(*timing.over);
  const auto answer = say(deed);
  EXPECT_EQ(answer.code, "");
  EXPECT_THAT(answer.json, HasSubstr("\"t\":\"ack\",\"cseq\":1,\"rev\":" + std::to_string(rev) + ","));
  EXPECT_EQ(room->rev(), rev);
  EXPECT_EQ(say(adding(again, 2, "happened")).code, "locked");
  EXPECT_EQ(say({.kind = Deed::Kind::undo, .cid = "page-of-ana", .cseq = 3}).code, "locked");
}

TEST_F(RoomReturnTest, WhatWasUndoneOrTakenBackIsAcknowledgedAgainInAListThatHasClosed) {
  join("page-of-ana");
  clock.set(*timing.doors);
  const auto begin = room->rev();
  say(adding(halogen, 1, "happened"));
  const Deed undo{.kind = Deed::Kind::undo, .cid = "page-of-ana", .cseq = 2},
      redo{.kind = Deed::Kind::redo, .cid = "page-of-ana", .cseq = 3};
  say(undo);
  say(redo);
  clock.set(*timing.over);
  EXPECT_THAT(say(undo).json, HasSubstr("\"t\":\"ack\",\"cseq\":2,\"rev\":" + std::to_string(begin + 2) + ","));
  EXPECT_THAT(say(redo).json, HasSubstr("\"t\":\"ack\",\"cseq\":3,\"rev\":" + std::to_string(begin + 3) + ","));
  EXPECT_EQ(room->rev(), begin + 3);
}

TEST_F(RoomReturnTest, WhatArrivedIsKnownAfterARestart) {
  join("page-of-ana");
  add(halogen, 7);
  const auto rev = room->rev();
  room = make_room();
  EXPECT_THAT(welcome(7), HasSubstr("\"acked\":" + std::to_string(rev)));
  EXPECT_THAT(welcome(8), HasSubstr("\"acked\":null"));
}

TEST_F(RoomReturnTest, WhatArrivedIsKnownWhenItIsOlderThanWhatIsInMemory) {
  join("page-of-ana");
  add(halogen, 7);
  const auto rev = room->rev();
  database->write_now([&](db::Tx& tx) {
    const auto head = setlists::documents::head(tx, setlist);
    std::vector<ot::Revision> since;
    for (auto next = rev + 1; next <= rev + static_cast<ot::Rev>(ot::Sequencer::kept_revisions); ++next)
      since.push_back({.rev = next, .from = {"page-of-ben", next, ana.id}, .at = clock.now(), .ops = {}, .inverse = {}});
    setlists::documents::commit(tx, clock.now(), setlist, rev, head.document, since);
  });
  room = make_room();
  EXPECT_THAT(welcome(7), HasSubstr("\"acked\":" + std::to_string(rev)));
  EXPECT_THAT(welcome(8), HasSubstr("\"acked\":null"));
}

// The page goes on at another process than the one that took its message.
TEST_F(RoomReturnTest, WhatArrivedAtAnotherProcessIsInTheListThatIsShown) {
  const auto rev = added_elsewhere();
  ASSERT_LT(room->rev(), rev) << "not heard of yet";
  EXPECT_THAT(
      welcome({.cid = "page-of-ana", .rev = rev - 1, .n = 0, .cseq = 7}),
      testing::AllOf(HasSubstr("\"acked\":" + std::to_string(rev)), HasSubstr("\"head\":" + std::to_string(rev)), HasSubstr(halogen)));
}

TEST_F(RoomReturnTest, NobodyIsTakenBackToBeforeWhatAnotherProcessTold) {
  const auto rev = added_elsewhere();
  EXPECT_THAT(welcome({.cid = "page-of-ana", .rev = rev, .n = 0, .cseq = {}}), HasSubstr("\"catchup\":\"none\""));
}

TEST_F(RoomReturnTest, AnEditOfWhatAnotherProcessToldIsTaken) {
  const auto rev = added_elsewhere();
  const auto answer = say({.cid = "page-of-ana", .cseq = 8, .base = rev, .ops = {ot::rem(halogen, 0)}});
  EXPECT_EQ(answer.code, "") << answer.json;
  EXPECT_EQ(room->rev(), rev + 1);
}

// The message was still on its way into the database when the page had come to this process already.
TEST_F(RoomReturnTest, ItsOwnChangeIsToldToAPageThatHasGoneOnElsewhere) {
  const auto watcher = join("page-of-ben");
  const auto here = room, there = make_room();
  const auto page = join(Hello{.cid = "page-of-ana", .rev = 0, .n = 0, .cseq = 7});
  EXPECT_THAT(page->last("welcome"), HasSubstr("\"acked\":null"));
  room = there;
  join("page-of-ben");
  add(halogen, 7);
  const auto rev = there->rev();
  room = here;
  on_loop([&] { room->look(rev, 0); });
  EXPECT_THAT(page->last("ops"),
              testing::AllOf(HasSubstr("\"rev\":" + std::to_string(rev)), HasSubstr("\"cid\":\"page-of-ana\",\"cseq\":7")));
  EXPECT_THAT(watcher->last("ops"), testing::AllOf(HasSubstr(halogen), testing::Not(HasSubstr("page-of-ana"))));
  EXPECT_EQ(watcher->count("ops"), 1);
  add("01J9Z8Q4T7N3M5K2H6G0F1E9DB", 8);
  EXPECT_EQ(page->count("ops"), 1) << "of what is decided here it has the acknowledgement";
}

// Between two of its polls nobody can tell it anything.
TEST_F(RoomReturnTest, WhoPollsIsToldTheStageThatCameBetweenTwoPolls) {
  const auto watcher = join("page-watcher");
  add(halogen, 1);
  clock.set(*timing.doors);
  pass(0ms);
  const auto poll = [&](Standing told) { return join(Hello{.cid = "page-poll", .rev = room->rev(), .n = 0, .cseq = {}, .told = told}); };
  EXPECT_EQ(poll({.stage = "draft"})->last("stage"), watcher->last("stage"));
  EXPECT_EQ(poll({.stage = "live"})->count("stage"), 0);
  EXPECT_EQ(poll({.stage = "live", .closed = true})->last("stage"), watcher->last("stage"));
  EXPECT_EQ(watcher->count("stage"), 1);
}

struct RoomRaceTest : RoomTest, testing::WithParamInterface<db::Engine> {
  RoomRaceTest() : RoomTest(GetParam()) {}
};
INSTANTIATE_TEST_SUITE_P(Engines, RoomRaceTest, testing::ValuesIn(support::engines()), support::engine_name);

// The second came while what the first shall be told was still being read, where that is not done at once.
TEST_P(RoomRaceTest, OfTwoConnectionsAtOnceTheNewerIsThePages) {
  join("page-watcher");
  for (const bool gone : {false, true}) {
    const auto before = std::make_shared<HeldLine>(), after = std::make_shared<HeldLine>();
    before->gone = gone;
    on_loop([&] {
      const Hello hello{.cid = "page-of-ana", .rev = 0, .n = 0, .cseq = {}};
      room->join(before, ana, hello);
      room->join(after, ana, hello);
    });
    EXPECT_EQ(after->count("welcome"), 1);
    EXPECT_EQ(after->count("bye"), 0);
    if (!gone) EXPECT_THAT(before->last("bye"), HasSubstr("fenced"));
    EXPECT_TRUE(gone || before->closed);
    EXPECT_EQ(room->here(), 2);
    EXPECT_FALSE(room->idle(clock.now()));
    on_loop([&] { room->leave(after.get()); });
  }
}

}  // namespace
}  // namespace live
