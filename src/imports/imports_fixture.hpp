// For the tests of this folder: imports that run against a sandbox in this process, and a way to write down what they stored.
#pragma once
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "imports/imports.hpp"
#include "imports/jobs.hpp"
#include "platform/base/dates.hpp"
#include "platform/jobs/operate.hpp"
#include "providers/setlistfm/client.hpp"
#include "providers/spotify/client.hpp"
#include "providers/ticketmaster/client.hpp"
#include "setlists/statistics.hpp"
#include "support/database.hpp"
#include "support/sandbox_http.hpp"

namespace imports {

inline std::string some_spotify_id(int nth) {
  const auto digits = std::to_string(nth);
  return std::string(22 - digits.size(), 'a') + digits;
}

inline bool mentions(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

inline constexpr std::string_view noon = "2026-11-22T12:00:00Z";

// The program's import side: clients, and a runner that works when told to.
class Studio {
 public:
  Studio(db::Database& db, base::FakeClock& c, http::Client& transport) : database(db), clock(c), http(transport) { connect_all(); }

  void connect_all() { connect({}); }
  // The service of this part has no key.
  void disconnect(Part part) { connect(part); }

  // A new process: nothing of the old one is left but what it stored.
  void restart(jobs::RunnerOptions options = {}) {
    runner = std::make_unique<jobs::Runner>(database, *bus, clock, options);
    handle_jobs(*runner, services());
  }
  // Runs all jobs to their end; the clock jumps to whatever is due next.
  void finish(int most_rounds = 300) {
    while (most_rounds-- > 0) {
      runner->run_due();
      if (const auto next = next_due()) clock.set(std::max(*next, clock.now()));
      else if (count("jobs", "state = 'running'") > 0) clock.advance(std::chrono::seconds(11));  // of a worker that is gone
      else return;
    }
    ADD_FAILURE() << "the jobs never end";
  }
  // Runs what is due now.
  void work() { runner->run_due(); }
  std::optional<base::Time> next_due() {
    return database.read_now([](db::Tx& tx) {
      std::optional<base::Time> next;
      for (const auto state : {jobs::State::waiting, jobs::State::failed})
        for (const auto& job : jobs::list(tx, {.state = state, .queue = {}, .kind = {}}).jobs)
          if (!next || job.run_at < *next) next = job.run_at;
      return next;
    });
  }

  template <class F>
  auto read(F look) {
    return database.read_now(look);
  }
  template <class F>
  auto write(F change) {
    return database.write_now(change);
  }

  Begun begin(const std::string& spotify_id) {
    return write([&](db::Tx& tx) { return begin_by_spotify_id(tx, clock.now(), spotify_id); }).value();
  }
  // As from a search hit: the name is known from the start.
  Begun begin(const std::string& spotify_id, const std::string& name) {
    return write([&](db::Tx& tx) {
             std::vector<Candidate> found{
                 {.id = {}, .spotify_id = spotify_id, .name = name, .genres = {}, .image_url = {}, .popularity = {}}};
             remember_candidates(tx, clock.now(), found);
             return begin_by_candidate(tx, clock.now(), found.front().id);
           })
        .value();
  }
  void begin_left_out() {
    write([&](db::Tx& tx) { return imports::begin_left_out(tx, services()), 0; });
  }
  Progress progress(artists::ArtistId artist) {
    return read([&](db::Tx& tx) { return progress_of(tx, artist); }).value();
  }
  PartState part(artists::ArtistId artist, Part part) { return progress(artist).part(part); }
  std::vector<std::string> log(artists::ArtistId artist) {
    std::vector<std::string> lines;
    for (const auto& line : read([&](db::Tx& tx) { return log_of(tx, artist); }))
      lines.push_back(line.source + " " + line.outcome + ": " + line.message);
    return lines;
  }
  std::int64_t count(const std::string& table, const std::string& where = "1 = 1") {
    const std::string text = "select count(*) from " + table + " where " + where;
    const std::string statement_name = "test." + text;
    const db::Statement statement{statement_name, text, text};
    return read([&](db::Tx& tx) { return tx.one(statement, [](const db::Row& row) { return row.i64(0); }); }).value();
  }

  db::Database& database;
  base::FakeClock& clock;
  http::Client& http;
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();
  std::unique_ptr<limits::Gate> gate = limits::open_gate();

  std::optional<spotify::Client> spotify;
  std::optional<ticketmaster::Client> ticketmaster;
  std::optional<setlistfm::Client> setlistfm;
  std::unique_ptr<jobs::Runner> runner;

 private:
  void connect(std::optional<Part> without) {
    const auto key = [&](Part part, std::string_view its) { return without == part ? std::string() : std::string(its); };
    using support::SandboxHttp;
    spotify.emplace(spotify::Options{.base_url = SandboxHttp::at(sandbox::spotify_prefix),
                                     .auth_url = SandboxHttp::at(sandbox::spotify_accounts_prefix),
                                     .client_id = key(Part::profile, sandbox::spotify_client_id),
                                     .client_secret = key(Part::profile, sandbox::spotify_client_secret)},
                    http, *gate, clock);
    ticketmaster.emplace(ticketmaster::Options{.base_url = SandboxHttp::at(sandbox::ticketmaster_prefix),
                                               .api_key = key(Part::shows, sandbox::ticketmaster_key)},
                         http, *gate, clock);
    setlistfm.emplace(
        setlistfm::Options{.base_url = SandboxHttp::at(sandbox::setlistfm_prefix), .api_key = key(Part::setlists, sandbox::setlistfm_key)},
        http, *gate, clock);
    restart();
  }
  Services services() { return {*spotify, *ticketmaster, *setlistfm, *bus, clock}; }
};

inline std::string line_of(const shows::Show& show) {
  std::string line = show.date.value_or("no date") + " " + show.start_time.value_or("untimed") + " " +
                     std::string(shows::to_string(show.status)) + " " +
                     (show.venue ? show.venue->name + ", " + show.venue->city : "nowhere") + " " + show.tour.value_or("") + " |";
  std::vector<std::string> listings;
  for (const auto& l : show.listings) listings.push_back(l.source + ":" + l.external_id);
  std::ranges::sort(listings);
  for (const auto& act : show.bill) line += " " + act.name + ",";
  for (const auto& l : listings) line += " " + l;
  return line;
}

// Everything an import stored that a visitor can see, without ids and times of our own: two imports of the same truth are equal.
inline std::vector<std::string> stored(db::Database& database, artists::ArtistId id, base::Time now) {
  return database.read_now([&](db::Tx& tx) {
    std::vector<std::string> lines;
    const auto artist = artists::by_id(tx, id).value();
    lines.push_back("artist " + artist.name + " " + artist.mbid.value_or("") + " " + std::to_string(artist.images.size()) + " " +
                    std::to_string(artist.genres.size()));
    for (const auto& link : artists::sources(tx, id))
      lines.push_back("source " + link.source + " " + link.external_id + " " + link.url.value_or(""));
    for (const auto& album : artists::albums(tx, id, 1000)) {
      lines.push_back("album " + album.title + " " + album.released.value_or("") + " " + std::string(artists::to_string(album.kind)) + " " +
                      std::to_string(album.editions));
      for (const auto& track : artists::tracks(tx, album.id))
        lines.push_back("track " + album.spotify_id + " " + std::to_string(track.disc) + "." + std::to_string(track.number) + " " +
                        track.title);
    }
    auto rows = shows::upcoming_of(tx, id, now, 5000);
    for (auto& more : {shows::past_of(tx, id, now, 5000), shows::called_off_of(tx, id, now, 5000)})
      rows.insert(rows.end(), more.begin(), more.end());
    for (const auto& row : rows) {
      const auto show = shows::by_id(tx, row.id).value();
      lines.push_back("show " + line_of(show));
      for (const auto& setlist : setlists::by_show(tx, row.id)) {
        std::string played = "setlist " + setlist.source_url.value_or("") + " " + std::to_string(setlist.song_count) + ":";
        for (const auto& song : setlists::rows(tx, setlist.id))
          played += " " + std::to_string(song.position) + (song.tape ? "~" : ".") + song.title + song.cover_of.value_or("") +
                    std::string(setlists::to_string(song.section));
        lines.push_back(std::move(played));
      }
    }
    for (const auto& song : setlists::statistics::songs(tx, id, setlists::statistics::By::plays, 5000))
      lines.push_back("song " + song.title + " " + std::to_string(song.plays) + " " + song.first_played + " " + song.last_played);
    std::ranges::sort(lines);
    return lines;
  });
}

class ImportsTest : public testing::TestWithParam<db::Engine> {
 protected:
  ImportsTest() { clock.set(*base::read_instant(noon)); }
  std::vector<std::string> all_of(artists::ArtistId id) { return stored(database, id, clock.now()); }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  support::SandboxHttp http{clock};
  Studio studio{database, clock, http};
};

}  // namespace imports
