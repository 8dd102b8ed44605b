// A record that a service keeps of an artist turns out to be another's.
#pragma once
#include "shows/shows.hpp"

namespace shows {

// Under which record of its source an artist is on a listing.
void list_under(db::Tx& tx, std::string_view source, std::string_view external_id, ArtistId artist, std::string_view artist_record);

// A record of a service is another artist's: so is what it listed. A show that only this record had put the artist on goes over as it
// is; else its listings become a show of their own. Setlists are the caller's to move (setlists::move, then setlists::statistics::give).
struct HandedOver {
  ShowId was, is;
};
std::vector<HandedOver> hand_over(db::Tx& tx, base::Time now, ArtistId from, ArtistId into, std::string_view source,
                                  std::string_view artist_record);

}  // namespace shows
