#include "pages/songs.hpp"

#include <algorithm>

#include "frame/parts.hpp"
#include "frame/words.hpp"

namespace pages {

using html::Html;
using setlists::statistics::Figures;

namespace {

std::int64_t amount(const Figures& s, By by) {
  switch (by) {
    case By::openers: return s.openers;
    case By::closers: return s.closers;
    case By::encores: return s.encores;
    case By::gaps: return s.gap;
    default: return s.plays;
  }
}

std::string words(const Figures& s, By by) {
  switch (by) {
    case By::gaps: return "not in " + frame::plural(s.gap, "show", "shows") + ", last " + frame::month_year(s.last_played);
    case By::debuts: return "since " + frame::month_year(s.first_played) + " · " + frame::plural(s.plays, "show", "shows");
    case By::rarities: return frame::plural(s.plays, "show", "shows") + ", last " + frame::month_year(s.last_played);
    default: return frame::plural(amount(s, by), "show", "shows");
  }
}

}  // namespace

std::optional<SongList> song_list(std::string_view key) {
  if (key.empty()) return song_lists[0];
  const auto* found = std::ranges::find(song_lists, key, &SongList::key);
  return found == std::end(song_lists) ? std::nullopt : std::optional(*found);
}

Html song_bars(const std::vector<Figures>& songs, By by) {
  std::int64_t most = 1;
  for (const auto& s : songs) most = std::max(most, amount(s, by));
  Html h;
  h << "<ul class=\"bars\">";
  for (const auto& s : songs) {
    const auto show = by == By::debuts ? s.first_show : s.last_show;
    h << "<li><a class=\"face\"" << html::href("/shows/" + show.str()) << ">" << html::text(s.title) << "</a><span class=\"n\">"
      << html::text(words(s, by)) << "</span>" << frame::bar(amount(s, by), most) << "</li>";
  }
  return h << "</ul>";
}

}  // namespace pages
