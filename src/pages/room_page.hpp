// In the room (SET-11): black, dim, one thumb. What is playing now, out of the four likeliest songs; no list of what comes next.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

// Nothing unless the show is live.
std::optional<frame::Page> draw_room(const ShowPage& page);

}  // namespace pages
