#include "platform/jobs/detail/figures.hpp"

#include <algorithm>

#include "platform/jobs/jobs.sql.hpp"

namespace jobs {

void Figures::add(Queue queue, base::Time at, Figure one) {
  one.wait = one.longest_wait = std::max(one.wait, base::Duration{0});
  one.run = one.longest_run = std::max(one.run, base::Duration{0});
  add({std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count(), queue}, one);
}

void Figures::add(const Figures& more) {
  for (const auto& [place, figure] : more.by_minute_) add(place, figure);
}

void Figures::add(std::pair<std::int64_t, Queue> place, const Figure& more) {
  Figure& sum = by_minute_[place];
  sum.done += more.done;
  sum.failed += more.failed;
  sum.dead += more.dead;
  sum.wait += more.wait;
  sum.run += more.run;
  sum.longest_wait = std::max(sum.longest_wait, more.longest_wait);
  sum.longest_run = std::max(sum.longest_run, more.longest_run);
}

void Figures::write(db::Tx& tx, WorkerId worker) const {
  for (const auto& [place, f] : by_minute_)
    tx.run(sql::add_figures, place.first, static_cast<int>(place.second), worker, f.done, f.failed, f.dead, f.wait.count(),
           f.longest_wait.count(), f.run.count(), f.longest_run.count());
}

}  // namespace jobs
