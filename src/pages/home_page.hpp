// Home: what The Set is in a sentence, the search, shows coming up, and who was brought in lately.
#pragma once
#include <string>
#include <vector>

#include "artists/artists.hpp"
#include "frame/frame.hpp"
#include "shows/shows.hpp"

namespace pages {

struct HomePage {
  std::vector<shows::ShowRow> upcoming;
  std::vector<artists::Card> recent;
  std::vector<std::string> suggestions;  // names to try while nobody is here yet
};
HomePage home_page(db::Tx& tx, base::Time now);
frame::Page draw(const HomePage& page, base::Time now);

}  // namespace pages
