// A played set as a source told it, in the rows of a live setlist: its sections become names that stand between the songs.
#pragma once
#include "live/views.hpp"
#include "setlists/setlists.hpp"

namespace pages {

std::vector<live::RowView> played_rows(const std::vector<setlists::SongRow>& rows);

// How many songs there are, and where the list comes from (EXT-3: a followable link).
html::Html source_line(const setlists::Setlist& setlist);

}  // namespace pages
