#include "platform/jobs/detail/claim.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "platform/jobs/jobs.sql.hpp"

namespace jobs {

Heads look(db::Tx& tx, const std::string& kinds) {
  Heads heads;
  tx.each(sql::look, [&](const db::Row& row) { heads.at(static_cast<std::size_t>(row.i64(0))) = row.maybe_time(1); }, kinds);
  return heads;
}

std::vector<Claimed> claim_from(db::Tx& tx, base::Time now, const std::string& kinds, WorkerId worker, const Pick& pick) {
  const auto read = [&](const db::Row& row) {
    return Claimed{.id = row.id<JobId>(0),
                   .kind = row.str(1),
                   .payload = row.str(2),
                   .queue = pick.queue,
                   .attempt = static_cast<int>(row.i64(3)),
                   .max_attempts = static_cast<int>(row.i64(4)),
                   .due = row.time(5),
                   .aged = pick.aged,
                   .cancel_requested = row.flag(6),
                   .worker = worker};
  };
  auto some = tx.all(sql::claim, read, static_cast<int>(pick.queue), now, kinds, pick.most, worker);
  // `returning` keeps no order.
  std::ranges::sort(some, [](const Claimed& a, const Claimed& b) { return std::tie(a.due, a.id) < std::tie(b.due, b.id); });
  return some;
}

Claims claim(db::Tx& tx, base::Time now, const std::string& kinds, WorkerId worker, const Turns& turns, Room room) {
  Claims claims{look(tx, kinds), {}};
  for (const Pick& pick : turns.next(claims.heads, now, room)) {
    const int most = std::min({pick.most, room.all, pick.queue == Queue::high ? room.all : room.others});
    if (most <= 0) continue;
    auto some = claim_from(tx, now, kinds, worker, {pick.queue, most, pick.aged});
    room.all -= static_cast<int>(some.size());
    if (pick.queue != Queue::high) room.others -= static_cast<int>(some.size());
    std::ranges::move(some, std::back_inserter(claims.jobs));
  }
  return claims;
}

}  // namespace jobs
