#include "artists/artists.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "provenance/provenance.hpp"
#include "support/database.hpp"

namespace artists {
namespace {

using testing::ElementsAre;

class ArtistsTest : public testing::TestWithParam<db::Engine> {
 protected:
  template <class F>
  auto write(F work) {
    clock.advance(std::chrono::minutes(1));
    return database->write_now(work);
  }
  template <class F>
  auto read(F work) {
    return database->read_now(work);
  }
  Begun bring(std::string name, std::optional<std::string> spotify_id = {}) {
    return write([&](db::Tx& tx) { return begin(tx, clock.now(), {name, spotify_id, {}, {}, {}}); });
  }
  Applied apply(ArtistId id, const Profile& profile, std::string_view source = "spotify") {
    return write([&](db::Tx& tx) { return apply_profile(tx, clock.now(), id, profile, source); });
  }
  Artist artist(ArtistId id) {
    return *read([&](db::Tx& tx) { return by_id(tx, id); });
  }
  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
};

TEST_P(ArtistsTest, ASpotifyIdIsOneArtist) {
  const Begun first = bring("Marrow Coast", "sp1");
  EXPECT_TRUE(first.created);
  EXPECT_EQ(first.slug, "marrow-coast");
  const Begun second = bring("Something else", "sp1");
  EXPECT_FALSE(second.created);
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(artist(first.id).name, "Marrow Coast");
}

TEST_P(ArtistsTest, BegunByManyAtOnceIsOneArtist) {
  constexpr int askers = 6;
  std::vector<Begun> begun(askers);
  auto other_process = database.open_again();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < askers; ++i)
      threads.emplace_back([&, i] {
        db::Database& mine = i % 2 ? *other_process : database.get();
        begun[i] = mine.write_now([&](db::Tx& tx) { return begin(tx, clock.now(), {"Marrow Coast", "sp1", {}, {}, {}}); });
      });
  }
  EXPECT_EQ(std::ranges::count_if(begun, &Begun::created), 1);
  for (const Begun& b : begun) EXPECT_EQ(b.id, begun[0].id);
  EXPECT_EQ(read([](db::Tx& tx) { return count(tx); }), 1);
}

TEST_P(ArtistsTest, NamesakesHaveAddressesOfTheirOwn) {
  EXPECT_EQ(bring("Velvet Arcade", "a").slug, "velvet-arcade");
  EXPECT_EQ(bring("Velvet Arcade", "b").slug, "velvet-arcade-2");
  EXPECT_EQ(bring("velvet ARCADE!", "c").slug, "velvet-arcade-3");
  EXPECT_EQ(read([](db::Tx& tx) { return by_name(tx, "Velvet arcade").size(); }), 3u);
}

TEST_P(ArtistsTest, AnUnknownNameIsAPlaceholderUntilTheProfileArrives) {
  const Begun begun = bring("", "sp1");
  EXPECT_TRUE(begun.slug.starts_with("artist-"));
  EXPECT_EQ(artist(begun.id).name, "Unnamed artist");
  const Applied applied = apply(begun.id, {.name = "Pale Ferry"});
  EXPECT_EQ(applied.slug, "pale-ferry");
  const auto moved = read([&](db::Tx& tx) { return by_slug(tx, begun.slug); });
  ASSERT_TRUE(moved);
  EXPECT_TRUE(moved->moved);
  EXPECT_EQ(moved->artist.slug, "pale-ferry");
  EXPECT_FALSE(read([](db::Tx& tx) { return by_slug(tx, "pale-ferry"); })->moved);
  EXPECT_FALSE(read([](db::Tx& tx) { return by_slug(tx, "nobody"); }));
}

TEST_P(ArtistsTest, AnAddressOfFormerDaysIsNotGivenToAnother) {
  const Begun first = bring("Pale Ferry", "a");
  apply(first.id, {.name = "Paler Ferry"});
  EXPECT_EQ(bring("Pale Ferry", "b").slug, "pale-ferry-2");
  EXPECT_EQ(apply(first.id, {.name = "Pale Ferry"}).slug, "pale-ferry");  // and its owner may come back to it
}

TEST_P(ArtistsTest, ANumberedAddressStaysWhenTheNameIsOnlySpeltAnew) {
  bring("Velvet Arcade", "a");
  const Begun second = bring("Velvet Arcade", "b");
  EXPECT_EQ(apply(second.id, {.name = "Vélvet Arcade"}).slug, "velvet-arcade-2");
  EXPECT_EQ(artist(second.id).name, "Vélvet Arcade");
}

TEST_P(ArtistsTest, NamesInEveryScriptAndOfSignsHaveAnAddress) {
  EXPECT_EQ(bring("Бледный паром", "a").slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz-0123456789"), std::string::npos);
  EXPECT_TRUE(bring("!!!", "b").slug.starts_with("artist-"));
}

TEST_P(ArtistsTest, AProfileFillsWhatItKnowsAndSilenceErasesNothing) {
  const ArtistId id = bring("Marrow Coast", "sp1").id;
  apply(id, {.genres = {{"dream pop", " dream pop", "shoegaze"}},
             .images = {{{"https://i.example/small", 64, 64}, {"https://i.example/big", 640, 640}}},
             .follower_count = 48'213,
             .popularity = 61,
             .biography = "From Aarhus.",
             .mbid = "mb1"});
  const Applied again = apply(id, {.genres = std::vector<std::string>{}, .images = std::vector<Image>{}});
  EXPECT_FALSE(again.changed);
  const Artist a = artist(id);
  EXPECT_THAT(a.genres, ElementsAre("dream pop", "shoegaze"));
  ASSERT_EQ(a.images.size(), 2u);
  EXPECT_EQ(a.images[0].url, "https://i.example/big");
  EXPECT_EQ(a.follower_count, 48'213);
  EXPECT_EQ(a.popularity, 61);
  EXPECT_EQ(a.biography, "From Aarhus.");
  EXPECT_EQ(a.mbid, "mb1");
  EXPECT_EQ(a.revision, 2);
}

TEST_P(ArtistsTest, ALowerSourceDoesNotRenameButItsSpellingIsFound) {
  const ArtistId id = bring("Marrow Coast", "sp1").id;
  EXPECT_FALSE(apply(id, {.name = "The Marrow Coast"}, "setlistfm").changed);
  EXPECT_EQ(artist(id).name, "Marrow Coast");
  EXPECT_THAT(read([](db::Tx& tx) { return by_name(tx, "the marrow coast"); }), ElementsAre(id));
  EXPECT_TRUE(apply(id, {.name = "Marrow Coast DK"}, provenance::person).changed);
  EXPECT_FALSE(apply(id, {.name = "Marrow Coast"}, "spotify").changed);
  EXPECT_EQ(artist(id).name, "Marrow Coast DK");
}

TEST_P(ArtistsTest, AnIdentityOfAnotherArtistIsLeftThere) {
  const ArtistId first = bring("Velvet Arcade", "a").id;
  const ArtistId second = bring("Velvet Arcade", "b").id;
  apply(first, {.mbid = "mb1"});
  EXPECT_EQ(apply(second, {.mbid = "mb1"}).id_taken_by, first);
  EXPECT_FALSE(artist(second).mbid);
  EXPECT_EQ(read([](db::Tx& tx) { return by_mbid(tx, "mb1"); }), first);
}

TEST_P(ArtistsTest, IdsAtOtherServicesBelongToTheFirst) {
  const ArtistId first = bring("Velvet Arcade", "a").id;
  const ArtistId second = bring("Velvet Arcade", "b").id;
  const auto add = [&](ArtistId id) {
    return write([&](db::Tx& tx) { return add_source(tx, clock.now(), id, {"ticketmaster", "K1", "https://t.example/K1"}); });
  };
  EXPECT_EQ(add(first), first);
  EXPECT_EQ(add(second), first);
  EXPECT_EQ(read([](db::Tx& tx) { return by_source(tx, "ticketmaster", "K1"); }), first);
  EXPECT_EQ(read([&](db::Tx& tx) { return sources(tx, first); }).front().url, "https://t.example/K1");
}

TEST_P(ArtistsTest, StatusAndRevisionShowEveryChange) {
  const ArtistId id = bring("Marrow Coast", "sp1").id;
  write([&](db::Tx& tx) { set_import_status(tx, clock.now(), id, ImportStatus::importing); });
  write([&](db::Tx& tx) { set_import_status(tx, clock.now(), id, ImportStatus::importing); });
  EXPECT_EQ(artist(id).import_status, ImportStatus::importing);
  EXPECT_EQ(artist(id).revision, 2);
  EXPECT_EQ(write([&](db::Tx& tx) { return touch(tx, clock.now(), id); }), 3);
  EXPECT_EQ(artist(id).updated_at, clock.now());
}

TEST_P(ArtistsTest, ListsForHomeAndSearch) {
  const ArtistId a = bring("Marrow Coast", "a").id;
  const ArtistId b = bring("Velvet Arcade", "b").id;
  apply(a, {.follower_count = 10});
  apply(b, {.follower_count = 20});
  write([&](db::Tx& tx) { set_import_status(tx, clock.now(), a, ImportStatus::completed); });
  write([&](db::Tx& tx) { add_alias(tx, a, "MC", "person"), add_alias(tx, a, "mc", "person"), add_alias(tx, a, "Coasters", "person"); });
  read([&](db::Tx& tx) {
    EXPECT_EQ(most_followed(tx, 1).front().id, b);
    EXPECT_EQ(recently_imported(tx, 10).size(), 1u);
    const auto names = all_names(tx, ArtistId{0}, 10);
    ASSERT_EQ(names.size(), 2u);
    EXPECT_THAT(names[0].aliases, ElementsAre("Coasters", "MC"));
    EXPECT_EQ(all_names(tx, a, 10).front().name, "Velvet Arcade");
    EXPECT_EQ(name_of(tx, a)->slug, "marrow-coast");
    EXPECT_EQ(names_changed_since(tx, clock.now() - std::chrono::minutes(1), 10).size(), 1u);
  });
}

TEST(ImageTest, TheSmallestThatIsBigEnoughElseTheWidest) {
  const std::vector<Image> images{{"big", 640, 640}, {"middle", 300, 300}, {"small", 64, 64}};
  EXPECT_EQ(image_for(images, 300), "middle");
  EXPECT_EQ(image_for(images, 301), "big");
  EXPECT_EQ(image_for(images, 2000), "big");
  EXPECT_EQ(image_for({{"unsized", {}, {}}}, 100), "unsized");
  EXPECT_EQ(image_for({}, 100), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, ArtistsTest, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace artists
