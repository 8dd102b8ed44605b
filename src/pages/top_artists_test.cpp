// Whom a member listens to, on both engines: who is followed, who is here, who is not.
#include "follows/follows.hpp"
#include "pages/pages_fixture.hpp"
#include "pages/top_artists_page.hpp"
#include "support/database.hpp"

namespace pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class TopArtistsTest : public testing::TestWithParam<db::Engine> {
 protected:
  support::TestDatabase database{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, TopArtistsTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(TopArtistsTest, TellsWhoIsFollowedWhoIsHereAndWhoIsNot) {
  const auto page = database->write_now([&](db::Tx& tx) {
    const auto me = accounts::add_guest(tx, now).id, other = accounts::add_guest(tx, now).id;
    follows::follow(tx, now, me, artists::begin(tx, now, {.name = "Marrow Coast", .spotify_id = "m"}).id);
    follows::follow(tx, now, other, artists::begin(tx, now, {.name = "Pale Ferry", .spotify_id = "p"}).id);
    std::vector<spotify::Artist> heard(3);
    heard[0].id = "n", heard[0].name = "Nova Hale", heard[0].genres = {"soul", "jazz"};
    heard[0].images = {{"https://i/640", 640}, {"https://i/160", 160}, {"https://i/64", 64}};
    heard[1].id = "m", heard[1].name = "Marrow Coast";
    heard[2].id = "p", heard[2].name = "Pale Ferry";
    return top_artists_page(tx, me, heard);
  });
  ASSERT_EQ(page.artists.size(), 3u);
  EXPECT_EQ(page.artists[0].name, "Nova Hale") << "in Spotify's order";
  EXPECT_EQ(page.artists[0].slug, "");
  EXPECT_EQ(page.artists[0].note, "soul");
  EXPECT_EQ(page.artists[0].image, "https://i/160");
  EXPECT_TRUE(page.artists[1].following);
  EXPECT_EQ(page.artists[1].slug, "marrow-coast");
  EXPECT_FALSE(page.artists[2].following);
  EXPECT_EQ(page.artists[2].slug, "pale-ferry");
}

TEST(TopArtistsView, OffersOneTapForEachAndNothingGetsThrough) {
  TopArtistsPage p;
  p.next = bad_url;
  p.artists = {{.spotify_id = nasty, .name = nasty, .note = nasty, .image = bad_url},
               {.spotify_id = "m", .name = "Marrow Coast", .note = "", .image = "", .slug = "marrow-coast", .following = true}};
  const auto text = main_of(draw(p));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("<script>")), Not(HasSubstr("href=\"javascript")), Not(HasSubstr("src=\"javascript"))));
  EXPECT_EQ(count_of(text, "action=\"/following/spotify\""), 1u) << "whom one follows needs no tap";
  EXPECT_THAT(text, AllOf(HasSubstr("href=\"/artists/marrow-coast\""), HasSubstr("not here yet")));
}

TEST(TopArtistsView, TellsWhatHelps) {
  TopArtistsPage p{.artists = {}, .complaint = "It has run out.", .code = "c", .sign_in_again = true, .next = "/x"};
  EXPECT_THAT(main_of(draw(p)),
              AllOf(HasSubstr("It has run out."), HasSubstr("/settings/spotify?next=%2Ffollowing%2Fspotify%3Fnext%3D%252Fx")));
  p.sign_in_again = false;
  EXPECT_THAT(main_of(draw(p)), AllOf(HasSubstr("Try again"), Not(HasSubstr("/settings/spotify"))));
  EXPECT_THAT(main_of(draw(TopArtistsPage{.artists = {}, .complaint = "", .code = "", .next = "/x"})), HasSubstr("does not know yet"));
}

}  // namespace
}  // namespace pages
