// Digests: what is new for a member, gathered into one letter as often as they wish (MAIL-2, MAIL-4): at once (within ten minutes), or at
// eight in the morning by the site's clock, every day or on Mondays. Where nothing is new there is no letter.
//
// What is told is worked out when it is due, from what is stored, so nothing is fanned out to followers beforehand. How far a member was
// told is a row, and it moves on in the transaction that posts the letter: whoever dies or comes second in between, each thing is told
// once.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "accounts/keys.hpp"
#include "notifications/notifications.hpp"

namespace notifications {

struct Digests {
  const accounts::Keys& keys;
  std::function<std::string()> address;  // of the site, for links: "https://theset.example"
  std::string zone = "UTC";              // IANA; by its clock it is eight in the morning
  int per_minute = 48;                   // letters of one run are spread so that they leave as fast as they may
};
// The job and its schedule. Error: cron.unknown_zone.
base::Result<void> handle_digest_jobs(jobs::Runner& runner, const Digests& digests);

// Posts what is due until nothing is, or `stop` says so; answers how many letters that were.
int post_digests(db::Database& database, base::Time now, const Digests& digests, const std::function<bool()>& stop);

// For set_wishes: whoever begins to want them is told nothing of before, whoever changes their mind nothing twice.
void wish_changed(db::Tx& tx, base::Time now, accounts::UserId user, Frequency before, Frequency after);

// The first time after `after`. `zone` exists; never is asked of nobody and is taken as daily.
base::Time next_digest(Frequency frequency, std::string_view zone, base::Time after);

inline constexpr int most_in_a_letter = 40;  // shows; how many more there are is said

struct NewShow {
  std::string id;
  std::string who;    // whom of those they follow it is of: "Marrow Coast, Velvet Hours"
  std::string when;   // "Sat 12 Dec 2026, 20:00"
  std::string where;  // "Corn Exchange, Leeds"; empty: not known yet
};
// `unsubscribe`: a whole address. At least one show.
Letter new_shows_letter(const std::vector<NewShow>& shows, std::string_view site, std::string_view unsubscribe);

}  // namespace notifications
