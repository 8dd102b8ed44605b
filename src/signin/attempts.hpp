// Attempts: how often somebody may try. Each key counts failures in a row; beyond the free ones every further try has to wait
// twice as long as the one before. An attempt counts before it is checked, so that many at once gain nothing.
#pragma once
#include <optional>
#include <string>

#include "platform/db/tx.hpp"

namespace signin {

struct Limit {
  std::string subject;  // "pair:17:203.0.113.0/24"
  int free;
  base::Duration first_wait = std::chrono::seconds(1);
  base::Duration longest_wait = std::chrono::minutes(15);
};
// How long to wait; nothing: go ahead, and this try is counted.
std::optional<base::Duration> count_attempt(db::Tx& tx, base::Time now, const Limit& limit);
void forget_attempts(db::Tx& tx, std::string_view subject);

}  // namespace signin
