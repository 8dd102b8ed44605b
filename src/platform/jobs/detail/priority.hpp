// Who goes first. High before medium before low, each queue by due time, but:
//   - every fourth job that is claimed is the one that has waited longest beyond its queue's patience (medium 1 minute, low
//     5 minutes), if there is one: so a quarter of the work is always for those that wait, and nothing starves;
//   - that holds only outside the slots reserved for high: so an urgent job never waits behind a backlog.
// Pure: no database, no clock.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "platform/jobs/jobs.hpp"

namespace jobs {

inline constexpr int queue_count = 3;

// When the first job of each queue that may be claimed is due; nothing for an empty or a paused queue.
using Heads = std::array<std::optional<base::Time>, queue_count>;

// How many jobs may be claimed now: in all, and how many of these from medium and low.
struct Room {
  int all = 0;
  int others = 0;
};

struct Pick {
  Queue queue;
  int most;
  bool aged = false;
};

// What to claim, in this order, until the room is taken.
class Turns {
 public:
  std::vector<Pick> next(const Heads& heads, base::Time now, Room room) const;
  void took(int jobs, Room room);

 private:
  unsigned turn_ = 0;
};

}  // namespace jobs
