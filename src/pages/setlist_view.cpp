#include "pages/setlist_view.hpp"

#include <algorithm>

#include "frame/words.hpp"

namespace pages {

using html::Html;
using live::RowView;
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

RowView row_of(const SongRow& s) {
  RowView r{.id = s.id.str(), .happened = true, .title = s.title, .tape = s.tape, .debut = s.debut};
  r.artist = s.artist_name.value_or("");
  r.cover_of = s.cover_of.value_or("");
  r.guest = s.guest.value_or("");
  r.note = s.note.value_or("");
  if (s.duration_ms) r.duration = static_cast<int>(*s.duration_ms / 1000);
  r.votes = {s.up_votes, s.down_votes};
  return r;
}

}  // namespace

std::vector<RowView> played_rows(const std::vector<SongRow>& rows) {
  int encores = 0;
  for (const auto& row : rows) encores = std::max(encores, row.section == Section::encore ? std::max(1, row.section_number) : 0);
  std::vector<RowView> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || !same_section(rows[i - 1], rows[i])) {
      const auto title = section_title(rows[i], encores == 1);
      if (!title.empty()) out.push_back({.id = "before-" + rows[i].id.str(), .marker = true, .title = title});
    }
    out.push_back(row_of(rows[i]));
  }
  return out;
}

Html source_line(const setlists::Setlist& setlist) {
  Html h;
  if (setlist.song_count == 0 && !setlist.source_url) return h;
  h << "<p class=\"source\">";
  if (setlist.song_count > 0) h << html::text(frame::plural(setlist.song_count, "song", "songs"));
  if (setlist.song_count > 0 && setlist.source_url) h << " · ";
  if (setlist.source_url) h << "Setlist: <a rel=\"noopener\"" << html::href(*setlist.source_url) << ">setlist.fm</a>";
  return h << "</p>";
}

}  // namespace pages
