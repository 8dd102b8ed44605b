// Cron lines that enqueue jobs. Every process may know them; the row in job_schedules decides who enqueues an occurrence.
// After an outage each runs at most once for all that was missed.
#pragma once
#include <map>
#include <string>

#include "platform/jobs/cron.hpp"
#include "platform/jobs/jobs.hpp"

namespace jobs {

class Schedules {
 public:
  base::Result<void> add(std::string name, const std::string& line, std::string zone, NewJob job);
  int fire(db::Database& database, base::Time now);  // enqueues what is due; answers how many

 private:
  void announce(db::Database& database, base::Time now);

  struct Entry {
    Cron cron;
    std::string line;
    std::string zone;
    NewJob job;
  };
  bool announced_ = false;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace jobs
