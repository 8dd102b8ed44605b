// Two shows were one: their setlists become one.
#include <algorithm>

#include "setlists/setlists.hpp"
#include "setlists/setlists.sql.hpp"

namespace setlists {

namespace {

struct Kept {
  SetlistId id;
  ArtistId artist;
  std::int64_t songs = 0;
};

std::vector<Kept> kept_at(db::Tx& tx, ShowId show) {
  return tx.all(sql::played_at, [](const db::Row& row) { return Kept{row.id<SetlistId>(0), row.id<ArtistId>(1), row.i64(2)}; }, show);
}

void take_songs(db::Tx& tx, base::Time now, SetlistId from, SetlistId into) {
  tx.run(sql::drop_songs, into);
  tx.run(sql::move_songs, into, from);
  tx.run(sql::take_facts, now, from, into);
  tx.run(sql::empty_setlist, now, from);
}

base::Result<void> move_some(db::Tx& tx, base::Time now, ShowId from, ShowId into, std::optional<ArtistId> only) {
  std::vector<Kept> here = kept_at(tx, from);
  if (only) std::erase_if(here, [&](const Kept& setlist) { return setlist.artist != *only; });
  const std::vector<Kept> there = kept_at(tx, into);
  const auto rival = [&](const Kept& setlist) { return std::ranges::find(there, setlist.artist, &Kept::artist); };
  for (const Kept& setlist : here)
    if (const auto other = rival(setlist); setlist.songs > 0 && other != there.end() && other->songs > 0)
      return base::Error{base::Kind::conflict, "setlists.both_played",
                         "Both shows have songs of the same act: they were two performances."};
  for (const Kept& setlist : here) {
    const auto other = rival(setlist);
    if (other == there.end()) tx.run(sql::move_setlist, into, now, setlist.id);
    else if (setlist.songs > 0) take_songs(tx, now, setlist.id, other->id);
  }
  return {};
}

}  // namespace

base::Result<void> move(db::Tx& tx, base::Time now, ShowId from, ShowId into) { return move_some(tx, now, from, into, std::nullopt); }

base::Result<void> move(db::Tx& tx, base::Time now, ShowId from, ShowId into, ArtistId artist) {
  return move_some(tx, now, from, into, artist);
}

}  // namespace setlists
