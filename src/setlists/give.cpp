// Setlists that were another act's.
#include "setlists/setlists.sql.hpp"
#include "setlists/statistics.hpp"

namespace setlists::statistics {

namespace sql = ::setlists::sql;

void give(db::Tx& tx, base::Time now, const std::vector<ShowId>& shows, ArtistId from, ArtistId into) {
  for (const ShowId show : shows) tx.run(sql::give_setlist, into, now, show, from);
  std::vector<std::pair<SongId, artists::SongTitle>> theirs;
  tx.each(
      sql::songs_of_another,
      [&](const db::Row& row) { theirs.push_back({row.id<SongId>(0), {.title = row.str(1), .cover_of = row.maybe_str(2)}}); }, into, from);
  for (const auto& [song, own] : artists::as_own(tx, into, theirs)) tx.run(sql::sing_own, own, song, into);
  for (const ArtistId artist : {from, into}) refresh(tx, artist);
}

}  // namespace setlists::statistics
