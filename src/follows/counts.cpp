#include "follows/counts.hpp"

#include <map>
#include <mutex>

#include "follows/follows.sql.hpp"
#include "platform/base/log.hpp"
#include "platform/db/lists.hpp"

namespace follows {

namespace {

struct Watcher {
  std::int64_t key = 0;
  std::int64_t told = -1;
  Counts::Sink sink;
};

}  // namespace

struct Counts::State : std::enable_shared_from_this<State> {
  State(db::Database& d, base::Executor& l) : database(d), loop(l) {}

  db::Database& database;
  base::Executor& loop;
  mutable std::mutex mutex;
  std::multimap<ArtistId, Watcher> watchers;
  std::int64_t last_key = 0;
  bool looking = false;  // a look is under way or due
  bool stopped = false;

  // One look after the other while somebody watches.
  void look_after(base::Duration delay) {
    loop.after(delay, [self = shared_from_this()] {
      base::start(look(self), [self](std::exception_ptr failure) {
        if (failure) base::log_warn("follows.look_failed");
        {
          const std::scoped_lock lock(self->mutex);
          self->looking = !self->stopped && !self->watchers.empty();
          if (!self->looking) return;
        }
        self->look_after(look_every);
      });
    });
  }

  std::string watched() const {
    const std::scoped_lock lock(mutex);
    std::vector<ArtistId> ids;
    for (auto at = watchers.begin(); at != watchers.end(); at = watchers.upper_bound(at->first)) ids.push_back(at->first);
    return db::json_list(ids);
  }

  static base::Task<void> look(std::shared_ptr<State> self) {
    const auto ids = self->watched();
    auto read = [&ids](db::Tx& tx) {
      std::map<ArtistId, std::int64_t> found;
      tx.each(sql::followers_of_all, [&](const db::Row& row) { found[row.id<ArtistId>(0)] = row.i64(1); }, ids);
      return found;
    };
    const auto found = co_await self->database.read(read);
    self->tell(found);
  }

  void tell(const std::map<ArtistId, std::int64_t>& found) {
    const std::scoped_lock lock(mutex);
    for (auto at = watchers.begin(); at != watchers.end();) {
      auto& watcher = at->second;
      const auto known = found.find(at->first);
      const auto followers = known == found.end() ? 0 : known->second;
      const bool here = std::exchange(watcher.told, followers) == followers || watcher.sink.send(followers);
      at = here ? std::next(at) : watchers.erase(at);
    }
  }
};

Counts::Counts(db::Database& database, base::Executor& loop) : state_(std::make_shared<State>(database, loop)) {}
Counts::~Counts() { stop(); }

std::function<void()> Counts::watch(ArtistId artist, Sink sink) {
  std::int64_t key = 0;
  bool first = false;
  {
    const std::scoped_lock lock(state_->mutex);
    if (state_->stopped) {
      sink.close();
      return [] {};
    }
    key = ++state_->last_key;
    state_->watchers.emplace(artist, Watcher{.key = key, .sink = std::move(sink)});
    first = !std::exchange(state_->looking, true);
  }
  if (first) state_->look_after({});
  return [weak = std::weak_ptr(state_), artist, key] {
    const auto state = weak.lock();
    if (!state) return;
    const std::scoped_lock lock(state->mutex);
    std::erase_if(state->watchers, [&](const auto& entry) { return entry.first == artist && entry.second.key == key; });
  };
}

std::size_t Counts::watchers() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->watchers.size();
}

void Counts::stop() {
  const std::scoped_lock lock(state_->mutex);
  state_->stopped = true;
  for (auto& [artist, watcher] : state_->watchers) watcher.sink.close();
  state_->watchers.clear();
}

}  // namespace follows
