// A person's word about an artist's records, as reviews.hpp tells it. Private to imports.
#pragma once
#include "imports/reviews.hpp"

namespace imports {

inline constexpr std::string_view split_off = "a person split it off";  // the reason of what a person decided unasked

inline base::Error nothing_to_split() {
  return {base::Kind::conflict, "reviews.last_record", "Nothing else is known of it: there is nothing to split."};
}

// Somebody of whom a name is all there is: what else is known comes with the records that a person gives them.
Begun begin_by_name(db::Tx& tx, base::Time now, std::string_view name);
base::Result<void> take_artist(db::Tx& tx, base::Time now, const Review& review);
base::Result<void> split_artist(db::Tx& tx, base::Time now, artists::ArtistId artist, std::string_view source, std::string_view external_id,
                                std::string_view who);

}  // namespace imports
