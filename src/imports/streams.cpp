#include "imports/streams.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "imports/progress.hpp"
#include "platform/base/log.hpp"

namespace imports {

namespace {
constexpr base::Duration look_every = std::chrono::seconds(1);

struct Watcher {
  std::int64_t seen;
  Sink sink;
};

struct Room {
  std::vector<Watcher> watchers;
  bool pumping = false;  // one read at a time for an artist …
  bool again = false;    // … and one more when something changed meanwhile
};

struct Fresh {
  std::vector<Event> events;
  bool finished = false;
};
}  // namespace

struct ProgressStreams::State : std::enable_shared_from_this<State> {
  State(db::Database& d, base::Executor& l) : database(d), loop(l) {}

  db::Database& database;
  base::Executor& loop;
  mutable std::mutex mutex;
  std::map<artists::ArtistId, Room> rooms;
  bool stopped = false;

  void wake(artists::ArtistId artist) {
    const std::scoped_lock lock(mutex);
    const auto room = rooms.find(artist);
    if (stopped || room == rooms.end()) return;
    if (std::exchange(room->second.pumping, true)) {
      room->second.again = true;
      return;
    }
    loop.post([self = shared_from_this(), artist] {
      base::start(pump(self, artist), [self, artist](std::exception_ptr failure) {
        if (failure) base::log_warn("imports.stream_read_failed", {{"artist_id", artist}});
        self->pumped(artist);
      });
    });
  }

  void pumped(artists::ArtistId artist) {
    bool again = false;
    {
      const std::scoped_lock lock(mutex);
      const auto room = rooms.find(artist);
      if (room == rooms.end()) return;
      room->second.pumping = false;
      again = std::exchange(room->second.again, false);
      if (room->second.watchers.empty()) rooms.erase(room);
    }
    if (again) wake(artist);
  }

  static base::Task<void> pump(std::shared_ptr<State> self, artists::ArtistId artist) {
    std::int64_t oldest = INT64_MAX;
    {
      const std::scoped_lock lock(self->mutex);
      for (const auto& w : self->rooms[artist].watchers) oldest = std::min(oldest, w.seen);
    }
    if (oldest == INT64_MAX) co_return;
    auto look = [artist, oldest](db::Tx& tx) {
      const auto progress = progress_of(tx, artist);
      return Fresh{events_after(tx, artist, oldest), !progress || progress->finished()};
    };
    const Fresh fresh = co_await self->database.read(look);
    self->deliver(artist, fresh);
  }

  void deliver(artists::ArtistId artist, const Fresh& fresh) {
    const std::scoped_lock lock(mutex);
    auto& watchers = rooms[artist].watchers;
    std::erase_if(watchers, [&](Watcher& w) {
      for (const auto& event : fresh.events) {
        if (event.sequence <= w.seen) continue;
        if (!w.sink.send(event.sequence, event.data)) return true;
        w.seen = event.sequence;
      }
      if (fresh.finished) w.sink.close();
      return fresh.finished;
    });
  }

  void look_again() {
    loop.after(look_every, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      std::vector<artists::ArtistId> watched;
      {
        const std::scoped_lock lock(self->mutex);
        if (self->stopped) return;
        for (const auto& [artist, room] : self->rooms) watched.push_back(artist);
      }
      for (const auto artist : watched) self->wake(artist);
      self->look_again();
    });
  }
};

ProgressStreams::ProgressStreams(db::Database& database, bus::Bus& bus, base::Executor& loop)
    : state_(std::make_shared<State>(database, loop)) {
  subscription_ = bus.subscribe(std::string(changed_topic), [state = state_](std::string_view, std::string_view message) {
    if (const auto artist = artists::ArtistId::parse(message)) state->wake(*artist);
  });
  state_->look_again();
}

ProgressStreams::~ProgressStreams() { stop(); }

void ProgressStreams::watch(artists::ArtistId artist, std::int64_t last_seen, Sink sink) {
  {
    const std::scoped_lock lock(state_->mutex);
    if (state_->stopped) return sink.close();
    state_->rooms[artist].watchers.push_back({last_seen, std::move(sink)});
  }
  state_->wake(artist);
}

std::size_t ProgressStreams::watchers() const {
  const std::scoped_lock lock(state_->mutex);
  std::size_t n = 0;
  for (const auto& [artist, room] : state_->rooms) n += room.watchers.size();
  return n;
}

void ProgressStreams::stop() {
  subscription_.reset();
  const std::scoped_lock lock(state_->mutex);
  state_->stopped = true;
  for (auto& [artist, room] : state_->rooms)
    for (auto& w : room.watchers) w.sink.close();
  state_->rooms.clear();
}

}  // namespace imports
