#include "platform/jobs/detail/schedules.hpp"

#include "platform/jobs/jobs.sql.hpp"

namespace jobs {

base::Result<void> Schedules::add(std::string name, const std::string& line, std::string zone, NewJob job) {
  const auto cron = Cron::parse(line);
  if (!cron) return cron.error();
  if (auto known = find_zone(zone); !known) return known.error();
  // A run that takes longer than its period must not pile up.
  if (!job.unique_key) job.unique_key = "schedule:" + name;
  entries_.insert_or_assign(std::move(name), Entry{*cron, line, std::move(zone), std::move(job)});
  return {};
}

void Schedules::announce(db::Database& database, base::Time now) {
  if (announced_) return;
  database.write_now([&](db::Tx& tx) {
    for (const auto& [name, entry] : entries_)
      tx.run(sql::schedule, name, entry.line, entry.zone, entry.cron.next_after(now, *find_zone(entry.zone).value()));
  });
  announced_ = true;
}

int Schedules::fire(db::Database& database, base::Time now) {
  if (entries_.empty()) return 0;
  announce(database, now);
  struct Due {
    std::string name;
    base::Time at;
  };
  const auto read = [](const db::Row& r) { return Due{r.str(0), r.time(1)}; };
  int fired = 0;
  for (const Due& due : database.read_now([&](db::Tx& tx) { return tx.all(sql::due_schedules, read, now); })) {
    const auto found = entries_.find(due.name);
    if (found == entries_.end()) continue;
    const Entry& entry = found->second;
    const base::Time next = entry.cron.next_after(now, *find_zone(entry.zone).value());
    fired += database.write_now([&](db::Tx& tx) {
      if (tx.run(sql::fire, next, now, due.name, due.at) == 0) return 0;
      return enqueue(tx, now, entry.job).existing ? 0 : 1;
    });
  }
  return fired;
}

}  // namespace jobs
