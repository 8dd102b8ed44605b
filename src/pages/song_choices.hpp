// Songs to choose from while one types (SET-1): the artist's own first, most played first; then anybody's, as covers. What is not among
// them is typed out.
//   GET /setlists/{id}/songs?q=TEXT: options of a listbox, drawn here
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/tx.hpp"
#include "platform/html/html.hpp"
#include "setlists/setlists.hpp"

namespace pages {

struct SongChoice {
  std::string title;
  std::int64_t plays = 0;     // by the setlist's artist
  std::string cover_of = {};  // whose song it is; empty: the artist's own
};
inline constexpr int own_choices = 6, cover_choices = 3;

// Nothing where no letter or digit was typed.
std::vector<SongChoice> song_choices(db::Tx& tx, setlists::SetlistId setlist, std::string_view typed);
html::Html draw(const std::vector<SongChoice>& choices);

}  // namespace pages
