// Figures: how many jobs ended and how long they waited and ran, by minute and queue. Collected in memory, written with the
// heartbeat; operators read them through operate.hpp.
#pragma once
#include <cstdint>
#include <map>
#include <utility>

#include "platform/jobs/detail/claim.hpp"

namespace jobs {

struct Figure {
  int done = 0;
  int failed = 0;  // attempts
  int dead = 0;
  base::Duration wait{0};  // due -> begun
  base::Duration run{0};
  base::Duration longest_wait{0};
  base::Duration longest_run{0};
};

class Figures {
 public:
  void add(Queue queue, base::Time at, Figure one);
  void add(const Figures& more);
  bool empty() const { return by_minute_.empty(); }
  void write(db::Tx& tx, WorkerId worker) const;

 private:
  void add(std::pair<std::int64_t, Queue> place, const Figure& more);
  std::map<std::pair<std::int64_t, Queue>, Figure> by_minute_;
};

}  // namespace jobs
