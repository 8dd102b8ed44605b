// Telling others of a show (SHR-1): its address to copy or to send, as a code for a camera, and its list as text.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

frame::Page draw_share(const ShowPage& page);

}  // namespace pages
