// The sheet of one row of a live setlist (SET-1): everything that can be done to it with single taps, as plain forms. The island shows the
// same sheet over the list.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

// Nothing where the list has no such item or takes no changes.
std::optional<html::Html> sheet(const ShowPage& page, std::string_view item);
std::optional<frame::Page> draw_sheet(const ShowPage& page, std::string_view item);

}  // namespace pages
