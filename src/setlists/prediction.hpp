// What an artist will probably play, from the artist's own history: tonight (SET-7), and next in a show that is on (SET-11). It is a guess
// and is shown as one.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "setlists/ot/ot.hpp"
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

// For each expected song of the document (by its item's id) how likely it is the next, 0-1; all together 1. From what followed the last
// that happened on the latest nights (where nothing has: what opened them), and from how likely each is tonight. Empty when nothing is
// expected.
std::unordered_map<std::string, double> next_songs(db::Tx& tx, ArtistId artist, const ot::Document& document);

}  // namespace setlists
