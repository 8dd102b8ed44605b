// What Following tells, on both engines: tonight first, news since the visit before, and what was asked for that makes no sense.
#include "follows/follows.hpp"
#include "pages/following_page.hpp"
#include "pages/pages_fixture.hpp"
#include "setlists/setlists.hpp"
#include "setlists/statistics.hpp"
#include "support/database.hpp"

namespace pages {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class FollowingTest : public testing::TestWithParam<db::Engine> {
 protected:
  template <class F>
  auto write(F work) {
    return database->write_now(work);
  }
  FollowingTest() {
    database->write_now([&](db::Tx& tx) {
      marrow = artists::begin(tx, at, {.name = "Marrow Coast", .spotify_id = "m"}).id;
      viewer.id = accounts::add_guest(tx, at).id;
      return follows::follow(tx, at, viewer.id, marrow);
    });
  }
  shows::ShowId show(const std::string& date) {
    return write([&](db::Tx& tx) {
      shows::SourceShow s{.source = "ticketmaster", .external_id = date, .artist = marrow, .date = date};
      s.time_zone = "Europe/Oslo";
      return shows::match_or_add(tx, at, s).id;
    });
  }
  FollowingPage look(Wanted wanted = {}) {
    return database->read_now([&](db::Tx& tx) { return following_page(tx, viewer, std::move(wanted), at); });
  }
  void visit() {
    if (database->read_now([&](db::Tx& tx) { return visit_is_due(tx, viewer.id, at); }))
      write([&](db::Tx& tx) { return note_visit(tx, viewer.id, at), 0; });
  }

  support::TestDatabase database{GetParam()};
  base::Time at = now;
  artists::ArtistId marrow;
  accounts::Visitor viewer;
};
INSTANTIATE_TEST_SUITE_P(Engines, FollowingTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(FollowingTest, TellsWhatCameSinceTheVisitBefore) {
  show("2026-12-01");
  EXPECT_EQ(look().since, std::nullopt);
  EXPECT_TRUE(look().news.empty()) << "a first visit has nothing to compare with";
  visit();
  at += 2h;
  const auto past = show("2026-11-20"), next = show("2026-12-03");
  show("2026-12-05");
  write([&](db::Tx& tx) {
    setlists::Played played{
        .source = "setlistfm", .source_url = "https://setlist.test/1", .version = "v1", .info = {}, .songs = {{.title = "Kelp"}}};
    return setlists::store_played(tx, at, past, marrow, played), 0;
  });
  const auto told = [&] {
    std::vector<std::string> all;
    for (const auto& n : look().news) all.push_back((n.kind == News::Kind::show ? "shows " : "setlists ") + std::to_string(n.count));
    std::ranges::sort(all);
    return all;
  };
  at += 1min;
  EXPECT_THAT(told(), ElementsAre("setlists 1", "shows 2"));
  visit();
  at += 20min;
  EXPECT_THAT(told(), ElementsAre("setlists 1", "shows 2")) << "the same visit goes on";
  visit();
  at += 31min;
  EXPECT_TRUE(look().news.empty()) << "all of it was seen";
  EXPECT_THAT(main_of(draw(look(), at)), AllOf(HasSubstr("Nothing yet."), HasSubstr("/shows/" + next.str())));
}

TEST_P(FollowingTest, TellsWhatWasPlayedForTheFirstTime) {
  const auto played = [&](const std::string& date, std::vector<setlists::PlayedSong> songs) {
    const auto id = show(date);
    write([&](db::Tx& tx) {
      setlists::store_played(
          tx, at, id, marrow,
          {.source = "setlistfm", .source_url = "https://setlist.test/" + date, .version = "v1", .info = {}, .songs = std::move(songs)});
      return setlists::statistics::refresh(tx, marrow), 0;
    });
    return id;
  };
  const auto debuts = [&] {
    std::vector<std::string> all;
    const auto main = main_of(draw(look(), at));
    for (const auto& n : look().news)
      if (n.kind == News::Kind::debut) all.push_back(std::to_string(n.count) + (n.count == 1 ? " " + n.title : ""));
    EXPECT_EQ(main.find("for the first time") != std::string::npos, !all.empty());
    return all;
  };
  visit();
  at += 2h;
  played("2026-11-01", {{.title = "Kelp"}, {.title = "Anchor"}});
  EXPECT_THAT(debuts(), testing::IsEmpty()) << "of the first setlist there is, all is new";
  played("2026-11-10", {{.title = "Old News"}});
  EXPECT_THAT(debuts(), testing::IsEmpty()) << "a night long past";
  played("2026-11-20", {{.title = "Kelp"}, {.title = "Lantern"}});
  EXPECT_THAT(debuts(), ElementsAre("1 Lantern"));
  played("2026-11-21", {{.title = "Lantern"}, {.title = "Fathom"}});
  EXPECT_THAT(debuts(), ElementsAre("2"));
}

TEST_P(FollowingTest, TonightIsFirstAndHot) {
  show("2026-12-01");
  const auto tonight = show("2026-11-22");
  const auto page = look();
  ASSERT_EQ(page.shows.size(), 2u);
  EXPECT_EQ(page.shows.front().id, tonight);
  EXPECT_THAT(main_of(draw(page, at)), HasSubstr("class=\"ticket hot\""));
  EXPECT_THAT(main_of(draw(page, at)), HasSubstr("action=\"/artists/marrow-coast/unfollow\""));
}

TEST_P(FollowingTest, ManyShowsGoOnFromTheFirstDayThatIsLeft) {
  for (int day = 1; day <= 30; ++day) show("2026-12-" + std::string(day < 10 ? "0" : "") + std::to_string(day));
  const auto page = look();
  EXPECT_EQ(page.shows.size(), 25u);
  EXPECT_EQ(page.later, "2026-12-26");
  EXPECT_THAT(main_of(draw(page, at)), HasSubstr("/following?from=2026-12-26&amp;km=50"));
  EXPECT_EQ(look({.from = page.later}).shows.size(), 5u);
}

TEST_P(FollowingTest, WhoFollowsNobodyIsInvited) {
  const auto page = database->read_now([&](db::Tx& tx) { return following_page(tx, std::nullopt, {}, at); });
  EXPECT_THAT(main_of(draw(page, at)), AllOf(HasSubstr("You follow nobody yet"), Not(HasSubstr("calendar"))));
}

TEST(Wanted, KeepsWhatMakesSenseAndTellsTheRest) {
  const auto read = [](std::string_view query) { return wanted_from(http::parse_query(query).value()); };
  EXPECT_EQ(read("km=250").km, 250);
  EXPECT_EQ(read("km=7").km, 50);
  EXPECT_TRUE(read("lat=59.91&lon=10.75").here);
  for (const auto* query : {"lat=91&lon=0", "lat=1", "lat=x&lon=y", "lat=nan&lon=0", "lat=1e400&lon=0", "lat= 1&lon=0"})
    EXPECT_FALSE(read(query).here) << query;
  EXPECT_FALSE(read("near=Oslo&lat=1&lon=1").here) << "a typed town goes before the device";
  EXPECT_EQ(read("from=2026-12-24&to=2026-12-01").from, "2026-12-01");
  EXPECT_THAT(read("from=2026-02-30").complaint, HasSubstr("2026-12-24"));
  auto hostile = FollowingPage{};
  hostile.wanted.near = nasty;
  hostile.artists = {{nasty, "x", 1}};
  EXPECT_THAT(whole(draw(hostile, now)), Not(HasSubstr("<script>alert")));
}

}  // namespace
}  // namespace pages
