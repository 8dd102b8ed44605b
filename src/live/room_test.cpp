// One room with lines that are held by hand: what slow readers get, and when they are let go.
#include "live/room_fixture.hpp"

namespace live {
namespace {

using namespace std::chrono_literals;

TEST_F(RoomTest, WhoTakesNothingForHalfAMinuteIsLetGo) {
  const auto quick = join("page-quick"), slow = join("page-slow"), late = join("page-late");
  slow->stuck = late->stuck = 10;
  pass(1s);
  pass(29s);
  EXPECT_FALSE(slow->gone);
  late->stuck = 0;
  pass(2s);
  EXPECT_TRUE(slow->gone);
  EXPECT_FALSE(quick->gone || late->gone);
  EXPECT_EQ(room->here(), 2);
  late->stuck = 10;
  pass(29s);
  EXPECT_FALSE(late->gone) << "it took all in between";
}

TEST_F(RoomTest, ASlowReaderGetsTheNewestVotesWhenItHasCaughtUp) {
  const std::string item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA";
  const auto quick = join("page-quick"), slow = join("page-slow");
  add(item, 1);
  slow->stuck = 65u << 10;
  vote(item, 1);
  EXPECT_THAT(quick->last("votes"), testing::HasSubstr("[1,0]"));
  vote(item, -1);
  EXPECT_THAT(quick->last("votes"), testing::HasSubstr("[0,1]"));
  EXPECT_EQ(slow->last("votes"), "") << "nothing is added to what it does not take";
  EXPECT_NE(slow->last("ops"), "") << "but changes are";
  slow->stuck = 0;
  pass(1s);
  EXPECT_THAT(slow->last("votes"), testing::HasSubstr("[0,1]"));
}

TEST_F(RoomTest, VotesThatAnotherProcessStoredAreTold) {
  const std::string item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA";
  const auto reader = join("page-reader");
  add(item, 1);
  const auto head = database->read_now([&](db::Tx& tx) { return setlists::documents::head(tx, setlist); });
  const auto song = setlists::documents::song_key(head.document.items.at(0));
  const auto stored = database->write_now(
      [&](db::Tx& tx) { return votes::cast(tx, clock.now(), setlist, {{ana.id, {item, song, votes::Meaning::expect}, +1}}); });
  EXPECT_EQ(reader->last("votes"), "");
  on_loop([&] { room->look(room->rev(), stored.n); });
  pass(300ms);
  EXPECT_THAT(reader->last("votes"), testing::HasSubstr("[1,0]"));
}

TEST_F(RoomTest, ARoundToManyTellsEachTheNewestCountOnce) {
  const std::string item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA";
  std::vector<std::shared_ptr<HeldLine>> readers;
  for (int i = 0; i < 200; ++i) readers.push_back(join("page-" + std::to_string(1000 + i)));
  add(item, 1);
  vote(item, 1);
  for (const auto& reader : readers) {
    EXPECT_EQ(reader->count("votes"), 1);
    EXPECT_THAT(reader->last("votes"), testing::HasSubstr("[1,0]"));
  }
  // Those who leave in the middle of a round shift others out of it; these are told in the next.
  constexpr std::ptrdiff_t left = 10;
  readers[20]->hears = [&] {
    readers[20]->hears = nullptr;
    loop.post([&] {
      for (int i = 0; i < left; ++i) room->leave(readers[static_cast<std::size_t>(i)].get());
    });
  };
  vote(item, -1);
  const auto told = [](const auto& reader) { return reader->last("votes").find("[0,1]") != std::string::npos; };
  EXPECT_EQ(std::ranges::count_if(readers, told), std::ssize(readers) - left);
  pass(options.vote_window);
  EXPECT_EQ(std::ranges::count_if(readers, told), std::ssize(readers));
}

TEST_F(RoomTest, PresenceEndsHalfAMinuteAfterTheLastSign) {
  const auto watcher = join("page-watcher");
  on_loop([&] { room->sign(ana, "page-of-ana", {.item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA", .drag = true}); });
  pass(300ms);
  EXPECT_THAT(watcher->last("pres"), testing::HasSubstr("Ana"));
  pass(29s);
  EXPECT_THAT(watcher->last("pres"), testing::HasSubstr("Ana"));
  pass(1s);
  EXPECT_THAT(watcher->last("pres"), testing::Not(testing::HasSubstr("Ana")));
}

TEST_F(RoomTest, IsForgottenAMinuteAfterTheLastHasLeftWhateverComesLate) {
  const auto page = join("page-of-ana");
  on_loop([&] { room->leave(page.get()); });
  on_loop([&] { room->deed(ana, {.cid = "page-of-ana", .cseq = 1}, [](const Answer&) { ADD_FAILURE(); }, page.get()); });
  const auto dead = std::make_shared<HeldLine>();
  dead->gone = true;  // its connection ended before its hello was admitted
  on_loop([&] { room->join(dead, ana, {.cid = "page-of-ben", .rev = 0, .n = 0, .cseq = {}}); });
  pass(61s);
  EXPECT_TRUE(room->idle(clock.now()));
}

TEST_F(RoomTest, WhoSaysGoodbyeIsGoneAtOnce) {
  const auto watcher = join("page-watcher"), page = join("page-of-ana");
  on_loop([&] { room->sign(ana, "page-of-ana", {.item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA", .drag = true}); });
  pass(300ms);
  EXPECT_THAT(watcher->last("pres"), testing::HasSubstr("Ana"));
  on_loop([&] { room->leave(page.get()); });
  pass(300ms);
  EXPECT_THAT(watcher->last("pres"), testing::Not(testing::HasSubstr("Ana")));
}

// Of a page that polls nobody hears that it is gone.
TEST_F(RoomTest, WhoEditedAndLoadsThePageAnewIsOneEditor) {
  const auto watcher = join("page-watcher");
  const auto before = join("page-of-ana");
  before->poll = true;
  add("01J9Z8Q4T7N3M5K2H6G0F1E9DA", 1);
  on_loop([&] { room->leave(before.get()); });
  join("page-of-ana-again");
  on_loop([&] { room->sign(ana, "page-of-ana-again", {.item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA", .drag = true}); });
  pass(300ms);
  pass(2s);
  EXPECT_THAT(watcher->last("pres"), testing::HasSubstr("\"here\":2,\"who\":[{\"id\":\"" + std::to_string(ana.id) +
                                                        "\",\"name\":\"Ana\",\"item\":\"01J9Z8Q4T7N3M5K2H6G0F1E9DA\",\"drag\":true}]"));
}

TEST_F(RoomTest, WhoIsAtOtherProcessesIsCounted) {
  const auto watcher = join("page-watcher");
  on_loop([&] { room->elsewhere({{"b", {.here = 4, .who = {{"7", "Ben", "", false}}, .said = clock.now()}}}); });
  pass(2s);
  EXPECT_THAT(watcher->last("pres"), testing::AllOf(testing::HasSubstr("\"here\":5"), testing::HasSubstr("Ben")));
  pass(30s);
  EXPECT_THAT(watcher->last("pres"), testing::AllOf(testing::HasSubstr("\"here\":1"), testing::Not(testing::HasSubstr("Ben"))));
}

TEST_F(RoomTest, WhatComesOnALineThatWasFencedIsLeftOut) {
  const auto before = join("page-of-ana"), after = join("page-of-ana");
  EXPECT_THAT(before->last("bye"), testing::HasSubstr("fenced"));
  EXPECT_TRUE(before->closed);
  const auto rev = room->rev();
  const Deed deed{.cid = "page-of-ana", .cseq = 1, .base = rev, .ops = {ot::set("$doc", "info", "late")}};
  on_loop([&] { room->deed(ana, deed, [](const Answer&) { ADD_FAILURE(); }, before.get()); });
  EXPECT_EQ(room->rev(), rev);
  on_loop([&] { room->deed(ana, deed, [](const Answer& a) { EXPECT_EQ(a.code, ""); }, after.get()); });
  EXPECT_EQ(room->rev(), rev + 1);
}

TEST_F(RoomTest, WhatWasRefusedIsDecidedAnewOnlyAfterAHello) {
  join("page-of-ana");
  std::string code;
  const auto say = [&](const ot::Op& op) {
    on_loop([&] {
      room->deed(ana, {.cid = "page-of-ana", .cseq = 1, .base = room->rev(), .ops = {op}}, [&](const Answer& a) { code = a.code; });
    });
    return code;
  };
  EXPECT_EQ(say(ot::rem("01J9Z8Q4T7N3M5K2H6G0F1E9DA", 0)), "bad");
  EXPECT_EQ(say(ot::set("$doc", "info", "mended")), "bad") << "a late double must not be committed";
  join("page-of-ana");
  EXPECT_EQ(say(ot::set("$doc", "info", "mended")), "");
}

TEST_F(RoomTest, WhoComesBackGetsChangesAsLongAsTheyAreShorterThanTheDocument) {
  const auto edit = [&](std::int64_t cseq, std::size_t size) {
    const auto op = ot::set("$doc", "info", base::json::value(std::string(size, static_cast<char>('a' + cseq))));
    on_loop([&] { room->deed(ana, {.cid = "page-of-ben", .cseq = cseq, .base = room->rev(), .ops = {op}}, [](const Answer&) {}); });
  };
  join("page-of-ana");
  edit(9, 10);
  const auto begin = room->rev();
  const auto caught_up = [&](ot::Rev rev) { return join(Hello{.cid = "page-of-cleo", .rev = rev, .n = 0, .cseq = {}})->last("welcome"); };
  for (int i = 1; i <= 3; ++i) edit(i, 1000);
  EXPECT_THAT(caught_up(begin), testing::HasSubstr("\"catchup\":\"ops\""));
  edit(4, 1000);
  EXPECT_THAT(caught_up(begin), testing::HasSubstr("\"catchup\":\"doc\"")) << "over 4 KB";
  EXPECT_THAT(caught_up(begin + 3), testing::HasSubstr("\"catchup\":\"ops\""));
  EXPECT_THAT(caught_up(begin + 4), testing::HasSubstr("\"catchup\":\"none\""));
  EXPECT_THAT(caught_up(begin + 5), testing::HasSubstr("\"catchup\":\"doc\"")) << "of another world";
  EXPECT_THAT(caught_up(0), testing::HasSubstr("\"catchup\":\"doc\""));
}

TEST_F(RoomTest, AStreamHearsWhatWasAnsweredToItsPosts) {
  const auto line = join("page-of-ana");
  line->stream = true;
  add("01J9Z8Q4T7N3M5K2H6G0F1E9DA", 1);
  EXPECT_THAT(line->last("ack"), testing::HasSubstr("\"cseq\":1"));
  EXPECT_EQ(line->last("ops"), "");
}

TEST_F(RoomTest, HiddenPagesGetNoVotesAndThoseWhoSaveDataOneASecond) {
  const std::string item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA";
  const auto quick = join("page-quick");
  const auto hidden = join(Hello{.cid = "page-hidden", .cseq = {}, .hidden = true}),
             saving = join(Hello{.cid = "page-saving", .cseq = {}, .save = true});
  add(item, 1);
  pass(1s);
  for (int i = 0; i < 10; ++i) vote(item, i % 2 ? 1 : -1);  // 300 ms apart
  EXPECT_EQ(quick->count("votes"), 10);
  EXPECT_LE(saving->count("votes"), 4);
  EXPECT_GE(saving->count("votes"), 2);
  EXPECT_EQ(hidden->count("votes"), 0);
  on_loop([&] { room->view(hidden.get(), {}); });
  pass(1s);
  EXPECT_THAT(hidden->last("votes"), testing::HasSubstr("[1,0]"));
  EXPECT_THAT(saving->last("votes"), testing::HasSubstr("[1,0]"));
}

TEST_F(RoomTest, ReadersAreCountedEveryTwoSecondsAndHandsGatheredInAQuarter) {
  const auto watcher = join("page-watcher");
  pass(3s);
  const auto before = watcher->count("pres");
  join("page-1");
  pass(300ms);
  join("page-2");
  pass(300ms);
  join("page-3");
  pass(1400ms);
  EXPECT_EQ(watcher->count("pres"), before + 1) << "three came within two seconds";
  EXPECT_THAT(watcher->last("pres"), testing::HasSubstr("\"here\":4"));
  pass(1s);
  const auto told = watcher->count("pres");
  for (const auto* cid : {"page-1", "page-2", "page-3"}) {
    on_loop([&] { room->sign(ana, cid, {.item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA", .drag = true}); });
    pass(50ms);
  }
  pass(300ms);
  EXPECT_LE(watcher->count("pres"), told + 2);
}

TEST_F(RoomTest, EverybodyIsToldWhenTheListGoesOnAndWhenItIsOver) {
  const auto socket = join("page-socket"), stream = join("page-stream");
  stream->stream = true;
  clock.set(*timing.doors - 1ms);
  pass(0ms);
  EXPECT_EQ(socket->count("stage"), 0);
  pass(1ms);
  for (const auto& line : {socket, stream}) EXPECT_EQ(line->last("stage"), R"({"t":"stage","stage":"live","closed":false})");
  say(adding("01J9Z8Q4T7N3M5K2H6G0F1E9DA", 1, "happened"));
  clock.set(*timing.over - 1ms);
  pass(0ms);
  EXPECT_EQ(socket->count("stage"), 1);
  pass(1ms);
  for (const auto& line : {socket, stream})
    EXPECT_THAT(line->last("stage"),
                testing::StartsWith(R"({"t":"stage","stage":"completed","closed":true,"why":"This setlist is completed)"));
}

TEST_F(RoomTest, AListInWhichNothingHappenedStaysOpenUntilSomethingHas) {
  const auto watcher = join("page-watcher");
  clock.set(*timing.over);
  pass(0ms);
  EXPECT_EQ(watcher->last("stage"), R"({"t":"stage","stage":"completed","closed":false})");
  say(adding("01J9Z8Q4T7N3M5K2H6G0F1E9DA", 1, "happened"));
  EXPECT_THAT(watcher->last("stage"), testing::HasSubstr(R"("closed":true,"why")")) << "told with the change that closed it";
}

TEST(VoteBox, AnOlderCountDoesNotReplaceANewerOne) {
  const votes::Subject subject{"item", "song", votes::Meaning::expect};
  VoteBox box;
  box.merge({.n = 2, .tallies = {{1, subject, 5, 0}}}, true);
  box.merge({.n = 1, .tallies = {{1, subject, 4, 0}}}, false);
  EXPECT_EQ(box.counts("item", votes::Meaning::expect).up, 5);
}

}  // namespace
}  // namespace live
