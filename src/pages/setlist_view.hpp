// A played setlist as people read it: numbered songs, tape between the sections, what is special about a song beside it.
#pragma once
#include <vector>

#include "platform/html/html.hpp"
#include "setlists/setlists.hpp"

namespace pages {

// `named`: several artists played, so each list says whose it is.
html::Html setlist_view(const setlists::Setlist& setlist, const std::vector<setlists::SongRow>& rows, bool named);

}  // namespace pages
