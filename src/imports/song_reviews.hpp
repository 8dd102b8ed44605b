// A person's word about songs, as reviews.hpp tells it: what its verbs do when they are about songs. Private to imports.
#pragma once
#include "imports/reviews.hpp"

namespace imports {

base::Result<void> decide_song(db::Tx& tx, base::Time now, const Review& review, Decision decision, std::string_view who);
base::Result<void> split_song(db::Tx& tx, base::Time now, artists::SongId song, std::string_view title_key, std::string_view who);
base::Result<void> take_back_songs(db::Tx& tx, base::Time now, const Review& review, std::string_view who);

}  // namespace imports
