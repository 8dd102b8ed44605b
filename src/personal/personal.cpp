#include "personal/personal.hpp"

#include "accounts/sessions.hpp"
#include "calendars/calendars.hpp"
#include "follows/follows.hpp"
#include "personal/export_job.hpp"
#include "personal/personal.sql.hpp"
#include "profiles/profiles.hpp"

namespace personal {

namespace {

constexpr std::string_view kind = "personal.erase_due";

std::vector<UserId> due(db::Tx& tx, base::Time now) {
  return tx.all(sql::due, [](const db::Row& row) { return row.id<UserId>(0); }, now);
}

}  // namespace

base::Time ask_deletion(db::Tx& tx, base::Time now, UserId user) {
  tx.run(sql::ask, now + to_think_again, now, user);
  return deletion_due(tx, user).value_or(now + to_think_again);
}

bool take_back(db::Tx& tx, base::Time now, UserId user) { return tx.run(sql::take_back, now, user) > 0; }

std::optional<base::Time> deletion_due(db::Tx& tx, UserId user) {
  return tx.one(sql::due_at, [](const db::Row& row) { return row.time(0); }, user);
}

void erase(db::Tx& tx, base::Time now, UserId user) {
  follows::forget(tx, user);
  profiles::forget(tx, user);
  for (const auto& statement :
       {sql::erase_attempts, sql::erase_mail, sql::erase_suppression, sql::erase_links, sql::erase_consents, sql::erase_tokens,
        sql::erase_events, sql::erase_visits, sql::erase_wishes, sql::erase_digests, sql::erase_presence})
    tx.run(statement, user);
  accounts::end_sessions(tx, user, {});  // after the consents, which are known by their sessions
  calendars::shut(tx, user);
  forget_export(tx, user);
  tx.run(sql::erase_user, former_member, now, user);
}

int erase_due(db::Database& database, base::Time now) {
  int erased = 0;
  for (const auto user : database.read_now([&](db::Tx& tx) { return due(tx, now); }))
    erased += database.write_now([&](db::Tx& tx) {
      if (!tx.one(sql::is_due, [](const db::Row&) { return true; }, user, now)) return 0;
      erase(tx, now, user);
      return 1;
    });
  return erased;
}

void handle_jobs(jobs::Runner& runner, SiteAddress address) {
  handle_export_jobs(runner, std::move(address));
  runner.handle(std::string(kind), [](jobs::Context& job) -> jobs::Outcome {
    while (!job.stop_requested())
      if (erase_due(job.database, job.clock.now()) == 0) break;
    return jobs::Done{};
  });
  runner.schedule(std::string(kind), "41 * * * *", "UTC", {.kind = std::string(kind), .payload = {}, .queue = jobs::Queue::low}).value();
}

}  // namespace personal
