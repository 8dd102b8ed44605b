#include "notifications/digests.hpp"

#include "frame/words.hpp"
#include "notifications/digests.sql.hpp"
#include "notifications/unsubscribing.hpp"
#include "platform/jobs/cron.hpp"

namespace notifications {

namespace {

namespace sql = ::digests::sql;
using accounts::UserId;
using namespace std::chrono_literals;

constexpr std::string_view kind = "notifications.digests";
constexpr auto topic = Topic::new_shows;
constexpr base::Duration at_once = 10min;
// A transaction that is not through yet may carry a time of a moment ago: the last minutes are for the next digest.
constexpr base::Duration settled = 2min;
constexpr int at_a_time = 100;

struct Standing {
  base::Time told_until, due;
  std::string email;  // empty: they cannot get mail now
};
std::optional<Standing> standing_of(db::Tx& tx, UserId user) {
  return tx.one(sql::one, [](const db::Row& row) { return Standing{row.time(0), row.time(1), row.maybe_str(2).value_or("")}; }, user);
}

std::string joined(std::string_view a, std::string_view b) {
  return std::string(a) + (a.empty() || b.empty() ? "" : ", ") + std::string(b);
}

std::vector<NewShow> new_shows(db::Tx& tx, UserId user, base::Time after, base::Time until) {
  std::vector<NewShow> shows;
  tx.each(
      sql::new_shows,
      [&](const db::Row& row) {
        if (!shows.empty() && shows.back().id == row.str(0)) {
          shows.back().who = joined(shows.back().who, row.str(1));
          return;
        }
        const auto date = row.maybe_str(2);
        shows.push_back({.id = row.str(0),
                         .who = row.str(1),
                         .when = date ? joined(frame::long_date(*date), row.maybe_str(3).value_or("")) : "date to be announced",
                         .where = joined(row.maybe_str(4).value_or(""), row.maybe_str(5).value_or(""))});
      },
      user, until, after);
  return shows;
}

struct Due {
  Standing standing;
  Frequency frequency = Frequency::never;
  base::Time until;
  std::vector<NewShow> shows;
};

std::optional<Due> look(db::Tx& tx, base::Time now, UserId user) {
  const auto standing = standing_of(tx, user);
  if (!standing || standing->due > now) return std::nullopt;
  Due due{*standing, wishes_of(tx, user).of(topic), standing->told_until, {}};
  const bool fresh = standing->due == base::Time{};  // only its next time is to be worked out
  if (fresh || due.frequency == Frequency::never) return due;
  due.until = std::max(standing->told_until, now - settled);
  if (!standing->email.empty()) due.shows = new_shows(tx, user, standing->told_until, due.until);
  return due;
}

// The letter and how far they were told commit together. True: there is a letter, the `nth` of this run.
bool settle(db::Tx& tx, base::Time now, UserId user, const Due& due, const Digests& digests, int nth) {
  if (due.frequency == Frequency::never) return tx.run(sql::stop, user), false;
  const auto next = next_digest(due.frequency, digests.zone, now);
  if (tx.run(sql::move_on, due.until, next, user, due.standing.told_until, due.standing.due) == 0 || due.shows.empty()) return false;
  const auto site = digests.address();
  const auto letter = new_shows_letter(due.shows, site, site + unsubscribe_path(digests.keys, user, topic));
  // Its job is first looked at when there is room for it, not again and again until there is.
  const auto not_before = now + nth / digests.per_minute * base::Duration(1min);
  return post(tx, now, user, due.standing.email, topic, "new_shows", letter, not_before).has_value();
}

void begin_newcomers(db::Database& database) {
  const auto user = [](const db::Row& row) { return row.id<UserId>(0); };
  for (;;) {
    const auto found = database.read_now([&](db::Tx& tx) { return tx.all(sql::newcomers, user, to_string(topic), at_a_time); });
    if (found.empty()) return;
    database.write_now([&](db::Tx& tx) {
      for (const auto id : found) tx.run(sql::begin, id);
    });
  }
}

}  // namespace

base::Time next_digest(Frequency frequency, std::string_view zone, base::Time after) {
  static const auto daily = jobs::Cron::parse("0 8 * * *").value(), weekly = jobs::Cron::parse("0 8 * * Mon").value();
  if (frequency == Frequency::immediate) return after + at_once;
  return (frequency == Frequency::weekly ? weekly : daily).next_after(after, *jobs::find_zone(zone).value());
}

Letter new_shows_letter(const std::vector<NewShow>& shows, std::string_view site, std::string_view unsubscribe) {
  const auto& first = shows.front();
  const bool one = shows.size() == 1;
  Words words{
      .subject = one ? "New show: " + first.who + ", " + first.when : std::to_string(shows.size()) + " new shows of artists you follow",
      .lead = one ? "An artist you follow has a new show:" : "Artists you follow have new shows:",
      .action = "All shows of artists you follow",
      .link = std::string(site) + "/following",
      .foot = "How often you get this is for you to choose in the settings of your account.",
      .lines = {},
      .unsubscribe = std::string(unsubscribe)};
  for (const auto& show : shows) {
    if (words.lines.size() == most_in_a_letter) {
      words.lines.push_back({"And " + std::to_string(shows.size() - most_in_a_letter) + " more.", {}, {}});
      break;
    }
    words.lines.push_back({show.who, joined(show.when, show.where), std::string(site) + "/shows/" + show.id});
  }
  return write(words);
}

int post_digests(db::Database& database, base::Time now, const Digests& digests, const std::function<bool()>& stop) {
  begin_newcomers(database);
  int letters = 0;
  for (;;) {
    const auto due = database.read_now(
        [&](db::Tx& tx) { return tx.all(sql::due, [](const db::Row& row) { return row.id<UserId>(0); }, now, at_a_time); });
    for (const auto user : due) {
      if (stop()) return letters;
      // Read apart, so that a database with one writer is held up by the short part alone.
      const auto found = database.read_now([&](db::Tx& tx) { return look(tx, now, user); });
      if (found) letters += database.write_now([&](db::Tx& tx) { return settle(tx, now, user, *found, digests, letters) ? 1 : 0; });
    }
    if (due.size() < at_a_time) return letters;
  }
}

void wish_changed(db::Tx& tx, base::Time now, UserId user, Frequency before, Frequency after) {
  if (before == after) return;
  if (after == Frequency::never) tx.run(sql::stop, user);
  else if (before == Frequency::never) tx.run(sql::start, user, now);
  else tx.run(sql::again, user);
}

base::Result<void> handle_digest_jobs(jobs::Runner& runner, const Digests& digests) {
  if (const auto zone = jobs::find_zone(digests.zone); !zone) return zone.error();
  runner.handle(std::string(kind), [digests](jobs::Context& job) -> jobs::Outcome {
    post_digests(job.database, job.clock.now(), digests, job.stop_requested);
    if (job.stop_requested()) return jobs::Snooze{job.clock.now(), "stopping"};
    return jobs::Done{};
  });
  return runner.schedule(std::string(kind), "*/10 * * * *", "UTC", {.kind = std::string(kind), .payload = {}, .queue = jobs::Queue::low});
}

}  // namespace notifications
