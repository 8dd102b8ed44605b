// One room with lines that are held by hand: what slow readers get, and when they are let go.
#include "live/room.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "accounts/accounts.hpp"
#include "support/database.hpp"
#include "support/hand_loop.hpp"

namespace live {
namespace {

using namespace std::chrono_literals;

struct HeldLine final : Line {
  bool send(const Frame& frame) override { return heard.emplace_back(*frame.text()), !gone; }
  std::size_t waiting() const override { return stuck; }
  void close() override { closed = true; }
  void cut() override { gone = true; }

  // The last message of a type.
  std::string last(std::string_view type) const {
    const auto at = std::ranges::find_if(heard.rbegin(), heard.rend(),
                                         [&](const std::string& text) { return text.starts_with("{\"t\":\"" + std::string(type) + "\""); });
    return at == heard.rend() ? std::string() : *at;
  }

  std::vector<std::string> heard;
  std::size_t stuck = 0;
  bool closed = false, gone = false;
};

class RoomTest : public testing::Test {
 protected:
  RoomTest() {
    setlist = database->write_now([&](db::Tx& tx) {
      const auto artist = artists::begin(tx, clock.now(), {.name = "Marrow Coast", .spotify_id = "m"}).id;
      const auto show = shows::match_or_add(
          tx, clock.now(),
          {.source = "setlistfm", .external_id = "1", .kind = shows::ListingKind::setlist, .artist = artist, .date = "2030-05-01"});
      ana.id = accounts::add_guest(tx, clock.now()).id.value;
      return setlists::ensure(tx, clock.now(), show.id, artist);
    });
    room = std::make_shared<Room>(Room::Needs{database, clock, options, loop}, setlist);
  }

  std::shared_ptr<HeldLine> join(const std::string& cid) {
    auto line = std::make_shared<HeldLine>();
    on_loop([&] { room->join(line, ana, {.cid = cid, .rev = 0, .n = 0, .cseq = {}}); });
    return line;
  }
  // What is called from elsewhere would go on elsewhere.
  void on_loop(std::function<void()> call) {
    loop.post(std::move(call));
    settle();
  }
  void settle() {
    for (loop.run(); room->busy(); loop.run()) loop.wait();
  }
  void pass(base::Duration time) {
    clock.advance(time);
    loop.tick();
    settle();
  }
  void add(const std::string& id, std::int64_t cseq) {
    const ot::Op op = ot::ins(id, 0, {{"song", {{"title", "Halogen"}}}, {"meaning", "expect"}});
    on_loop([&] { room->deed(ana, {.cid = "page-of-ana", .cseq = cseq, .base = room->rev(), .ops = {op}}, [](const Answer&) {}); });
  }
  void vote(const std::string& item, int value) {
    const Ballot ballot{.k = 1, .item = item, .meaning = votes::Meaning::expect, .value = value};
    on_loop([&] { room->vote(ana, "page-of-ana", {ballot}, [](const Answer&) {}); });
    pass(300ms);
  }

  support::TestDatabase database;
  base::FakeClock clock;
  support::HandLoop loop;
  Options options;
  Participant ana{.name = "Ana"};
  SetlistId setlist;
  std::shared_ptr<Room> room;
};

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

TEST_F(RoomTest, WhoIsAtOtherProcessesIsCounted) {
  const auto watcher = join("page-watcher");
  on_loop([&] { room->elsewhere({{"b", {.here = 4, .who = {{"7", "Ben", "", false}}, .said = clock.now()}}}); });
  pass(2s);
  EXPECT_THAT(watcher->last("pres"), testing::AllOf(testing::HasSubstr("\"here\":5"), testing::HasSubstr("Ben")));
  pass(30s);
  EXPECT_THAT(watcher->last("pres"), testing::AllOf(testing::HasSubstr("\"here\":1"), testing::Not(testing::HasSubstr("Ben"))));
}

}  // namespace
}  // namespace live
