// What is told of what stands beside a list, to whom, and how often.
#include "live/room_fixture.hpp"

namespace live {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct BesideTest : RoomTest {};

TEST_F(BesideTest, IsToldWhereItDiffersAndNotOften) {
  clock.set(*timing.doors);  // a draft's votes say nothing of how sure anybody is
  const std::string item = "01J9Z8Q4T7N3M5K2H6G0F1E9DA";
  Participant ben{.name = "Ben"};
  ben.id = database->write_now([&](db::Tx& tx) { return accounts::add_guest(tx, clock.now()).id.value; });
  const auto page = join("page-of-ana");
  const auto other = std::make_shared<HeldLine>(), hidden = std::make_shared<HeldLine>();
  on_loop([&] { room->join(other, ben, {.cid = "page-of-ben", .cseq = {}}); });
  on_loop([&] { room->join(hidden, ben, {.cid = "page-hidden", .cseq = {}, .hidden = true}); });
  pass(11s);
  const auto before = page->count("beside");

  EXPECT_EQ(say(adding(item, 1, "happened")).code, "");
  for (int i = 0; i < 40; ++i) {  // 12 s
    const Ballot ballot{.k = 1, .item = item, .meaning = votes::Meaning::happened, .value = i % 2 ? 1 : -1};
    on_loop([&] { room->vote(ben, "page-of-ben", {ballot}, [](const Answer&) {}); });
    pass(300ms);
  }
  pass(11s);
  EXPECT_LE(page->count("beside"), before + 3);
  EXPECT_GE(page->count("beside"), before + 2);
  const auto all = [](const HeldLine& line) {
    std::string text;
    for (const auto& one : line.heard)
      if (one.starts_with("{\"t\":\"beside\"")) text += one;
    return text;
  };
  EXPECT_THAT(page->last("beside"), AllOf(HasSubstr("1 vote<"), Not(HasSubstr("Latest changes"))));
  EXPECT_THAT(all(*page), AllOf(HasSubstr("added Halogen"), HasSubstr("Undo: added Halogen")));
  EXPECT_THAT(all(*other), AllOf(HasSubstr("added Halogen"), Not(HasSubstr("Undo"))));
  EXPECT_EQ(hidden->count("beside"), 0);
  on_loop([&] { room->view(hidden.get(), {}); });
  pass(2s);
  EXPECT_EQ(hidden->count("beside"), 1);
  const auto knows = join(Hello{.cid = "page-new", .rev = room->rev(), .n = room->n(), .cseq = {}});
  const auto late = join(Hello{.cid = "page-late", .rev = room->rev() - 1, .n = room->n(), .cseq = {}});
  pass(11s);
  EXPECT_EQ(knows->count("beside"), 0);
  EXPECT_EQ(late->count("beside"), 1);
}

}  // namespace
}  // namespace live
