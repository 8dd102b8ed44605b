// The predicted setlist (SET-7): what an artist will probably play, from the artist's own history. It is a guess and is shown as one.
#pragma once
#include "setlists/setlists.hpp"

namespace setlists {

using venues::VenueId;

struct Predicted {
  SongId song;
  std::string title;
  double odds = 0;  // 0-1; calibrated: of the songs said to have 0.3, three in ten are played
};
// Likeliest first, none below one in a hundred, at most `most`. Learned from completed setlists of shows that began before `before` (where
// the hour is unknown: on an earlier date); tapes and songs nobody could name are left out, setlists without songs do not count.
// `venue`: where, when it is known; earlier nights there tell something. Empty when none is known. The same history always gives the same
// list.
std::vector<Predicted> predict(db::Tx& tx, ArtistId artist, base::Time before, std::optional<VenueId> venue = {}, std::size_t most = 30);

}  // namespace setlists
