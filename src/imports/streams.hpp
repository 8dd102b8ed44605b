// Who watches which import (IMP-5): Server-Sent Events and WebSockets fed from the stored events, in order and without gaps, so
// that a stream that comes back with the last id it saw misses nothing, on whichever server it arrives.
// The bus only wakes; a look every second stands behind it for changes made by other processes.
#pragma once
#include <functional>
#include <memory>

#include "imports/imports.hpp"
#include "platform/base/executor.hpp"
#include "platform/bus/bus.hpp"
#include "platform/db/db.hpp"

namespace imports {

// Where the events of one watcher go.
struct Sink {
  std::function<bool(std::int64_t sequence, const std::string& data)> send;  // false: the reader is gone
  std::function<void()> close;
};

class ProgressStreams {
 public:
  // The loop must outlive the last pump: stop() before the server is destroyed.
  ProgressStreams(db::Database& database, bus::Bus& bus, base::Executor& loop);
  ~ProgressStreams();
  void watch(artists::ArtistId artist, std::int64_t last_seen, Sink sink);  // from any thread
  std::size_t watchers() const;
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::unique_ptr<bus::Bus::Subscription> subscription_;
};

}  // namespace imports
