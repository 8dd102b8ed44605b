// In the room (SET-11): black, dim, one thumb. What is playing now, out of the four likeliest songs; no list of what comes next.
#pragma once
#include <unordered_map>

#include "pages/show_page.hpp"

namespace pages {

std::string room_path(const ShowPage& page);

// How likely each item is the next song, 0-1 (setlists/prediction.hpp).
using NextSongs = std::unordered_map<std::string, double>;
NextSongs next_songs(db::Tx& tx, const ShowPage& page);

// Of a show that is live.
frame::Page draw_room(const ShowPage& page, const NextSongs& next);
// Its section "picks": a form for each song that may come, likeliest first. Says nothing of who looks at it.
html::Html draw_picks(const ShowPage& page, const NextSongs& next);

}  // namespace pages
