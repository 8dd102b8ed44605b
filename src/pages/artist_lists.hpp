// The longer lists behind the artist's page: all shows, all songs by one measure, all setlists, and the import log.
#pragma once
#include "artists/artists.hpp"
#include "frame/frame.hpp"
#include "pages/songs.hpp"

namespace pages {

inline constexpr int rows_a_page = 50;

// `page` counts from 1.
frame::Page shows_list(db::Tx& tx, const artists::Artist& artist, base::Time now, int page);
frame::Page setlists_list(db::Tx& tx, const artists::Artist& artist, base::Time now, int page);
frame::Page songs_list(db::Tx& tx, const artists::Artist& artist, SongList list, int page);
frame::Page import_log(db::Tx& tx, const artists::Artist& artist, base::Time now);

}  // namespace pages
