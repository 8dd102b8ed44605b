// Phase 1: begin and retry. They ask nobody outside, and asked twice they do once.
#include <barrier>
#include <thread>

#include "imports/imports_fixture.hpp"
#include "imports/progress.hpp"

namespace imports {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class BeginTest : public ImportsTest {
 protected:
  std::vector<std::string> waiting_jobs() {
    std::vector<std::string> parts;
    for (const auto& job :
         studio.read([](db::Tx& tx) { return jobs::list(tx, {.state = jobs::State::waiting, .queue = {}, .kind = {}}).jobs; }))
      parts.push_back(job.unique_key.substr(job.unique_key.rfind(':') + 1));
    std::ranges::sort(parts);
    return parts;
  }
  void fail(artists::ArtistId artist, Part part, std::string_view code) {
    studio.write([&](db::Tx& tx) {
      const auto import = progress_of(tx, artist)->id;
      set_part_status(tx, clock.now(), import, part, PartStatus::failed, {}, code, "It broke.");
      announce(tx, clock.now(), *studio.bus, import);
    });
  }
  void end_jobs() {
    const db::Statement statement{"test.end_jobs", "update jobs set state = 'done', finished_at = 1",
                                  "update jobs set state = 'done', finished_at = 1"};
    studio.write([&](db::Tx& tx) { tx.run(statement); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, BeginTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(BeginTest, APlaceholderIsThereAtOnceAndNobodyWasAsked) {
  const auto begun = studio.begin(some_spotify_id(1));
  EXPECT_TRUE(begun.created);
  EXPECT_EQ(begun.status, "importing");
  EXPECT_EQ(begun.percent, 0);
  EXPECT_FALSE(begun.slug.empty());
  EXPECT_EQ(http.calls(), 0);
  const auto progress = studio.progress(begun.artist);
  EXPECT_THAT(progress.parts, SizeIs(4));
  for (const auto& part : progress.parts) EXPECT_EQ(part.status, PartStatus::waiting);
  EXPECT_THAT(waiting_jobs(), ElementsAre("profile"));  // without a name nobody else can be asked
}

TEST_P(BeginTest, ASearchHitHasANameSoTheShowsNeedNotWait) {
  const auto begun = studio.begin(some_spotify_id(1), "Marrow Coast");
  EXPECT_EQ(begun.slug, "marrow-coast");
  EXPECT_THAT(waiting_jobs(), ElementsAre("profile", "shows"));
}

TEST_P(BeginTest, AskedTwiceItIsOneImport) {
  const auto first = studio.begin(some_spotify_id(1), "Marrow Coast");
  const auto again = studio.begin(some_spotify_id(1));
  EXPECT_FALSE(again.created);
  EXPECT_EQ(again.artist, first.artist);
  EXPECT_EQ(again.slug, first.slug);
  EXPECT_EQ(studio.count("imports"), 1);
  EXPECT_EQ(studio.count("jobs"), 2);
}

TEST_P(BeginTest, RefusesWhatIsNoSpotifyId) {
  for (const std::string id :
       {"", "short", "aaaaaaaaaaaaaaaaaaaaa/", "aaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaä", "../../../../etc/passwd"}) {
    const auto refused = studio.write([&](db::Tx& tx) { return begin_by_spotify_id(tx, clock.now(), id); });
    ASSERT_FALSE(refused) << id;
    EXPECT_EQ(refused.error().code, "imports.bad_spotify_id");
  }
  EXPECT_EQ(studio.count("artists"), 0);
}

TEST_P(BeginTest, AnUnknownHitIsSaidSo) {
  const auto refused = studio.write([&](db::Tx& tx) { return begin_by_candidate(tx, clock.now(), CandidateId{4711}); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "imports.unknown_hit");
  EXPECT_EQ(refused.error().kind, base::Kind::not_found);
}

TEST_P(BeginTest, AHitKeepsItsIdWhenSeenAgain) {
  const auto remember = [&](std::string name) {
    return studio.write([&](db::Tx& tx) {
      std::vector<Candidate> found{{.id = {},
                                    .spotify_id = some_spotify_id(1),
                                    .name = name,
                                    .genres = {"dream pop"},
                                    .image_url = "https://img.test/1",
                                    .popularity = 61}};
      remember_candidates(tx, clock.now(), found);
      return found.front().id;
    });
  };
  const auto id = remember("Marrow Cost");
  EXPECT_EQ(remember("Marrow Coast"), id);
  const auto begun = studio.write([&](db::Tx& tx) { return begin_by_candidate(tx, clock.now(), id); }).value();
  const auto artist = studio.read([&](db::Tx& tx) { return artists::by_id(tx, begun.artist); }).value();
  EXPECT_EQ(artist.name, "Marrow Coast");
  EXPECT_THAT(artist.genres, ElementsAre("dream pop"));
  EXPECT_EQ(artist.popularity, 61);
  ASSERT_THAT(artist.images, SizeIs(1));
}

// Two servers, many visitors, one moment.
TEST_P(BeginTest, ARaceMakesOneArtistOneImportAndOneSetOfJobs) {
  constexpr int visitors = 8;
  for (int round = 1; round <= 5; ++round) {
    const auto hit = studio.write([&](db::Tx& tx) {
      std::vector<Candidate> found{
          {.id = {}, .spotify_id = some_spotify_id(round), .name = "Marrow Coast", .genres = {}, .image_url = {}, .popularity = {}}};
      remember_candidates(tx, clock.now(), found);
      return found.front().id;
    });
    const auto other = database.open_again();
    std::vector<std::optional<Begun>> answers(visitors);
    std::barrier all_at_once(visitors);
    std::vector<std::thread> threads;
    for (int i = 0; i < visitors; ++i)
      threads.emplace_back([&, i] {
        db::Database& server = i % 2 ? *other : database.get();
        all_at_once.arrive_and_wait();
        const auto begun = server.write_now([&](db::Tx& tx) {
          return i % 3 ? begin_by_candidate(tx, clock.now(), hit) : begin_by_spotify_id(tx, clock.now(), some_spotify_id(round));
        });
        if (begun) answers[static_cast<std::size_t>(i)] = *begun;
      });
    for (auto& thread : threads) thread.join();
    int created = 0;
    for (const auto& answer : answers) {
      ASSERT_TRUE(answer);
      created += answer->created;
      EXPECT_EQ(answer->artist, answers.front()->artist);
    }
    EXPECT_EQ(created, 1);
    EXPECT_EQ(studio.count("artists"), round);
    EXPECT_EQ(studio.count("imports"), round);
    EXPECT_EQ(studio.count("import_parts"), 4 * round);
    EXPECT_EQ(studio.count("jobs", "unique_key like '%:profile'"), round);
  }
}

TEST_P(BeginTest, RetryStartsOnlyWhatFailed) {
  const auto begun = studio.begin(some_spotify_id(1), "Marrow Coast");
  end_jobs();
  studio.write([&](db::Tx& tx) {
    const auto import = progress_of(tx, begun.artist)->id;
    for (const Part part : {Part::profile, Part::shows, Part::setlists}) set_part_status(tx, clock.now(), import, part, PartStatus::done);
  });
  fail(begun.artist, Part::albums, "spotify.server_error");
  ASSERT_EQ(studio.progress(begun.artist).status, "failed");
  const auto percent = studio.progress(begun.artist).percent;

  const auto again = studio.write([&](db::Tx& tx) { return retry(tx, clock.now(), begun.artist); }).value();
  EXPECT_EQ(again.slug, "marrow-coast");
  EXPECT_THAT(waiting_jobs(), ElementsAre("albums"));
  const auto progress = studio.progress(begun.artist);
  EXPECT_EQ(progress.status, "importing");
  EXPECT_EQ(progress.percent, percent);
  EXPECT_EQ(progress.part(Part::albums).status, PartStatus::waiting);
  EXPECT_EQ(progress.part(Part::albums).error_code, "");
  EXPECT_EQ(progress.part(Part::shows).status, PartStatus::done);

  studio.write([&](db::Tx& tx) { return retry(tx, clock.now(), begun.artist); }).value();  // a second click
  EXPECT_THAT(waiting_jobs(), ElementsAre("albums"));
}

// Otherwise Ticketmaster would be asked for somebody called "Unnamed artist".
TEST_P(BeginTest, RetryLeavesWhatNeedsTheProfileToTheProfile) {
  const auto begun = studio.begin(some_spotify_id(1));
  end_jobs();
  fail(begun.artist, Part::profile, "spotify.server_error");
  for (const Part part : {Part::shows, Part::albums, Part::setlists}) fail(begun.artist, part, "imports.needs_profile");
  studio.write([&](db::Tx& tx) { return retry(tx, clock.now(), begun.artist); }).value();
  EXPECT_THAT(waiting_jobs(), ElementsAre("profile"));
  for (const auto& part : studio.progress(begun.artist).parts) EXPECT_EQ(part.status, PartStatus::waiting);
}

TEST_P(BeginTest, ThereIsNothingToRetryForAnUnknownArtist) {
  const auto refused = studio.write([&](db::Tx& tx) { return retry(tx, clock.now(), artists::ArtistId{1}); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "imports.unknown_artist");
}

}  // namespace
}  // namespace imports
