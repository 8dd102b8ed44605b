#include "imports/progress.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <boost/json.hpp>

#include "imports/imports_fixture.hpp"

namespace imports {
namespace {

using enum PartStatus;
using testing::ElementsAre;
using testing::SizeIs;

std::vector<PartState> parts(PartStatus profile, PartStatus shows, PartStatus albums, PartStatus setlists) {
  return {{.part = Part::profile, .status = profile},
          {.part = Part::shows, .status = shows},
          {.part = Part::albums, .status = albums},
          {.part = Part::setlists, .status = setlists}};
}

struct Case {
  std::vector<PartState> parts;
  int percent;
  std::string phase;
  std::string status;
};

TEST(Progress, FollowsFromTheParts) {
  const Case cases[] = {
      {parts(waiting, waiting, waiting, waiting), 0, "profile", "importing"},
      {parts(running, waiting, waiting, waiting), 0, "profile", "importing"},
      {parts(done, waiting, waiting, waiting), 10, "shows", "importing"},
      {parts(done, running, running, waiting), 10, "shows", "importing"},
      {parts(done, paused, running, waiting), 10, "albums", "importing"},
      {parts(done, paused, done, running), 35, "setlists", "importing"},
      {parts(done, done, done, running), 60, "setlists", "importing"},
      {parts(done, done, done, done), 100, "done", "completed"},
      {parts(done, absent, done, absent), 100, "done", "completed"},
      // What waits may be waiting for the one that is paused: that is what keeps the visitor waiting.
      {parts(paused, waiting, waiting, waiting), 0, "profile", "importing"},
      {parts(paused, done, waiting, done), 65, "profile", "importing"},
      // What failed is not here, and is not 100 % of anything.
      {parts(done, done, failed, done), 75, "done", "failed"},
      {parts(failed, failed, failed, failed), 0, "done", "failed"},
      {parts(done, failed, done, running), 35, "setlists", "importing"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.phase + " " + c.status + " " + std::to_string(c.percent));
    EXPECT_EQ(percent_of(c.parts), c.percent);
    EXPECT_EQ(phase_of(c.parts), c.phase);
    EXPECT_EQ(status_of(c.parts), c.status);
  }
}

TEST(Progress, APartUnderWayCountsByItsPages) {
  auto p = parts(done, done, done, running);
  p[3].done = 400;
  p[3].total = 2000;
  EXPECT_EQ(percent_of(p), 68);
  p[3].done = 5000;  // more than was promised is not more than all
  EXPECT_EQ(percent_of(p), 99);
  p[3].total = 0;
  EXPECT_EQ(percent_of(p), 60);
  p[3] = {.part = Part::setlists, .status = failed, .done = 1000, .total = 2000};
  EXPECT_EQ(percent_of(p), 80);
}

TEST(Progress, NamesAreReadBack) {
  for (const Part part : all_parts) EXPECT_EQ(parse_part(name(part)), part);
  EXPECT_EQ(parse_part("songs"), std::nullopt);
  EXPECT_EQ(source_name(Part::shows), "Ticketmaster");
  EXPECT_EQ(source_name(Part::setlists), "setlist.fm");
  EXPECT_EQ(source_name(Part::albums), "Spotify");
}

TEST(Progress, IsSaidInPlainWords) {
  const base::Time now = base::from_millis(1'790'000'000'000);
  Progress p;
  p.status = "importing";
  p.phase = "starting";
  p.parts = parts(waiting, waiting, waiting, waiting);
  EXPECT_EQ(phase_text(p, now), "Getting ready");
  p.phase = "shows";
  p.parts = parts(done, running, running, waiting);
  EXPECT_EQ(phase_text(p, now), "Finding upcoming shows");
  p.parts[1].status = paused;
  p.parts[1].error_message = "Ticketmaster did not answer in time.";
  EXPECT_EQ(phase_text(p, now), "Ticketmaster did not answer in time.");
  p.parts[1].resume_at = now + std::chrono::hours(3);
  EXPECT_EQ(phase_text(p, now), "Ticketmaster did not answer in time. Goes on in 3 hours.");
  p.parts[1].ahead = 2;
  EXPECT_EQ(phase_text(p, now), "Ticketmaster did not answer in time. Goes on in 3 hours, after 2 artists asked for earlier.");
  p.phase = "setlists";
  p.parts[3] = {.part = Part::setlists, .status = running, .done = 40, .total = 120};
  EXPECT_EQ(phase_text(p, now), "Past setlists are arriving: 40 of 120 in");
  p.status = "completed";
  EXPECT_EQ(phase_text(p, now), "Everything is here");
  p.status = "failed";
  p.parts[2] = {
      .part = Part::albums, .status = failed, .error_code = "spotify.bad_credentials", .error_message = "Spotify refuses our credentials."};
  EXPECT_EQ(phase_text(p, now), "Spotify refuses our credentials.");
}

class ProgressTest : public testing::TestWithParam<db::Engine> {
 protected:
  Begun begin(int nth = 1) {
    return database->write_now([&](db::Tx& tx) { return begin_by_spotify_id(tx, clock.now(), some_spotify_id(nth)); }).value();
  }
  Progress progress(artists::ArtistId artist) {
    return database->read_now([&](db::Tx& tx) { return progress_of(tx, artist); }).value();
  }
  void set(ImportId import, Part part, PartStatus status, std::int64_t done_so_far = 0, std::optional<std::int64_t> total = {}) {
    clock.advance(std::chrono::seconds(1));
    database->write_now([&](db::Tx& tx) {
      PartBooks books = books_of(tx, import, part);
      books.status = status;
      books.done = done_so_far;
      books.total = total;
      save_books(tx, clock.now(), import, part, books);
      announce(tx, clock.now(), *bus, import, {"shows"});
    });
  }
  std::vector<Event> events(artists::ArtistId artist, std::int64_t after = 0) {
    return database->read_now([&](db::Tx& tx) { return events_after(tx, artist, after); });
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
};
INSTANTIATE_TEST_SUITE_P(Engines, ProgressTest, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ProgressTest, NeverGoesBackwardsAndLosesNoNumber) {
  int round = 0;
  const auto holds = rc::check("any change of any part", [&] {
    const auto begun = begin(++round);
    const auto import = progress(begun.artist).id;
    const auto changes = *rc::gen::resize(
        25, rc::gen::container<std::vector<std::tuple<int, int, int, int>>>(rc::gen::tuple(
                rc::gen::inRange(0, 4), rc::gen::inRange(0, 6), rc::gen::resize(100, rc::gen::inRange(0, 30)), rc::gen::inRange(0, 30))));
    int percent = 0;
    std::int64_t sequence = 0;
    for (const auto& [part, status, so_far, total] : changes) {
      set(import, static_cast<Part>(part), static_cast<PartStatus>(status), so_far,
          total ? std::optional<std::int64_t>(total) : std::nullopt);
      const auto now = progress(begun.artist);
      RC_ASSERT(now.percent >= percent);
      RC_ASSERT(now.percent <= 100);
      RC_ASSERT(now.sequence == sequence + 1);
      RC_ASSERT(now.finished() == (now.finished_at.has_value()));
      percent = now.percent;
      sequence = now.sequence;
    }
    const auto told = events(begun.artist);
    RC_ASSERT(told.size() == changes.size());
    int last = 0;
    for (std::size_t i = 0; i < told.size(); ++i) {
      RC_ASSERT(told[i].sequence == static_cast<std::int64_t>(i) + 1);
      const auto event = boost::json::parse(told[i].data);
      RC_ASSERT(event.at("progress").as_int64() >= last);
      RC_ASSERT(event.at("sequence").as_int64() == told[i].sequence);
      last = static_cast<int>(event.at("progress").as_int64());
    }
  });
  EXPECT_TRUE(holds);
}

TEST_P(ProgressTest, AnEventTellsTheWholeStateAndWhatChangedOnThePage) {
  const auto begun = begin();
  set(progress(begun.artist).id, Part::shows, running, 1, 3);
  const auto event = boost::json::parse(events(begun.artist).at(0).data);
  const boost::json::value head{{"artist_id", begun.artist.str()},
                                {"progress", 8},
                                {"status", "importing"},
                                {"current_phase", "shows"},
                                {"albums_imported", 0},
                                {"shows_imported", 0},
                                {"phase_text", "Finding upcoming shows"},
                                {"setlists_imported", 0},
                                {"sequence", 1},
                                {"sections", boost::json::array{"shows"}},
                                {"parts", event.at("parts")}};
  EXPECT_EQ(event, head);
  ASSERT_THAT(event.at("parts").as_array(), SizeIs(4));
  const boost::json::value shows{{"part", "shows"}, {"source", "Ticketmaster"}, {"status", "running"}, {"done", 1}, {"imported", 0},
                                 {"total", 3}};
  EXPECT_EQ(event.at("parts").at(1), shows);
}

TEST_P(ProgressTest, AStreamGoesOnAfterTheLastEventItSaw) {
  const auto begun = begin();
  const auto import = progress(begun.artist).id;
  for (int i = 1; i <= 5; ++i) set(import, Part::setlists, running, i, 10);
  std::vector<std::int64_t> numbers;
  for (const auto& event : events(begun.artist, 3)) numbers.push_back(event.sequence);
  EXPECT_THAT(numbers, ElementsAre(4, 5));
  EXPECT_THAT(events(begun.artist, 5), SizeIs(0));
  EXPECT_THAT(events(artists::ArtistId{1}, 0), SizeIs(0));
}

TEST_P(ProgressTest, OnlyTheNewestEventsAreKept) {
  const auto begun = begin();
  const auto import = progress(begun.artist).id;
  for (int i = 1; i <= 230; ++i) set(import, Part::setlists, running, i, 1000);
  const auto kept = events(begun.artist);
  ASSERT_THAT(kept, SizeIs(200));
  EXPECT_EQ(kept.front().sequence, 31);
  EXPECT_EQ(kept.back().sequence, 230);
}

TEST_P(ProgressTest, ChangesAreToldAfterTheCommitAndNotWithoutOne) {
  const auto begun = begin();
  const auto import = progress(begun.artist).id;
  std::vector<std::string> told;
  const auto subscription =
      bus->subscribe(std::string(changed_topic), [&](std::string_view, std::string_view message) { told.emplace_back(message); });
  EXPECT_THROW(database->write_now([&](db::Tx& tx) {
    announce(tx, clock.now(), *bus, import);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_THAT(told, ElementsAre());
  set(import, Part::profile, running);
  EXPECT_THAT(told, ElementsAre(begun.artist.str()));
}

TEST_P(ProgressTest, TheArtistKnowsHowItsImportIs) {
  const auto begun = begin();
  const auto import = progress(begun.artist).id;
  const auto status = [&] { return database->read_now([&](db::Tx& tx) { return artists::by_id(tx, begun.artist)->import_status; }); };
  EXPECT_EQ(status(), artists::ImportStatus::importing);
  for (const Part part : all_parts) set(import, part, done);
  EXPECT_EQ(status(), artists::ImportStatus::completed);
  set(import, Part::albums, failed);
  EXPECT_EQ(status(), artists::ImportStatus::failed);
}

TEST_P(ProgressTest, OperatorsSeeRunningImportsFirst) {
  const auto one = begin(1), two = begin(2), three = begin(3);
  for (const Part part : all_parts) set(progress(one.artist).id, part, done), set(progress(two.artist).id, part, failed);
  const auto [list, sums] = database->read_now([](db::Tx& tx) { return std::pair(newest(tx, 10), counts(tx)); });
  std::vector<artists::ArtistId> order;
  for (const auto& l : list) order.push_back(l.progress.artist);
  EXPECT_THAT(order, ElementsAre(three.artist, two.artist, one.artist));
  EXPECT_EQ(sums.running, 1);
  EXPECT_EQ(sums.failed, 1);
  EXPECT_EQ(sums.completed, 1);
}

TEST_P(ProgressTest, TheLogIsReadNewestFirst) {
  const auto begun = begin();
  database->write_now([&](db::Tx& tx) {
    log(tx, clock.now(), begun.artist, "spotify", "found", "albums", 3, "found 3 records.");
    log(tx, clock.now(), begun.artist, "setlistfm", "skipped", "setlists", 1, "skipped 1 record.");
  });
  const auto lines = database->read_now([&](db::Tx& tx) { return log_of(tx, begun.artist, 10); });
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[0].source, "setlistfm");
  EXPECT_EQ(lines[1].message, "found 3 records.");
  EXPECT_EQ(lines[1].count, 3);
  EXPECT_THAT(database->read_now([&](db::Tx& tx) { return log_of(tx, begun.artist, 1); }), SizeIs(1));
}

}  // namespace
}  // namespace imports
