#include "signin/attempts.hpp"

#include <algorithm>

#include "signin/signin.sql.hpp"

namespace signin {

namespace {

constexpr base::Duration forgotten = std::chrono::hours(24);

struct Count {
  std::int64_t failures = 0;
  base::Time last;
};

}  // namespace

std::optional<base::Duration> count_attempt(db::Tx& tx, base::Time now, const Limit& limit) {
  const auto seen = tx.one(sql::attempts, [](const db::Row& row) { return Count{row.i64(0), row.time(1)}; }, limit.subject);
  const std::int64_t before = seen && now - seen->last < forgotten ? seen->failures : 0;
  if (before >= limit.free) {
    const auto doublings = std::min<std::int64_t>(before - limit.free, 20);
    const auto wait = std::min<base::Duration>(limit.first_wait * (std::int64_t{1} << doublings), limit.longest_wait);
    if (now < seen->last + wait) return seen->last + wait - now;
  }
  tx.run(sql::count_attempt, limit.subject, before + 1, now);
  return std::nullopt;
}

void forget_attempts(db::Tx& tx, std::string_view subject) { tx.run(sql::forget_attempts, subject); }

}  // namespace signin
