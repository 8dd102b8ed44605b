// `theset import NAME`: brings an artist in with workers of its own and draws the progress in the terminal.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <thread>

#include "app/command_list.hpp"
#include "app/engines.hpp"
#include "app/services.hpp"
#include "imports/jobs.hpp"

namespace app {

namespace {

using base::Result;

// One line that is drawn over and over in a terminal, or a line a change where the output goes to a file.
class ProgressBar {
 public:
  void show(const imports::Progress& p, base::Time now) {
    const std::string text = imports::phase_text(p, now);
    if (!isatty(STDOUT_FILENO)) {
      if (p.percent == percent_ && text == text_) return;
      std::cout << p.percent << "% " << text << std::endl;
    } else {
      constexpr int cells = 30;
      const int full = cells * p.percent / 100;
      std::string line = "[" + std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(cells - full), '.') +
                         "] " + std::to_string(p.percent) + "% " + text;
      winsize size{};
      if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 10)
        line.resize(std::min<std::size_t>(line.size(), size.ws_col - 1u));
      std::cout << "\r\033[K" << line << std::flush;
    }
    percent_ = p.percent;
    text_ = text;
  }
  void end() {
    if (isatty(STDOUT_FILENO)) std::cout << std::endl;
  }

 private:
  int percent_ = -1;
  std::string text_;
};

bool looks_like_spotify_id(const std::string& text) {
  return text.size() == 22 && std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0; });
}

Result<imports::Begun> begin(db::Database& database, Services& services, const base::Clock& clock, const std::string& name) {
  if (looks_like_spotify_id(name))
    return database.write_now([&](db::Tx& tx) { return imports::begin_by_spotify_id(tx, clock.now(), name); });
  auto found = services.spotify().search_artists(name, 0, limits::Urgency::immediate);
  // Nobody but this terminal is kept waiting, so it waits for the budget, within reason.
  for (int tries = 0; !found && found.error().what == limits::Refused::wait && tries < 5; ++tries) {
    const auto ahead = found.error().until.value_or(clock.now()) - clock.now();
    if (ahead > std::chrono::minutes(1)) break;
    std::this_thread::sleep_for(std::max(ahead, base::Duration(50)));
    found = services.spotify().search_artists(name, 0, limits::Urgency::immediate);
  }
  if (!found) return base::unavailable(found.error().code, found.error().message);
  if (found->records.empty()) return base::not_found("app.no_such_artist", "Spotify knows nobody called \"" + name + "\".");
  std::vector<imports::Candidate> hits;
  for (const auto& a : found->records)
    hits.push_back({{}, a.id, a.name, a.genres, a.images.empty() ? std::nullopt : std::optional(a.images.back().url), a.popularity});
  std::cout << "bringing in " << hits.front().name << std::endl;
  return database.write_now([&](db::Tx& tx) {
    imports::remember_candidates(tx, clock.now(), hits);
    return imports::begin_by_candidate(tx, clock.now(), hits.front().id);
  });
}

}  // namespace

Result<int> import_artist(const config::Config& config, const std::string& name) {
  const base::SystemClock clock;
  const auto database = open_database(config);
  if (const auto ready = prepare(*database, clock.now()); !ready) return ready.error();
  Services services(config, *database, clock);
  const auto bus = bus::make_local_bus();
  jobs::Runner runner(*database, *bus, clock);
  imports::handle_jobs(runner, {services.spotify(), services.ticketmaster(), services.setlistfm(), *bus, clock});
  const auto begun = begin(*database, services, clock, name);
  if (!begun) return begun.error();

  runner.start();
  ProgressBar bar;
  std::optional<imports::Progress> progress;
  do {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    progress = database->read_now([&](db::Tx& tx) { return imports::progress_of(tx, begun->artist); });
    bar.show(*progress, clock.now());
  } while (!progress->finished());
  bar.end();
  runner.stop();
  std::cout << progress->part(imports::Part::albums).imported << " records, " << progress->part(imports::Part::shows).imported
            << " upcoming shows, " << progress->part(imports::Part::setlists).imported << " setlists: /artists/" << begun->slug << "\n";
  return progress->status == "completed" ? 0 : 1;
}

}  // namespace app
