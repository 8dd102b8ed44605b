#include "platform/jobs/detail/settle.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "platform/base/log.hpp"
#include "platform/base/random.hpp"
#include "platform/base/text.hpp"
#include "platform/jobs/jobs.sql.hpp"

namespace jobs {
namespace {

// A handler that snoozes until "now" must not spin.
constexpr base::Duration shortest_snooze{10};
constexpr std::size_t longest_message = 1000;

std::string id_list(const std::vector<std::int64_t>& ids) {
  std::string list = "[";
  for (auto id : ids) list += (list.size() > 1 ? "," : "") + std::to_string(id);
  return list + "]";
}

}  // namespace

base::Duration backoff(int attempt, double spread) {
  const double seconds = std::min(15 + std::exp2(std::clamp(attempt, 0, 30)), 3600.0);
  return base::Duration{std::llround(seconds * 1000 * (0.8 + 0.4 * spread))};
}

void tell_owner(const Kinds& kinds, db::Tx& tx, std::string_view kind, std::string_view payload, const std::string& code,
                const std::string& message) {
  const auto found = kinds.find(kind);
  if (found != kinds.end() && found->second.on_dead) found->second.on_dead(tx, boost::json::parse(payload), code, message);
}

Figures Settler::settle(db::Tx& tx, const std::vector<Ended>& all) {
  Figures figures;
  std::map<WorkerId, std::vector<std::int64_t>> done;
  for (const Ended& end : all) {
    if (std::holds_alternative<Done>(end.outcome)) {
      done[end.job.worker].push_back(end.job.id.value);
      figures.add(end.job.queue, now_, {.done = 1, .wait = end.started - end.job.due, .run = end.ended - end.started});
    } else {
      settle_one(tx, end, figures);
    }
  }
  for (const auto& [worker, ids] : done) tx.run(sql::finish, now_, worker, id_list(ids));
  return figures;
}

void Settler::settle_one(db::Tx& tx, const Ended& end, Figures& figures) {
  bool settled = false;
  if (const auto* snooze = std::get_if<Snooze>(&end.outcome))
    settled = put_back(tx, end, std::max(snooze->until, now_ + shortest_snooze), snooze->reason);
  else if (const auto* retry = std::get_if<Retry>(&end.outcome)) settled = fail(tx, end, *retry, figures);
  else if (const auto* dead = std::get_if<Dead>(&end.outcome)) settled = bury(tx, end, *dead, figures);
  else settled = put_back(tx, end, end.job.due, "");
  if (!settled) cancel(tx, end);
}

bool Settler::put_back(db::Tx& tx, const Ended& end, base::Time until, const std::string& note) {
  const std::optional<std::string> shown = note.empty() ? std::nullopt : std::optional(base::clean(note, longest_message));
  return tx.run(sql::put_back, until, shown, end.job.id, end.job.worker) > 0;
}

bool Settler::fail(db::Tx& tx, const Ended& end, const Retry& retry, Figures& figures) {
  const double spread = base::random_below(1001) / 1000.0;
  const base::Time next = retry.not_before.value_or(now_ + backoff(end.job.attempt, spread));
  struct After {
    bool dead;
    int attempt;
  };
  const auto read = [](const db::Row& r) { return After{r.text(0) == "dead", static_cast<int>(r.i64(1))}; };
  const auto after = tx.one(sql::fail, read, now_, next, end.job.id, end.job.worker);
  if (!after) return false;
  record_error(tx, end.job.id, after->attempt, retry.code, retry.message);
  figures.add(end.job.queue, now_, {.failed = 1, .dead = after->dead, .wait = end.started - end.job.due, .run = end.ended - end.started});
  if (after->dead) tell_owner(kinds_, tx, end.job.kind, end.job.payload, retry.code, retry.message);
  return true;
}

bool Settler::bury(db::Tx& tx, const Ended& end, const Dead& dead, Figures& figures) {
  const auto attempt = tx.one(sql::bury, [](const db::Row& r) { return static_cast<int>(r.i64(0)); }, now_, end.job.id, end.job.worker);
  if (!attempt) return false;
  record_error(tx, end.job.id, *attempt, dead.code, dead.message);
  figures.add(end.job.queue, now_, {.failed = 1, .dead = 1, .wait = end.started - end.job.due, .run = end.ended - end.started});
  tell_owner(kinds_, tx, end.job.kind, end.job.payload, dead.code, dead.message);
  return true;
}

void Settler::cancel(db::Tx& tx, const Ended& end) {
  if (tx.run(sql::end_cancelled, now_, end.job.id, end.job.worker) > 0)
    tell_owner(kinds_, tx, end.job.kind, end.job.payload, "jobs.cancelled", "The job was cancelled by an operator.");
  else base::log_warn("jobs.outcome_dropped", {{"job", end.job.id}, {"kind", end.job.kind}});
}

void Settler::record_error(db::Tx& tx, JobId id, int attempt, const std::string& code, const std::string& message) {
  tx.run(sql::record_error, base::next_id(), id, attempt, now_, base::clean(code, 100), base::clean(message, longest_message));
}

}  // namespace jobs
