// What the room shows of values made up by hand.
#include "pages/pages_fixture.hpp"
#include "pages/room_page.hpp"

namespace pages {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

ShowPage on_stage() {
  auto p = show_of(row());
  p.list.place = {.show = "7", .setlist = "9", .stage = live::Stage::live};
  p.list.rows = {{.id = "a", .happened = true, .title = "Tidewrack"}, {.id = "t", .happened = true, .title = "Intro", .tape = true}};
  for (const std::string id : {"b", "c", "d", "e", "f"}) p.list.rows.push_back({.id = id, .title = "Song " + id, .odds = 90});
  p.list.playing = "a";
  p.list.state = boost::json::object{};
  return p;
}

TEST(Room, OffersWhatMayComeLikeliestFirst) {
  const auto html = draw_picks(on_stage(), {{"b", 0.004}, {"c", 0.31}, {"d", 0.464}, {"e", 0.09}}).str();
  EXPECT_THAT(html, ContainsRegex("46%.*31%.*9%.*Song b"));
  EXPECT_THAT(html, AllOf(HasSubstr("data-key=\"d\""), HasSubstr("value=\"46\""), HasSubstr("Song f</span><output></output>"),
                          Not(HasSubstr("Tidewrack")), Not(HasSubstr("0%"))));
}

TEST(Room, SaysWhatIsPlayingAndItsNumber) {
  auto p = on_stage();
  EXPECT_THAT(main_of(draw_room(p, {})), AllOf(HasSubstr("Now playing"), HasSubstr("Tidewrack"), HasSubstr(">Song 1<"),
                                               HasSubstr("aria-pressed=\"false\">Between songs")));
  p.list.playing.clear();
  EXPECT_THAT(main_of(draw_room(p, {})),
              AllOf(Not(HasSubstr("Now playing")), HasSubstr(">Song 2<"), HasSubstr("aria-pressed=\"true\" disabled>Between songs")));
}

TEST(Room, OnlyWhoJustSaidSoMayTakeItBack) {
  auto p = on_stage();
  const auto offers = HasSubstr("action=\"/setlists/9/undo\">");
  EXPECT_THAT(main_of(draw_room(p, {})), Not(offers));
  p.list.changes = {{.revision = 12, .own = true, .fresh = true}};
  EXPECT_THAT(main_of(draw_room(p, {})), AllOf(offers, HasSubstr("name=\"rev\" value=\"12\"")));
  p.list.changes[0].fresh = false;
  EXPECT_THAT(main_of(draw_room(p, {})), Not(offers));
}

TEST(Room, LeadsBackToItself) {
  auto p = on_stage();
  p.acts.push_back({"Nova Hale", "nova-hale", {}});
  EXPECT_THAT(main_of(draw_room(p, {})), HasSubstr("name=\"back\" value=\"/shows/7/room\""));
  p.chosen = 1;
  EXPECT_THAT(main_of(draw_room(p, {})), AllOf(HasSubstr("name=\"back\" value=\"/shows/7/room?artist=nova-hale\""),
                                               HasSubstr("data-src=\"/shows/7/room?artist=nova-hale&amp;fragment=picks\""),
                                               HasSubstr("href=\"/shows/7/nova-hale\" aria-label=\"Leave room mode\"")));
}

TEST(Room, NothingBreaksOut) {
  auto p = on_stage();
  for (auto& r : p.list.rows) r.title = nasty;
  p.acts[0].name = nasty;
  EXPECT_THAT(whole(draw_room(p, {})), AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("<img"))));
}

}  // namespace
}  // namespace pages
