// From what the services say to what we keep: pure functions, one a kind of record. Private to imports.
#pragma once
#include "artists/discography.hpp"
#include "providers/setlistfm/setlistfm.hpp"
#include "providers/spotify/spotify.hpp"
#include "providers/ticketmaster/ticketmaster.hpp"
#include "setlists/setlists.hpp"
#include "shows/shows.hpp"
#include "venues/venues.hpp"

namespace imports {

artists::Profile to_profile(const spotify::Artist& artist);
artists::SourceAlbum to_album(const spotify::Album& album, const std::vector<spotify::Track>& tracks);

venues::SourceVenue to_venue(const ticketmaster::Venue& venue);
// `ours`: the attraction ids of the artist whose import this is, so that the bill knows them.
shows::SourceShow to_show(const ticketmaster::Event& event, artists::ArtistId artist, const std::vector<std::string>& ours);

venues::SourceVenue to_venue(const setlistfm::Venue& venue);
shows::SourceShow to_show(const setlistfm::Setlist& setlist, artists::ArtistId artist, std::string_view artist_name);
setlists::Played to_played(const setlistfm::Setlist& setlist);

}  // namespace imports
