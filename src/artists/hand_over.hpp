// A record of a service turns out to be another artist's.
#pragma once
#include "artists/artists.hpp"

namespace artists {

// A person says that a record is another artist's: they have the id from now on, and, where it was the only one of its service here,
// what the service said. Of Spotify they have the records, too.
void hand_over(db::Tx& tx, base::Time now, ArtistId from, ArtistId into, std::string_view source, std::string_view external_id);

}  // namespace artists
