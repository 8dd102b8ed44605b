#include "pages/artist_lists.hpp"

#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "imports/views.hpp"
#include "pages/tickets.hpp"

namespace pages {

using html::Html;

namespace {

frame::Page sheet(const artists::Artist& artist, std::string_view title, std::string_view path) {
  frame::Page page;
  page.title = std::string(title) + " · " + artist.name;
  page.lamp = artist.id.value;
  page.canonical = "/artists/" + artist.slug + "/" + std::string(path);
  page.main << "<div class=\"wrap hero\"><p class=\"wide\"><a" << html::href("/artists/" + artist.slug) << ">" << html::text(artist.name)
            << "</a></p><h1>" << html::text(title) << "</h1></div><div class=\"wrap sheet\">";
  return page;
}

// Newer and older as plain links; nothing when one page holds all.
void pager(Html& h, const std::string& address, int page, bool more) {
  if (page == 1 && !more) return;
  const std::string at = address + (address.find('?') == std::string::npos ? "?page=" : "&page=");
  h << "<nav class=\"actions\" aria-label=\"Pages\">";
  if (page > 1) h << "<a class=\"btn\" rel=\"prev\"" << html::href(at + std::to_string(page - 1)) << ">Back</a>";
  if (more) h << "<a class=\"btn\" rel=\"next\"" << html::href(at + std::to_string(page + 1)) << ">More</a>";
  h << "</nav>";
}

// Reads one row too many, to know whether there is a next page.
template <class Rows>
bool cut_to_page(Rows& rows) {
  const bool more = rows.size() > static_cast<std::size_t>(rows_a_page);
  if (more) rows.resize(static_cast<std::size_t>(rows_a_page));
  return more;
}

int offset_of(int page) { return (page - 1) * rows_a_page; }

}  // namespace

frame::Page shows_list(db::Tx& tx, const artists::Artist& artist, base::Time now, int page) {
  auto upcoming = shows::upcoming_of(tx, artist.id, now, rows_a_page + 1, offset_of(page));
  const bool more = cut_to_page(upcoming);
  auto p = sheet(artist, "Next shows", "shows");
  if (upcoming.empty()) p.main << frame::empty("No shows announced.");
  else p.main << tickets(upcoming, TicketTitle::venue, TicketKind::upcoming, now);
  pager(p.main, "/artists/" + artist.slug + "/shows", page, more);
  const auto called_off = page == 1 ? shows::called_off_of(tx, artist.id, now, rows_a_page) : std::vector<shows::ShowRow>{};
  if (!called_off.empty())
    p.main << "<h2>Called off or waiting for a date</h2>" << tickets(called_off, TicketTitle::venue, TicketKind::upcoming, now);
  p.main << "</div>";
  return p;
}

frame::Page setlists_list(db::Tx& tx, const artists::Artist& artist, base::Time now, int page) {
  auto past = shows::past_of(tx, artist.id, now, rows_a_page + 1, offset_of(page));
  const bool more = cut_to_page(past);
  auto p = sheet(artist, "Past shows", "setlists");
  if (past.empty()) p.main << frame::empty("No past show is known.");
  else p.main << tickets(past, TicketTitle::venue, TicketKind::past, now);
  pager(p.main, "/artists/" + artist.slug + "/setlists", page, more);
  p.main << "</div>";
  return p;
}

frame::Page songs_list(db::Tx& tx, const artists::Artist& artist, SongList list, int page) {
  auto songs = setlists::statistics::songs(tx, artist.id, list.by, rows_a_page + 1, offset_of(page));
  const bool more = cut_to_page(songs);
  const auto totals = setlists::statistics::totals(tx, artist.id);
  const std::string address = "/artists/" + artist.slug + "/songs";
  auto p = sheet(artist, list.title, "songs");
  p.main << "<nav class=\"filters\" aria-label=\"Statistics\">";
  for (const auto& other : song_lists)
    p.main << "<a" << html::href(other.by == By::plays ? address : address + "?by=" + std::string(other.key))
           << (other.by == list.by ? Html(" aria-current=\"true\"") : Html()) << ">" << html::text(other.title) << "</a>";
  p.main << "</nav>";
  if (songs.empty()) p.main << frame::empty("No setlist is known yet.");
  else p.main << song_bars(songs, list.by);
  pager(p.main, list.by == By::plays ? address : address + "?by=" + std::string(list.key), page, more);
  if (totals.setlists > 0) {
    const auto average = std::to_string(static_cast<int>(totals.average_length + 0.5));
    p.main << "<p class=\"source\">From " << html::text(frame::plural(totals.setlists, "setlist", "setlists")) << ", "
           << html::text(average) << " songs a night on average. Tapes are not counted.</p>";
  }
  p.main << "</div>";
  return p;
}

frame::Page import_log(db::Tx& tx, const artists::Artist& artist, base::Time now) {
  auto p = sheet(artist, "Where this comes from", "import");
  const auto progress = imports::progress_of(tx, artist.id);
  const auto lines = imports::log_of(tx, artist.id);
  if (progress) { p.main << imports::panel(*progress, artist.slug, now) << imports::parts_table(*progress, now); }
  p.main << "<h2>Log</h2>";
  if (lines.empty()) p.main << frame::empty("Nothing has been imported yet.");
  else p.main << imports::log_list(lines, now);
  p.main << "</div>";
  return p;
}

}  // namespace pages
