#include "pages/song_choices.hpp"

#include "frame/words.hpp"
#include "pages/pages.sql.hpp"
#include "platform/base/text.hpp"

namespace pages {

std::vector<SongChoice> song_choices(db::Tx& tx, setlists::SetlistId setlist, std::string_view typed) {
  const auto folded = base::fold(base::clean(typed, 80));  // letters, digits and blanks: nothing that LIKE would take for more
  if (folded.empty()) return {};
  auto choices = tx.all(
      sql::own_songs, [](const db::Row& row) { return SongChoice{.title = row.str(0), .plays = row.i64(1)}; }, setlist, folded + "%",
      "% " + folded + "%", own_choices);
  // Titles are folded, too: no letter of theirs comes after the last of all characters.
  tx.each(
      sql::others_songs, [&](const db::Row& row) { choices.push_back({.title = row.str(0), .plays = 0, .cover_of = row.str(1)}); }, setlist,
      folded, folded + "\xF4\x8F\xBF\xBF", cover_choices);
  return choices;
}

html::Html draw(const std::vector<SongChoice>& choices) {
  html::Html h;
  for (const auto& choice : choices) {
    h << "<div role=\"option\" aria-selected=\"false\"" << html::attr("data-title", choice.title);
    if (!choice.cover_of.empty()) h << html::attr("data-by", choice.cover_of);
    h << "><span class=\"face\" dir=\"auto\">" << html::text(choice.title) << "</span><small>";
    if (!choice.cover_of.empty()) h << "by " << html::text(choice.cover_of);
    else if (choice.plays > 0) h << html::text(frame::plural(choice.plays, "time", "times"));
    h << "</small></div>";
  }
  return h;
}

}  // namespace pages
