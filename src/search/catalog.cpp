#include "search/catalog.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/base/log.hpp"

namespace search {

using namespace std::chrono_literals;

namespace {

constexpr int first_names = 1'000;  // a few milliseconds
constexpr int page = 5'000;
constexpr base::Duration look_every = 1s;
constexpr base::Duration try_again_after = 2s;  // when the database was lost while names were read
// How far back each look reaches: a change carries the time its transaction began, on the clock of its server.
constexpr base::Duration overlap = 15s;

}  // namespace

struct Catalog::State : std::enable_shared_from_this<State> {
  State(db::Database& d, const base::Clock& c, base::Executor& l) : database(d), clock(c), loop(l), looked_at(c.now()) {}

  db::Database& database;
  const base::Clock& clock;
  base::Executor& loop;
  NameIndex index;
  base::Time looked_at;  // on the loop only
  bool failed = false;   // the last look; on the loop only
  std::atomic<bool> stopped = false;
  std::atomic<bool> complete = false;
  std::thread loader;
  std::mutex mutex;
  std::condition_variable stopping;
  bool looking = false;  // one look at a time …
  bool again = false;    // … and one more when something changed meanwhile

  // Answers where to go on, or nothing at the end.
  std::optional<artists::ArtistId> load(artists::ArtistId after, int limit) {
    const auto names = database.read_now([&](db::Tx& tx) { return artists::all_names(tx, after, limit); });
    for (const auto& name : names) index.put(name);
    return names.size() < static_cast<std::size_t>(limit) ? std::nullopt : std::optional(names.back().id);
  }

  void load_rest(artists::ArtistId after) {
    std::optional next = after;
    while (next && !stopped) {
      try {
        next = load(*next, page);
      } catch (const std::exception& e) {
        base::log_warn("search.load_failed", {{"names", index.size()}, {"error", e.what()}});
        std::unique_lock lock(mutex);
        stopping.wait_for(lock, try_again_after, [this] { return stopped.load(); });
      }
    }
    complete = !next;
    base::log_info("search.loaded", {{"names", index.size()}});
  }

  void wake() {
    const std::scoped_lock lock(mutex);
    if (stopped) return;
    if (std::exchange(looking, true)) {
      again = true;
      return;
    }
    loop.post([self = shared_from_this()] { base::start(look(self), [self](std::exception_ptr failure) { self->looked(failure); }); });
  }

  void looked(std::exception_ptr failure) {
    if (failure && !failed) base::log_warn("search.look_failed");  // once, not every second of an outage
    failed = failure != nullptr;
    bool more = false;
    {
      const std::scoped_lock lock(mutex);
      looking = false;
      more = std::exchange(again, false);
    }
    if (more) wake();
  }

  static base::Task<void> look(std::shared_ptr<State> self) {
    const base::Time begun = self->clock.now();
    base::Time since = self->looked_at - overlap;
    int limit = page;
    for (bool more = true; more && !self->stopped;) {
      auto changed = [since, limit](db::Tx& tx) { return artists::names_changed_since(tx, since, limit); };
      const auto names = co_await self->database.read(changed);
      for (const auto& name : names) self->index.put(name);
      more = names.size() >= static_cast<std::size_t>(limit);
      if (!more) break;
      if (names.back().updated_at == since) limit *= 2;  // more changed in one millisecond than fit a page
      since = names.back().updated_at;
    }
    self->looked_at = begun;
  }

  void look_again() {
    loop.after(look_every, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self || self->stopped) return;
      self->wake();
      self->look_again();
    });
  }
};

Catalog::Catalog(db::Database& database, bus::Bus& bus, const base::Clock& clock, base::Executor& loop, std::string wake)
    : state_(std::make_shared<State>(database, clock, loop)) {
  const auto rest = state_->load(artists::ArtistId{}, first_names);
  if (rest) state_->loader = std::thread([state = state_.get(), after = *rest] { state->load_rest(after); });
  else state_->complete = true;
  subscription_ = bus.subscribe(std::move(wake), [state = state_](std::string_view, std::string_view) { state->wake(); });
  state_->look_again();
}

Catalog::~Catalog() { stop(); }

void Catalog::stop() {
  subscription_.reset();
  {
    const std::scoped_lock lock(state_->mutex);
    state_->stopped = true;
  }
  state_->stopping.notify_all();
  if (state_->loader.joinable()) state_->loader.join();
}

const NameIndex& Catalog::names() const { return state_->index; }
bool Catalog::complete() const { return state_->complete; }

}  // namespace search
