// A source that is down delays only its own part; what happened is told in plain words, what arrived is kept, one click goes on (IMP-6).
#include "imports/imports_fixture.hpp"
#include "support/sandbox_truth.hpp"

namespace imports {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view artist_name = "Marrow Coast";

class OutageTest : public ImportsTest {
 protected:
  using Answer = support::SandboxHttp::Answer;

  Begun begin() { return studio.begin(truth.spotify_id(artist_name), std::string(artist_name)); }
  // Every call to the service ends so, until heal().
  void down(std::string_view prefix, int status, std::string body = "{}", std::vector<std::pair<std::string, std::string>> headers = {}) {
    http.instead = [=, this](int, const http::OutRequest& request) -> std::optional<Answer> {
      if (!http.asks(request, prefix)) return std::nullopt;
      http::OutResponse response{.status = status, .headers = {}, .body = body};
      for (const auto& [name, value] : headers) response.headers.set(name, value);
      return response;
    };
  }
  void cut_off(std::string_view prefix) {
    http.instead = [=, this](int, const http::OutRequest& request) -> std::optional<Answer> {
      if (!http.asks(request, prefix)) return std::nullopt;
      return base::unavailable("http.timeout", "The service did not answer within 20 s.");
    };
  }
  void heal() { http.instead = {}; }
  void retry_and_finish(artists::ArtistId artist) {
    studio.write([&](db::Tx& tx) { return retry(tx, clock.now(), artist); }).value();
    studio.finish();
  }
  // What an import ends with that nothing came in the way of.
  std::vector<std::string> undisturbed() {
    support::TestDatabase another{GetParam()};
    support::SandboxHttp calm{clock};
    Studio there{another, clock, calm};
    const auto begun = there.begin(truth.spotify_id(artist_name), std::string(artist_name));
    there.finish();
    return stored(another, begun.artist, clock.now());
  }
  void expect_states(artists::ArtistId artist, PartStatus profile, PartStatus shows, PartStatus albums, PartStatus setlists) {
    const auto progress = studio.progress(artist);
    const PartStatus wanted[] = {profile, shows, albums, setlists};
    for (const Part part : all_parts)
      EXPECT_EQ(name(progress.part(part).status), name(wanted[static_cast<std::size_t>(part)]))
          << name(part) << ": " << progress.part(part).error_message;
  }

  support::SandboxTruth truth{clock.now()};
};
INSTANTIATE_TEST_SUITE_P(Engines, OutageTest, testing::ValuesIn(support::engines()), support::engine_name);

using enum PartStatus;

TEST_P(OutageTest, WithoutTicketmasterTheRestArrives) {
  down(sandbox::ticketmaster_prefix, 503);
  const auto begun = begin();
  studio.finish();
  expect_states(begun.artist, done, failed, done, done);
  const auto progress = studio.progress(begun.artist);
  EXPECT_EQ(progress.status, "failed");
  EXPECT_LT(progress.percent, 100);
  EXPECT_EQ(progress.part(Part::shows).error_code, "ticketmaster.server_error");
  EXPECT_THAT(phase_text(progress, clock.now()), HasSubstr("Ticketmaster"));
  EXPECT_THAT(studio.log(begun.artist), Contains(StartsWith("ticketmaster failed: ")));

  heal();
  retry_and_finish(begun.artist);
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  EXPECT_EQ(studio.progress(begun.artist).percent, 100);
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, WithoutSetlistFmTheRestArrives) {
  cut_off(sandbox::setlistfm_prefix);
  const auto begun = begin();
  studio.finish();
  expect_states(begun.artist, done, done, done, failed);
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).error_code, "setlistfm.timeout");
  EXPECT_THAT(studio.part(begun.artist, Part::setlists).error_message, HasSubstr("setlist.fm"));
  heal();
  retry_and_finish(begun.artist);
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, WithoutSpotifyANamedArtistHasShowsAndSetlists) {
  down(sandbox::spotify_prefix, 500);
  const auto begun = begin();
  studio.finish();
  expect_states(begun.artist, failed, done, failed, done);
  EXPECT_EQ(studio.part(begun.artist, Part::albums).error_code, "imports.needs_profile");
  heal();
  retry_and_finish(begun.artist);
  expect_states(begun.artist, done, done, done, done);
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, WithoutANameAndWithoutSpotifyNobodyIsAskedForAnUnnamedArtist) {
  down(sandbox::spotify_prefix, 500);
  const auto begun = studio.begin(truth.spotify_id(artist_name));
  studio.finish();
  expect_states(begun.artist, failed, failed, failed, failed);
  EXPECT_EQ(studio.progress(begun.artist).percent, 0);
  for (const auto& url : http.asked) EXPECT_THAT(url, HasSubstr("/spotify"));
  heal();
  retry_and_finish(begun.artist);
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, ABadKeyIsToldAtOnce) {
  down(sandbox::setlistfm_prefix, 403, R"({"message":"Forbidden"})");
  const auto begun = begin();
  studio.work();
  expect_states(begun.artist, done, done, done, failed);
  EXPECT_EQ(studio.part(begun.artist, Part::setlists).error_code, "setlistfm.bad_key");
}

TEST_P(OutageTest, AnEndpointThatIsNotOfferedIsDoneWithout) {
  http.instead = [](int, const http::OutRequest& request) -> std::optional<Answer> {
    if (!mentions(request.url, "/albums")) return std::nullopt;
    return http::OutResponse{.status = 403, .headers = {}, .body = R"({"error":{"status":403,"message":"Forbidden"}})"};
  };
  const auto begun = begin();
  studio.finish();
  expect_states(begun.artist, done, done, absent, done);
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
}

// EXT-4b: without a key the site is whole, says nothing of it to visitors, and makes good for it when there is a key.
TEST_P(OutageTest, AServiceWithoutAKeyIsDoneWithoutAndCaughtUpWith) {
  for (const Part part : {Part::shows, Part::setlists}) {
    SCOPED_TRACE(name(part));
    support::TestDatabase another{GetParam()};
    support::SandboxHttp calm{clock};
    Studio there{another, clock, calm};
    there.disconnect(part);
    const auto begun = there.begin(truth.spotify_id(artist_name), std::string(artist_name));
    there.finish();
    EXPECT_EQ(there.progress(begun.artist).status, "completed");
    EXPECT_EQ(there.part(begun.artist, part).status, absent);
    EXPECT_EQ(there.part(begun.artist, part).error_code, off_code(part));
    EXPECT_THAT(there.log(begun.artist), Not(Contains(HasSubstr("connected"))));
    EXPECT_THAT(there.log(begun.artist), Not(Contains(StartsWith(std::string(source_key(part))))));
    for (const auto& url : calm.asked) EXPECT_THAT(url, Not(HasSubstr("/" + std::string(source_key(part)))));

    there.connect_all();
    there.begin_left_out();
    there.finish();
    EXPECT_EQ(there.progress(begun.artist).status, "completed");
    EXPECT_EQ(there.part(begun.artist, part).status, done);
    const auto asked = calm.calls();
    there.begin_left_out();
    there.finish();
    EXPECT_EQ(calm.calls(), asked) << "once";
  }
}

TEST_P(OutageTest, WithoutSpotifysKeyANamedArtistHasShowsAndSetlists) {
  studio.disconnect(Part::profile);
  const auto begun = begin();
  studio.finish();
  expect_states(begun.artist, absent, done, absent, done);
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  studio.connect_all();
  studio.begin_left_out();
  studio.finish();
  expect_states(begun.artist, done, done, done, done);
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, WhoWaitsForABudgetIsToldItsPlace) {
  down(sandbox::setlistfm_prefix, 429, R"({"message":"Limit Exceeded"})");
  const auto first = begin();
  studio.work();
  const auto second = studio.begin(truth.spotify_id("Iron Parsonage"), "Iron Parsonage");
  studio.work();
  EXPECT_EQ(studio.part(first.artist, Part::setlists).ahead, 0);
  EXPECT_EQ(studio.part(second.artist, Part::setlists).ahead, 1);
}

TEST_P(OutageTest, AnArtistThatSpotifyDoesNotKnowIsSaidSo) {
  const auto begun = studio.begin(some_spotify_id(7));
  studio.work();
  expect_states(begun.artist, failed, failed, failed, failed);
  EXPECT_EQ(studio.part(begun.artist, Part::profile).error_code, "imports.not_at_spotify");
}

TEST_P(OutageTest, ASpentBudgetPausesItsPartAndSaysWhenItGoesOn) {
  const auto reset = clock.now() + std::chrono::hours(5);
  down(sandbox::ticketmaster_prefix, 429, R"({"fault":{"faultstring":"spent","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}})",
       {{"Rate-Limit-Available", "0"}, {"Rate-Limit-Reset", std::to_string(base::to_millis(reset))}});
  const auto begun = begin();
  studio.work();
  expect_states(begun.artist, done, paused, done, done);
  const auto progress = studio.progress(begun.artist);
  EXPECT_EQ(progress.status, "importing");
  EXPECT_EQ(progress.phase, "shows");
  EXPECT_EQ(progress.part(Part::shows).resume_at, reset);
  EXPECT_EQ(phase_text(progress, clock.now()), progress.part(Part::shows).error_message + " Goes on in 5 hours.");
  heal();
  clock.set(reset);
  studio.finish();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, ALongImportSurvivesMoreHiccupsThanAJobHasAttempts) {
  http.instead = [](int number, const http::OutRequest&) -> std::optional<Answer> {
    if (number % 2) return std::nullopt;
    return http::OutResponse{.status = 502, .headers = {}, .body = "<html>Bad Gateway</html>"};
  };
  const auto begun = begin();
  studio.finish();
  heal();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, AnOperatorsRetryOfADeadJobGoesOn) {
  down(sandbox::ticketmaster_prefix, 503);
  const auto begun = begin();
  studio.finish();
  heal();
  studio.write([&](db::Tx& tx) {
    for (const auto& job : jobs::list(tx, {.state = jobs::State::dead, .queue = {}, .kind = {}}).jobs)
      jobs::retry(tx, clock.now(), "Robin", job.id).value();
    return 0;
  });
  studio.finish();
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
  EXPECT_EQ(all_of(begun.artist), undisturbed());
}

TEST_P(OutageTest, AnOperatorsRetryOfTheProfileBringsWhatNeededIt) {
  down(sandbox::spotify_prefix, 500);
  const auto begun = studio.begin(truth.spotify_id(artist_name));
  studio.finish();
  heal();
  studio.write([&](db::Tx& tx) {
    for (const auto& job : jobs::list(tx, {.state = jobs::State::dead, .queue = {}, .kind = {}}).jobs)
      jobs::retry(tx, clock.now(), "Robin", job.id).value();
    return 0;
  });
  studio.finish();
  expect_states(begun.artist, done, done, done, done);
  EXPECT_EQ(studio.progress(begun.artist).status, "completed");
}

TEST_P(OutageTest, ADiscardedJobIsToldOnThePage) {
  down(sandbox::ticketmaster_prefix, 503);
  const auto begun = begin();
  studio.work();
  expect_states(begun.artist, done, paused, done, done);
  studio.write([&](db::Tx& tx) {
    for (const auto& job : jobs::list(tx, {.state = jobs::State::failed, .queue = {}, .kind = {}}).jobs)
      jobs::discard(tx, *studio.runner, clock.now(), "Robin", job.id).value();
    return 0;
  });
  EXPECT_EQ(studio.part(begun.artist, Part::shows).status, failed);
  EXPECT_EQ(studio.progress(begun.artist).status, "failed");
}

}  // namespace
}  // namespace imports
