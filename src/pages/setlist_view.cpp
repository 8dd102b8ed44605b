#include "pages/setlist_view.hpp"

#include "frame/frame.hpp"
#include "frame/words.hpp"

namespace pages {

using html::Html;
using setlists::Section;
using setlists::SongRow;

namespace {

bool same_section(const SongRow& a, const SongRow& b) {
  return a.section == b.section && a.section_number == b.section_number && a.section_name == b.section_name;
}

// How a section is called: as the source names it, unless that only says which encore it is.
std::string section_title(const SongRow& row, bool only_encore) {
  if (row.section == Section::encore) {
    if (row.section_name && !row.section_name->empty() && !row.section_name->starts_with("Encore")) return *row.section_name;
    return only_encore || row.section_number == 0 ? "Encore" : "Encore " + std::to_string(row.section_number);
  }
  if (row.section_name && !row.section_name->empty()) return *row.section_name;
  return row.section == Section::set && row.section_number > 0 ? "Set " + std::to_string(row.section_number) : "";
}

std::string clock_length(std::int64_t ms) {
  const auto seconds = ms / 1000 % 60;
  return std::to_string(ms / 60000) + (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
}

void song(Html& h, const SongRow& row, int number) {
  const bool counts = !row.tape && !row.title.empty();
  h << (row.tape ? Html("<li class=\"taped\">") : row.title.empty() ? Html("<li class=\"guess\">") : Html("<li>"));
  h << "<span class=\"pos\">";
  if (row.tape) h << "–";
  else h << html::num(number);
  h << "</span><div class=\"song\"><span class=\"title\" dir=\"auto\">"
    << html::text(row.title.empty() ? (row.tape ? "Tape" : "Unknown song") : row.title) << "</span><span class=\"meta\">";
  if (row.duration_ms) h << "<time>" << html::text(clock_length(*row.duration_ms)) << "</time>";
  if (row.note) h << "<span>" << html::text(*row.note) << "</span>";
  if (row.tape) h << "<span class=\"tag plain\">Tape</span>";
  if (row.cover_of) h << "<span class=\"tag plain\">Cover of " << html::text(*row.cover_of) << "</span>";
  if (row.guest) h << "<span class=\"tag plain\">With " << html::text(*row.guest) << "</span>";
  if (counts && row.debut) h << "<span class=\"tag\">First time</span>";
  h << "</span></div></li>";
}

}  // namespace

Html setlist_view(const setlists::Setlist& setlist, const std::vector<SongRow>& rows, bool named) {
  int encores = 0;
  for (const auto& row : rows) encores = std::max(encores, row.section == Section::encore ? std::max(1, row.section_number) : 0);

  Html h;
  h << "<div class=\"setlist\">";
  if (named)
    h << "<h3 class=\"sub\"><a" << html::href("/artists/" + setlist.artist_slug) << ">" << html::text(setlist.artist_name) << "</a></h3>";
  if (setlist.info) h << "<p class=\"lead\">" << html::text(*setlist.info) << "</p>";
  int number = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || !same_section(rows[i - 1], rows[i])) {
      if (i > 0) h << "</ol>";
      const auto title = section_title(rows[i], encores == 1);
      if (!title.empty()) h << "<h3 class=\"tape\">" << html::text(title) << "</h3>";
      h << "<ol class=\"songs\"" << html::attr("aria-label", title.empty() ? "Main set" : title) << ">";
    }
    song(h, rows[i], rows[i].tape ? number : ++number);
  }
  if (!rows.empty()) h << "</ol>";
  h << "<p class=\"source\">";
  if (setlist.song_count > 0) h << html::text(frame::plural(setlist.song_count, "song", "songs")) << " · ";
  if (setlist.source_url) h << "Setlist: <a rel=\"noopener\"" << html::href(*setlist.source_url) << ">setlist.fm</a>";
  return h << "</p></div>";
}

}  // namespace pages
