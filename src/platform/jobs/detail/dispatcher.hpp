// The dispatcher: the one thread of a runner that writes outcomes down, claims what is due and looks after the rest: rescue,
// schedules, cancellations, figures.
#pragma once
#include <chrono>

#include "platform/jobs/detail/process.hpp"

namespace jobs {

class Dispatcher {
 public:
  explicit Dispatcher(Process& process) : process_(process) {}

  void run();     // until finish()
  void finish();  // once the handlers have returned: settles and puts back what is left
  int run_due();  // on this thread, one job at a time

 private:
  using Steady = std::chrono::steady_clock;

  void step();
  void take_ended();
  void chores();
  void check_held();
  void write_figures();
  Room room() const;
  bool anything_due();
  void look_later(const Heads& heads, base::Time now);
  void round();
  void settle_apart();
  void last_round();

  Process& process_;
  Turns turns_;
  Figures figures_;
  std::vector<Ended> unsettled_;
  Steady::time_point chores_at_{};
  Steady::time_point look_at_{};  // no job is due before then, unless somebody tells
  std::atomic<bool> finishing_ = false;
};

}  // namespace jobs
