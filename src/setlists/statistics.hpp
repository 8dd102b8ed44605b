// Statistics of what an artist plays (ART-1), derived from completed setlists that have songs. Tapes never count; a song played twice
// in a show counts once, a medley as its parts. The closer is the last song before the encores.
#pragma once
#include "setlists/setlists.hpp"

namespace setlists::statistics {

// Makes the artist's figures anew. 2,000 setlists of 20 songs take less than 60 ms on SQLite.
void refresh(db::Tx& tx, ArtistId artist);

// The setlists of one act at these shows were another's, who has none there: they and their songs are counted for the other from now on,
// and the figures of both made anew.
void give(db::Tx& tx, base::Time now, const std::vector<ShowId>& shows, ArtistId from, ArtistId into);

struct Figures {
  SongId song;
  std::string title;
  std::int64_t plays = 0;  // shows in which it was played
  std::int64_t openers = 0;
  std::int64_t closers = 0;
  std::int64_t encores = 0;
  std::string first_played;  // local date
  ShowId first_show;
  std::string last_played;
  ShowId last_show;
  std::int64_t gap = 0;  // setlists since it was last played
};

enum class By {
  plays,
  openers,
  closers,
  encores,
  rarities,  // played once or twice, fewest first, then the latest
  gaps,      // played three times or more, and then not for the longest
  debuts,    // first played, latest first
};
std::vector<Figures> songs(db::Tx& tx, ArtistId artist, By by, int limit, int offset = 0);

struct Totals {
  std::int64_t setlists = 0;  // known, with songs
  std::int64_t distinct_songs = 0;
  double average_length = 0;  // songs a show
};
Totals totals(db::Tx& tx, ArtistId artist);

// All lists of the artist page in two queries.
struct Overview {
  Totals totals;
  std::vector<Figures> most_played, openers, closers, encores, rarities, gaps, debuts;
};
Overview overview(db::Tx& tx, ArtistId artist, std::size_t each);

}  // namespace setlists::statistics
