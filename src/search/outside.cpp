#include "search/outside.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "platform/base/log.hpp"
#include "platform/base/text.hpp"
#include "providers/spotify/client.hpp"

namespace search {

using limits::Refusal;
using limits::Refused;
using namespace std::chrono_literals;

namespace {

Candidate candidate_of(const spotify::Artist& artist) {
  Candidate c{.spotify_id = artist.id,
              .name = artist.name,
              .genres = artist.genres,
              .popularity = artist.popularity,
              .followers = artist.followers};
  if (auto picture = spotify::picture_of(artist.images, spotify::small_picture); !picture.empty()) c.image_url = std::move(picture);
  return c;
}

Refusal busy(base::Time now) {
  return {Refused::wait, "search.busy", "Many people are looking for artists right now. Please try again in a moment.", now + 5s};
}
Refusal stopping(base::Time now) {
  return {Refused::wait, "search.stopping", "The server is restarting. Please try again in a moment.", now + 5s};
}

using Done = std::function<void(const Outsiders&)>;

}  // namespace

struct OutsideSearch::State {
  State(spotify::Client& s, db::Database& d, const base::Clock& c, Remember r, OutsideOptions o)
      : spotify(s), database(d), clock(c), remember(std::move(r)), options(o) {}

  struct Kept {
    Outsiders answer;
    base::Time until;
  };

  spotify::Client& spotify;
  db::Database& database;
  const base::Clock& clock;
  const Remember remember;
  const OutsideOptions options;

  std::mutex mutex;
  std::condition_variable work;
  std::deque<std::string> queue;
  std::unordered_map<std::string, std::vector<Done>> waiting;  // by question, put or in the queue
  std::unordered_map<std::string, Kept> kept;
  bool stopped = false;
  std::vector<std::thread> threads;

  void ask(const std::string& name, Done done) {
    std::optional<Outsiders> now;
    {
      const std::scoped_lock lock(mutex);
      const auto known = kept.find(name);
      const auto asked = waiting.find(name);
      if (stopped) now.emplace(stopping(clock.now()));
      else if (known != kept.end() && known->second.until > clock.now()) now.emplace(known->second.answer);
      else if (asked != waiting.end()) asked->second.push_back(std::move(done));
      else if (queue.size() >= options.queue) now.emplace(busy(clock.now()));
      else {
        waiting[name].push_back(std::move(done));
        queue.push_back(name);
        work.notify_one();
      }
    }
    if (now) done(*now);
  }

  void serve() {
    for (;;) {
      std::string name;
      {
        std::unique_lock lock(mutex);
        work.wait(lock, [&] { return stopped || !queue.empty(); });
        if (stopped) return;
        name = std::move(queue.front());
        queue.pop_front();
      }
      answer(name, find(name));
    }
  }

  Outsiders find(const std::string& name) {
    try {
      const auto page = spotify.search_artists(name, 0, limits::Urgency::immediate);
      if (!page) return page.error();
      std::vector<Candidate> found;
      for (const auto& artist : page->records) found.push_back(candidate_of(artist));
      // Work that is done again after a lost connection starts from the same list.
      auto stored = database.write_now([&](db::Tx& tx) {
        auto copy = found;
        remember(tx, clock.now(), copy);
        return copy;
      });
      return std::make_shared<const std::vector<Candidate>>(std::move(stored));
    } catch (const std::exception& e) {
      base::log_error("search.outside_failed", {{"error", e.what()}});
      return Refusal{Refused::transient, "search.failed", "Something went wrong here while looking on Spotify.", {}};
    }
  }

  void answer(const std::string& name, const Outsiders& outsiders) {
    std::vector<Done> tell;
    {
      const std::scoped_lock lock(mutex);
      if (outsiders) keep(name, outsiders);
      if (const auto asked = waiting.find(name); asked != waiting.end()) {
        tell = std::move(asked->second);
        waiting.erase(asked);
      }
    }
    for (const auto& done : tell) done(outsiders);
  }

  void keep(const std::string& name, const Outsiders& outsiders) {
    const auto now = clock.now();
    if (kept.size() >= options.kept) std::erase_if(kept, [&](const auto& entry) { return entry.second.until <= now; });
    if (kept.size() >= options.kept) kept.erase(std::ranges::min_element(kept, {}, [](const auto& entry) { return entry.second.until; }));
    kept.insert_or_assign(name, Kept{outsiders, now + options.good_for});
  }

  void stop() {
    std::unordered_map<std::string, std::vector<Done>> left;
    {
      const std::scoped_lock lock(mutex);
      if (std::exchange(stopped, true)) return;
      left = std::move(waiting);
      waiting.clear();
      queue.clear();
    }
    work.notify_all();
    for (const auto& [name, all] : left)
      for (const auto& done : all) done(stopping(clock.now()));
    for (auto& thread : threads) thread.join();
  }
};

OutsideSearch::OutsideSearch(spotify::Client& spotify, db::Database& database, const base::Clock& clock, Remember remember,
                             OutsideOptions options)
    : state_(std::make_shared<State>(spotify, database, clock, std::move(remember), options)) {
  for (int i = 0; i < options.threads; ++i) state_->threads.emplace_back([state = state_.get()] { state->serve(); });
}

OutsideSearch::~OutsideSearch() { stop(); }

void OutsideSearch::stop() { state_->stop(); }

bool OutsideSearch::available() const { return state_->spotify.connected(); }

base::Task<Outsiders> OutsideSearch::look(std::string name) {
  const auto state = state_;
  const std::string question = base::clean(name, 200);
  std::optional<Outsiders> answer;
  auto begin = [&](auto resume) {
    state->ask(question, [&answer, resume](const Outsiders& a) {
      answer.emplace(a);
      resume();
    });
  };
  co_await base::hop(begin);
  co_return std::move(*answer);
}

}  // namespace search
