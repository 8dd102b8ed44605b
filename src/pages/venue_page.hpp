// The venue's page (VEN-1): where it is, what is coming, what was there, and who played most.
#pragma once
#include <vector>

#include "frame/frame.hpp"
#include "shows/shows.hpp"
#include "venues/venues.hpp"

namespace pages {

struct VenuePage {
  venues::Venue venue;
  shows::Counts counts;
  std::vector<shows::ShowRow> upcoming;
  std::vector<shows::ShowRow> past;
  std::vector<shows::Played> artists;
};

std::optional<VenuePage> venue_page(db::Tx& tx, std::string_view slug, base::Time now);
frame::Page draw(const VenuePage& page, base::Time now);

}  // namespace pages
