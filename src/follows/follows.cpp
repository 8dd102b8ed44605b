#include "follows/follows.hpp"

#include <algorithm>

#include "follows/follows.sql.hpp"

namespace follows {

namespace {

// Locks of several artists are always taken in one order.
std::vector<Followed> in_order(db::Tx& tx, UserId user) {
  auto list = of(tx, user);
  std::ranges::sort(list, {}, &Followed::artist);
  return list;
}

}  // namespace

bool follow(db::Tx& tx, base::Time now, UserId user, ArtistId artist) {
  if (tx.run(sql::follow, user, artist, now) == 0) return false;
  tx.run(sql::count, artist, 1);
  return true;
}

bool unfollow(db::Tx& tx, UserId user, ArtistId artist) {
  if (tx.run(sql::unfollow, user, artist) == 0) return false;
  tx.run(sql::count, artist, -1);
  return true;
}

bool is_following(db::Tx& tx, UserId user, ArtistId artist) {
  return tx.one(sql::is_following, [](const db::Row&) { return true; }, user, artist).value_or(false);
}

std::int64_t followers(db::Tx& tx, ArtistId artist) {
  return tx.one(sql::followers, [](const db::Row& row) { return row.i64(0); }, artist).value_or(0);
}

std::vector<Followed> of(db::Tx& tx, UserId user) {
  return tx.all(sql::of, [](const db::Row& row) { return Followed{row.id<ArtistId>(0), row.time(1)}; }, user);
}

void adopt(db::Tx& tx, UserId guest, UserId user) {
  for (const auto& [artist, since] : in_order(tx, guest)) {
    unfollow(tx, guest, artist);
    follow(tx, since, user, artist);
  }
}

void forget(db::Tx& tx, UserId user) {
  for (const auto& followed : in_order(tx, user)) unfollow(tx, user, followed.artist);
}

}  // namespace follows
