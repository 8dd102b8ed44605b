// A member's page on both engines: what they gave, newest first, and not one word more than is open.
#include <boost/json.hpp>

#include "follows/follows.hpp"
#include "pages/pages_fixture.hpp"
#include "pages/profile_page.hpp"
#include "setlists/documents.hpp"
#include "support/database.hpp"

namespace pages {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr db::Statement make_fan{"test.make_fan", "update users set role = 'fan', display_name = $1 where id = $2",
                                 "update users set role = 'fan', display_name = $1 where id = $2"};

class ProfilePageTest : public testing::TestWithParam<db::Engine> {
 protected:
  ProfilePageTest() {
    database->write_now([&](db::Tx& tx) {
      ana = accounts::add_guest(tx, now).id;
      tx.run(make_fan, nasty, ana);
      marrow = artists::begin(tx, now, {.name = "Marrow Coast", .spotify_id = "m"}).id;
      profiles::save(tx, now, ana, nasty, "ana").value();
      return follows::follow(tx, now, ana, marrow);
    });
  }
  // Edits the setlist of a new show, once at each of these times.
  void edit(const std::string& date, const std::vector<base::Time>& times) {
    std::int64_t n = 0;
    for (const auto at : times) {
      database->write_now([&](db::Tx& tx) {
        shows::SourceShow source{.source = "ticketmaster", .external_id = date, .artist = marrow, .date = date};
        const auto show = shows::match_or_add(tx, now, source).id;
        const auto setlist = setlists::ensure(tx, now, show, marrow);
        auto head = setlists::documents::open(tx, now, setlist);
        ot::Sequencer sequencer(head.document, head.rev);
        const auto note = boost::json::value(date + " " + std::to_string(++n));
        const auto decided = sequencer.submit({{"client", n, ana.value}, head.rev, {ot::set("$doc", "title", note)}}, at);
        return setlists::documents::commit(tx, at, setlist, head.rev, sequencer.head(), {std::get<ot::Accepted>(decided).revision});
      });
    }
  }
  void open(profiles::Openness what) {
    database->write_now([&](db::Tx& tx) { return profiles::set_open(tx, ana, what), 0; });
  }
  std::optional<ProfilePage> look(std::optional<accounts::UserId> viewer, int page = 1) {
    return database->read_now([&](db::Tx& tx) { return profile_page(tx, viewer, "ana", page, now); });
  }

  support::TestDatabase database{GetParam()};
  accounts::UserId ana;
  artists::ArtistId marrow;
};
INSTANTIATE_TEST_SUITE_P(Engines, ProfilePageTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ProfilePageTest, TellsWhatWasGivenTheLastFirst) {
  edit("2026-11-01", {now - 3h, now - 2h});
  edit("2026-11-02", {now - 1h});
  open({true, true, true});
  const auto page = look({});
  ASSERT_TRUE(page && page->activity && page->following);
  EXPECT_FALSE(page->own);
  EXPECT_EQ(page->activity->setlists, 2);
  EXPECT_EQ(page->activity->changes, 3);
  EXPECT_EQ(page->activity->votes, 0);
  ASSERT_EQ(page->activity->contributions.size(), 2u);
  EXPECT_EQ(page->activity->contributions[0].date, "2026-11-02");
  EXPECT_EQ(page->activity->contributions[1].changes, 2);
  EXPECT_EQ(page->activity->contributions[1].last, now - 2h);
  const auto html = whole(draw(*page, now));
  EXPECT_THAT(html, AllOf(HasSubstr("2 changes to the setlist, Sun 1 Nov 2026"), HasSubstr("href=\"/artists/marrow-coast\""),
                          HasSubstr("noindex"), Not(HasSubstr("<script>alert")), Not(HasSubstr("Only you"))));
}

TEST_P(ProfilePageTest, GoesOnOverSeveralPages) {
  for (int day = 1; day <= contributions_on_a_page + 1; ++day)
    edit("2026-10-" + std::string(day < 10 ? "0" : "") + std::to_string(day), {now - 1h});
  const auto first = look(ana), second = look(ana, 2);
  EXPECT_EQ(first->activity->contributions.size(), static_cast<std::size_t>(contributions_on_a_page));
  EXPECT_EQ(second->activity->contributions.size(), 1u);
  EXPECT_THAT(main_of(draw(*first, now)), AllOf(HasSubstr("href=\"/u/ana?page=2\""), Not(HasSubstr("Newer"))));
  EXPECT_THAT(main_of(draw(*second, now)), AllOf(HasSubstr("href=\"/u/ana\""), Not(HasSubstr("Older"))));
}

TEST_P(ProfilePageTest, ShowsOthersOnlyWhatIsOpen) {
  edit("2026-11-01", {now - 3h});
  EXPECT_FALSE(look({}));
  const auto own = look(ana);
  ASSERT_TRUE(own && own->own);
  EXPECT_THAT(main_of(draw(*own, now)), AllOf(HasSubstr("Nobody else sees it"), HasSubstr("Only you see this"), HasSubstr("Marrow Coast")));
  open({.page = true});
  EXPECT_THAT(main_of(draw(*look({}), now)), AllOf(HasSubstr("to themselves"), Not(HasSubstr("Marrow Coast")), Not(HasSubstr("Votes"))));
  open({.page = true, .follows = true});
  EXPECT_THAT(main_of(draw(*look({}), now)), AllOf(HasSubstr("id=\"follows\""), Not(HasSubstr("id=\"contributions\""))));
  open({.page = true, .activity = true});
  EXPECT_THAT(main_of(draw(*look({}), now)), AllOf(Not(HasSubstr("id=\"follows\"")), HasSubstr("id=\"contributions\"")));
  open({.page = false, .follows = true, .activity = true});
  EXPECT_FALSE(look({})) << "what is on the page is open with the page alone";
}

}  // namespace
}  // namespace pages
