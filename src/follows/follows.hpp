// Follows: who follows which artist, and how many do (ART-2). Guests of a device follow like members; signing in moves what they follow to
// the account. An artist's number changes in the transaction of the follow that changes it, so it is exact at any moment.
// Also public: counts.hpp
#pragma once
#include <vector>

#include "accounts/accounts.hpp"
#include "artists/artists.hpp"
#include "platform/db/tx.hpp"

namespace follows {

using accounts::UserId;
using artists::ArtistId;

// Both are safe to repeat and answer whether they changed something. The artist exists (artists::by_slug).
bool follow(db::Tx& tx, base::Time now, UserId user, ArtistId artist);
bool unfollow(db::Tx& tx, UserId user, ArtistId artist);

bool is_following(db::Tx& tx, UserId user, ArtistId artist);
std::int64_t followers(db::Tx& tx, ArtistId artist);

struct Followed {
  ArtistId artist;
  base::Time since;
};
std::vector<Followed> of(db::Tx& tx, UserId user);  // last followed first

// What a guest follows becomes the account's; an artist both follow counts once from then on.
void adopt(db::Tx& tx, UserId guest, UserId user);
// The user follows nobody any more.
void forget(db::Tx& tx, UserId user);

}  // namespace follows
