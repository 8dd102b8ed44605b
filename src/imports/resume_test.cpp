// A killed import goes on at the exact page, and ends with the data it would have ended with: killed at every call in turn (IMP-7).
#include <semaphore>

#include "imports/imports_fixture.hpp"
#include "support/sandbox_truth.hpp"
#include "support/sanitized.hpp"

namespace imports {
namespace {

constexpr std::string_view artist_name = "Marrow Coast";

class ResumeTest : public testing::TestWithParam<db::Engine> {
 protected:
  ResumeTest() { clock.set(*base::read_instant(noon)); }

  struct Run {
    std::vector<std::string> data;
    std::string status;
    int calls;
    std::int64_t unfinished;
  };
  // An import with a calamity at its n-th call; none with 0.
  Run run(int at, const std::function<void(Studio&)>& calamity) {
    clock.set(*base::read_instant(noon));
    support::TestDatabase database{GetParam()};
    support::SandboxHttp http{clock};
    Studio studio{database, clock, http};
    http.instead = [&](int number, const http::OutRequest&) -> std::optional<support::SandboxHttp::Answer> {
      if (number == at) calamity(studio);
      return std::nullopt;
    };
    const auto begun = studio.begin(truth.spotify_id(artist_name), std::string(artist_name));
    studio.finish();
    return {stored(database, begun.artist, *base::read_instant(noon)), studio.progress(begun.artist).status, http.calls(),
            studio.count("jobs", "state <> 'done'")};
  }
  // Every call, on SQLite in the release build. PostgreSQL takes longer, and the sanitizers look at the same lines whichever call it was.
  static int step() { return GetParam() == db::Engine::postgres ? 7 : support::sanitized ? 3 : 1; }

  base::FakeClock clock;
  support::SandboxTruth truth{*base::read_instant(noon)};
};
INSTANTIATE_TEST_SUITE_P(Engines, ResumeTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ResumeTest, AfterAnExceptionAtAnyCall) {
  const auto calm = run(0, {});
  ASSERT_EQ(calm.status, "completed");
  ASSERT_GT(calm.calls, 15);
  for (int at = 1; at <= calm.calls; at += step()) {
    const auto after = run(at, [](Studio&) { throw std::runtime_error("the memory is full"); });
    EXPECT_EQ(after.status, "completed") << "at call " << at;
    EXPECT_EQ(after.data, calm.data) << "at call " << at;
    EXPECT_EQ(after.unfinished, 0) << "at call " << at;
  }
}

// The process was cut off and another has taken its jobs: what the first one still fetches is not stored.
TEST_P(ResumeTest, AfterLosingTheLeaseAtAnyCall) {
  const auto calm = run(0, {});
  for (int at = 1; at <= calm.calls; at += step()) {
    const auto after = run(at, [](Studio& studio) {
      constexpr std::string_view text = "update jobs set worker = 4711 where state = 'running'";
      const db::Statement take{"test.take_over", text, text};
      studio.write([&](db::Tx& tx) { tx.run(take); });
    });
    EXPECT_EQ(after.status, "completed") << "at call " << at;
    EXPECT_EQ(after.data, calm.data) << "at call " << at;
  }
}

TEST_P(ResumeTest, AfterBeingToldToStopAtAnyCall) {
  const auto calm = run(0, {});
  for (int at = 1; at <= calm.calls; at += 4 * step()) {
    clock.set(*base::read_instant(noon));
    support::TestDatabase database{GetParam()};
    support::SandboxHttp http{clock};
    Studio studio{database, clock, http};
    std::binary_semaphore there{0};
    http.instead = [&](int number, const http::OutRequest&) -> std::optional<support::SandboxHttp::Answer> {
      if (number == at) there.release();
      return std::nullopt;
    };
    const auto begun = studio.begin(truth.spotify_id(artist_name), std::string(artist_name));
    studio.restart({.slots = 1, .reserved_for_high = 1});
    studio.runner->start();
    ASSERT_TRUE(there.try_acquire_for(std::chrono::seconds(60)));
    studio.runner->stop();
    studio.restart();
    studio.finish();
    EXPECT_EQ(studio.progress(begun.artist).status, "completed") << "at call " << at;
    EXPECT_EQ(stored(database, begun.artist, clock.now()), calm.data) << "at call " << at;
  }
}

TEST_P(ResumeTest, NothingIsStoredOnceTheJobIsSomebodyElses) {
  support::TestDatabase database{GetParam()};
  support::SandboxHttp http{clock};
  Studio studio{database, clock, http};
  http.instead = [&](int, const http::OutRequest&) -> std::optional<support::SandboxHttp::Answer> {
    constexpr std::string_view text = "update jobs set state = 'cancelled', finished_at = 1, worker = null";
    const db::Statement end{"test.end_all", text, text};
    studio.write([&](db::Tx& tx) { tx.run(end); });
    return std::nullopt;
  };
  const auto begun = studio.begin(truth.spotify_id(artist_name), std::string(artist_name));
  studio.work();
  EXPECT_EQ(studio.count("shows"), 0);
  EXPECT_EQ(studio.count("albums"), 0);
  EXPECT_EQ(studio.count("artist_sources"), 0);
  EXPECT_EQ(studio.part(begun.artist, Part::profile).done, 0);
}

}  // namespace
}  // namespace imports
