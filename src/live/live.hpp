// All open setlists of this process, each on one event loop. A room is opened by the first who comes and forgotten a minute after the last.
// With PostgreSQL several processes serve one setlist: every second each looks for what the others committed and who is there.
// Also public: fields.hpp
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "live/room.hpp"

namespace live {

class Rooms {
 public:
  struct Needs {
    db::Database& database;
    const base::Clock& clock;
    Options options;
    std::vector<base::Executor*> homes;  // event loops; must outlive stop()
  };
  explicit Rooms(Needs needs);
  ~Rooms();

  // From any thread; `call` runs on the room's loop, with null when the program stops.
  void with(SetlistId id, std::function<void(Room*)> call);
  // The same for somebody who connects: at most so many a second, the others a little later. Null also for whom it would last longer than
  // a page waits: so that no place is kept for somebody who has gone to stand in line again.
  void admit(SetlistId id, std::function<void(Room*)> call);
  // Says goodbye to all and waits for what is being stored. The loops must be running.
  void stop();
  const Options& options() const;

 private:
  struct Shard;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace live
