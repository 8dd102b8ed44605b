// The operators' pages of matches and sources: everything shows, every verb works as a plain form, and nothing is let through unescaped.
#include <gmock/gmock.h>

#include <algorithm>

#include "admin/handlers.hpp"
#include "admin/reviews_page.hpp"
#include "admin/sources_page.hpp"
#include "support/database.hpp"

namespace admin {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class MatchesTest : public testing::TestWithParam<db::Engine> {
 protected:
  MatchesTest() { add_routes(router, {database, clock, runner, {}, door}); }

  http::Response ask(http::Method method, const std::string& path, std::string body = {}) {
    http::Request request;
    request.method = method;
    request.target = request.path = path;
    request.headers.set("Accept", "text/html");
    request.headers.set("Authorization", "Bearer s3cret-token");
    if (method == http::Method::post) request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    request.body = std::move(body);
    return base::wait(router.handle(std::move(request)));
  }
  http::Response get(const std::string& path) { return ask(http::Method::get, path); }
  http::Response post(const std::string& path, std::string body) { return ask(http::Method::post, path, std::move(body)); }
  venues::VenueId hall(std::string id, std::string name) {
    venues::SourceVenue v{.source = "setlistfm", .external_id = std::move(id), .name = std::move(name), .city = "Oslo"};
    return database->write_now([&](db::Tx& tx) { return venues::match_or_add(tx, clock.now(), v).id; });
  }
  std::string name_of(venues::VenueId id) {
    return database->read_now([&](db::Tx& tx) { return venues::by_id(tx, id)->name; });
  }
  std::string address(venues::VenueId id) { return "/admin/venues/" + id.str(); }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  jobs::Runner runner{database, *bus, clock};
  accounts::Keys keys = accounts::Keys::load(database, clock.now(), false);
  Doorkeeper door{"s3cret-token", database, clock, keys};
  http::Router router;
};
INSTANTIATE_TEST_SUITE_P(Engines, MatchesTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(MatchesTest, CandidatesStandSideBySideWithScoreReasonAndWhatDiffers) {
  imports::Comparison c;
  c.review = {.id = imports::ReviewId{7},
              .entity = "venue",
              .ours = 1,
              .source = "setlistfm",
              .external_id = "b",
              .name = "B",
              .score = 0.84,
              .reason = "perhaps “A”, <same city>",
              .status = "open",
              .decided_by = {},
              .created_at = {},
              .decided_at = {}};
  imports::Review same = c.review;
  same.status = "same";
  c.review.decided_by = "<the owner>";
  c.ours = {"A", "/venues/a", {{"Name", "A"}, {"Town", "Oslo"}}, {"12 shows"}};
  c.theirs = {"B", "/venues/b", {{"Name", "B"}, {"Town", "Oslo"}}, {"1 show"}};
  const std::string html = *http::page(frame::draw(draw(ReviewsPage{1, {c}, {same}, false}, clock.now()))).body;
  EXPECT_THAT(html, AllOf(HasSubstr("84%"), HasSubstr("&lt;same city"), HasSubstr("12 shows"), HasSubstr("1 show"),
                          HasSubstr("/admin/reviews/7"), HasSubstr("class=\"differs\""), HasSubstr("value=\"same\""),
                          HasSubstr("value=\"different\""), HasSubstr("taken back by &lt;the owner"), HasSubstr("\"/admin/venues/1\""),
                          Not(HasSubstr("Take back")), Not(HasSubstr("<same city"))));
}

TEST_P(MatchesTest, WithoutAnythingUnsureThePageSaysSo) {
  EXPECT_THAT(*get("/admin/reviews").body, AllOf(HasSubstr("Nothing is unsure"), HasSubstr("Nobody has decided")));
}

TEST_P(MatchesTest, SourcesTellWinnersLosersRecordsAndReasons) {
  const auto id = hall("a", "Paradiso & <Sons>");
  ASSERT_EQ(hall("b", "The Paradiso and Sons"), id);
  EXPECT_THAT(*get(address(id)).body,
              AllOf(HasSubstr("Paradiso &amp; &lt;Sons&gt;"), HasSubstr("class=\"lost\""), HasSubstr("setlist.fm a"),
                    HasSubstr("name and city"), HasSubstr("100%"), HasSubstr("Split off")));
  EXPECT_EQ(get("/admin/venues/77").status, 404);
  EXPECT_EQ(get("/admin/venues/x").status, 404);
}

TEST_P(MatchesTest, ACorrectionShowsAndWrongOnesAreExplained) {
  const auto id = hall("a", "Paradiso");
  EXPECT_EQ(post(address(id), "verb=correct&field=name&value=Paradiso+Oslo").status, 303);
  EXPECT_EQ(name_of(id), "Paradiso Oslo");
  EXPECT_EQ(hall("a", "Paradiso"), id);
  EXPECT_EQ(name_of(id), "Paradiso Oslo");
  EXPECT_THAT(*get(address(id)).body, HasSubstr("a person"));
  const auto wrong = post(address(id), "verb=correct&field=time_zone&value=Oslo");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(*wrong.body, HasSubstr("written like Europe/Oslo"));
  EXPECT_EQ(post(address(id), "verb=correct&field=revision&value=1").status, 400);
  EXPECT_EQ(post(address(id), "verb=explode").status, 400);
  EXPECT_EQ(post(address(id), "verb=correct&field=name&value=").status, 303);
  EXPECT_EQ(name_of(id), "Paradiso");
}

TEST_P(MatchesTest, ArtistsAreCorrectedToo) {
  const auto artist = database->write_now([&](db::Tx& tx) {
    const auto id = artists::begin(tx, clock.now(), {.name = "Pale Ferry", .spotify_id = "sp"}).id;
    return id;
  });
  const std::string path = "/admin/artists/" + artist.str();
  const auto now_named = [&] { return database->read_now([&](db::Tx& tx) { return artists::by_id(tx, artist); }).value(); };
  EXPECT_EQ(post(path, "verb=correct&field=name&value=Pale+Ferry+II").status, 303);
  EXPECT_EQ(now_named().name, "Pale Ferry II");
  EXPECT_EQ(now_named().slug, "pale-ferry-ii");
  database->write_now([&](db::Tx& tx) {
    artists::Profile profile;
    profile.name = "PALE FERRY";
    artists::apply_profile(tx, clock.now(), artist, profile, "spotify");
  });
  EXPECT_EQ(now_named().name, "Pale Ferry II");
  EXPECT_EQ(post(path, "verb=correct&field=name&value=").status, 303);
  EXPECT_EQ(now_named().name, "PALE FERRY");
  EXPECT_EQ(post(path, "verb=correct&field=disambiguation&value=from+Oslo").status, 303);
  EXPECT_EQ(now_named().disambiguation, "from Oslo");
  EXPECT_EQ(post(path, "verb=correct&field=disambiguation&value=").status, 303);
  EXPECT_EQ(now_named().disambiguation.value_or(""), "");
  EXPECT_EQ(post(path, "verb=split&source=spotify&record=sp").status, 409);  // nothing else is known of them
}

TEST_P(MatchesTest, ARecordIsSplitOff) {
  const auto id = hall("a", "Paradiso");
  ASSERT_EQ(hall("b", "The Paradiso"), id);
  EXPECT_EQ(post(address(id), "verb=split&source=setlistfm&record=b").status, 303);
  EXPECT_NE(hall("b", "The Paradiso"), id);
  EXPECT_EQ(post(address(id), "verb=split&source=setlistfm&record=a").status, 409);
  EXPECT_THAT(*get("/admin/reviews").body, HasSubstr("Not the same"));
  const auto split = database->read_now([&](db::Tx& tx) { return imports::reviews(tx, false, 1); }).at(0).id.str();
  EXPECT_THAT(*get("/admin/reviews").body, HasSubstr("Take back"));
  EXPECT_EQ(post("/admin/reviews/" + split, "verb=back").status, 303);
  EXPECT_EQ(hall("b", "The Paradiso"), id);
  EXPECT_THAT(*get("/admin/reviews").body, AllOf(HasSubstr("Taken back"), Not(HasSubstr("Take back"))));
  EXPECT_EQ(post("/admin/reviews/" + split, "verb=back").status, 400);
  EXPECT_EQ(post("/admin/reviews/77", "verb=same").status, 404);
  EXPECT_EQ(post("/admin/reviews/77", "verb=perhaps").status, 400);
}

TEST_P(MatchesTest, SongsAreJoinedSplitAndTakenBack) {
  const auto artist = database->write_now([&](db::Tx& tx) {
    const auto id = artists::begin(tx, clock.now(), {.name = "Pale Ferry"}).id;
    const artists::SongTitle titles[] = {{"Kelp & <Tide>"}, {"Seven Bridges"}, {"Kelp / Seven"}, {"Bridges, Pt. 2"}, {"Bridges, Part II"}};
    artists::ensure_songs(tx, id, titles);
    imports::settle_songs(tx, clock.now(), id);
    return id;
  });
  const auto song = [&](std::string_view title) {
    return database->read_now([&](db::Tx& tx) { return artists::find_song(tx, artist, title); }).value().str();
  };
  EXPECT_THAT(*get("/admin/artists/" + artist.str() + "/songs").body,
              AllOf(HasSubstr("Kelp &amp; &lt;Tide&gt;"), HasSubstr("/admin/songs/" + song("Seven Bridges")), Not(HasSubstr("<Tide>"))));
  EXPECT_EQ(song("Bridges, Pt. 2"), song("Bridges, Part II"));
  EXPECT_THAT(*get("/admin/songs/" + song("Bridges, Pt. 2")).body, AllOf(HasSubstr("spelling"), HasSubstr("95%"), HasSubstr("Split off")));
  EXPECT_EQ(post("/admin/songs/" + song("Bridges, Pt. 2"), "verb=split&record=bridges+pt+2").status, 303);
  EXPECT_NE(song("Bridges, Pt. 2"), song("Bridges, Part II"));
  EXPECT_EQ(post("/admin/songs/" + song("Bridges, Pt. 2"), "verb=split&record=bridges+pt+2").status, 409);

  EXPECT_EQ(post("/admin/songs/" + song("Seven Bridges"), "verb=join&title=kelp+%26+tide").status, 303);
  EXPECT_EQ(song("Seven Bridges"), song("Kelp & <Tide>"));
  EXPECT_EQ(post("/admin/songs/" + song("Seven Bridges"), "verb=join&title=Kelp+Tide").status, 409);
  const auto wrong = post("/admin/songs/" + song("Seven Bridges"), "verb=join&title=Nobody");
  EXPECT_EQ(wrong.status, 404);
  EXPECT_THAT(*wrong.body, HasSubstr("no song of this title"));
  EXPECT_EQ(post("/admin/songs/77", "verb=join&title=Kelp").status, 404);
  EXPECT_EQ(post("/admin/songs/" + song("Seven Bridges"), "verb=explode").status, 400);

  clock.advance(std::chrono::minutes(1));
  const auto decided = database->read_now([&](db::Tx& tx) { return imports::reviews(tx, false, 10); });
  ASSERT_EQ(decided.size(), 2u);
  EXPECT_THAT(*get("/admin/reviews").body, AllOf(HasSubstr("Take back"), HasSubstr("by title")));
  for (const auto& r : decided) EXPECT_EQ(post("/admin/reviews/" + r.id.str(), "verb=back").status, 303);
  EXPECT_NE(song("Seven Bridges"), song("Kelp & <Tide>"));
  EXPECT_EQ(song("Bridges, Pt. 2"), song("Bridges, Part II"));
  EXPECT_THAT(*get("/admin/reviews").body, HasSubstr("Taken back"));
  EXPECT_EQ(post("/admin/reviews/" + decided[0].id.str(), "verb=back").status, 400);
  const auto told = database->read_now([&](db::Tx& tx) { return imports::log_of(tx, artist); });
  EXPECT_EQ(told.size(), 4u);
  EXPECT_TRUE(std::ranges::any_of(told, [](const auto& line) { return line.message.starts_with("said that “Seven Bridges” and “Kelp"); }));
}

}  // namespace
}  // namespace admin
