// What is kept of a venue. Private to this folder.
#pragma once
#include "venues/venues.hpp"

namespace venues::stored {

// Takes in what a record says; answers whether the venue's page shows something new.
bool apply(db::Tx& tx, base::Time now, VenueId id, const SourceVenue& source);
VenueId insert(db::Tx& tx, base::Time now, const SourceVenue& venue);
void remember_name(db::Tx& tx, VenueId id, const std::string& name, const std::string& city);

}  // namespace venues::stored
