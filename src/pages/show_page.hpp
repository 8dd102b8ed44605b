// The show's page (SHO-1): when, where and who, and the setlists of those who played (read-only).
#pragma once
#include <vector>

#include "frame/frame.hpp"
#include "setlists/setlists.hpp"
#include "venues/venues.hpp"

namespace pages {

struct ShowPage {
  struct Played {
    setlists::Setlist setlist;
    std::vector<setlists::SongRow> rows;
  };
  shows::Show show;
  std::optional<venues::Venue> venue;
  std::vector<Played> setlists;
};

std::optional<ShowPage> show_page(db::Tx& tx, shows::ShowId id);
frame::Page draw(const ShowPage& page, base::Time now);

}  // namespace pages
