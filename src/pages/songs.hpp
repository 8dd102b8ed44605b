// Song statistics as bars, in the words of what they are ordered by.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "platform/html/html.hpp"
#include "setlists/statistics.hpp"

namespace pages {

using setlists::statistics::By;
struct SongList {
  By by;
  std::string_view key;    // in addresses: ?by=openers
  std::string_view title;  // "Openers"
};
inline constexpr SongList song_lists[] = {{By::plays, "plays", "Most played"},    {By::openers, "openers", "Openers"},
                                          {By::closers, "closers", "Closers"},    {By::encores, "encores", "Encores"},
                                          {By::rarities, "rarities", "Rarities"}, {By::gaps, "gaps", "Gaps"},
                                          {By::debuts, "debuts", "Debuts"}};
std::optional<SongList> song_list(std::string_view key);  // plays when empty

html::Html song_bars(const std::vector<setlists::statistics::Figures>& songs, By by);

}  // namespace pages
