// Where a venue is: a sketch that hints at a place without calling anybody's map service, and its address in one line.
#pragma once
#include <string>

#include "platform/html/html.hpp"
#include "venues/venues.hpp"

namespace pages {

html::Html sketch_map(const venues::Venue& venue);  // nothing without coordinates
std::string address_line(const venues::Venue& venue);
// The visitor's own map application where it knows geo: addresses, else OpenStreetMap.
std::string map_url(const venues::Venue& venue);

}  // namespace pages
