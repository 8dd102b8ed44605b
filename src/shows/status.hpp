// Private to this folder.
#pragma once
#include "shows/shows.hpp"

namespace shows {

Status status_from(std::string_view text);
ListingKind listing_kind_from(std::string_view text);

}  // namespace shows
