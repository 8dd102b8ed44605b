// The whole page of a search (GET /search). Private to search.
#pragma once
#include "frame/frame.hpp"
#include "search/lookup.hpp"

namespace search {

struct SearchPage {
  std::string typed;   // as it stands in the field
  std::string wanted;  // the same cleaned; empty: nothing was asked yet
  std::vector<FoundArtist> artists;
  std::vector<VenueRow> venues;
  bool sure = false;               // the first artist is taken for the one who was meant
  bool can_look = true;            // outside at all: the service is connected to this site
  std::optional<Outside> outside;  // filled when the page itself shows who is known outside
};
frame::Page draw(const SearchPage& p);

}  // namespace search
