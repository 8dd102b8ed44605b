#include "admin/song_page.hpp"

#include <cmath>

#include "frame/parts.hpp"

namespace admin {

using html::Html;

namespace {

constexpr int most_songs = 2000;

std::string address(const artists::Song& song) { return "/admin/songs/" + song.id.str(); }

void head(Html& h, std::string_view what, const std::string& name, const std::string& path) {
  h << "<div class=\"wrap hero\"><p class=\"wide\">" << html::text(what) << "</p><h1 dir=\"auto\"><a" << html::href(path) << ">"
    << html::text(name) << "</a></h1></div><div class=\"wrap sheet\">";
}

void titles_table(Html& h, const SongPage& p) {
  h << "<h2>Titles</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Titles\"><table class=\"table\"><thead><tr>"
       "<th>Title</th><th>Match</th><th class=\"n\">Score</th><th>Why</th><th><span class=\"sr\">Split off</span></th></tr></thead><tbody>";
  for (const auto& t : p.titles) {
    h << "<tr><td dir=\"auto\">" << html::text(t.title) << "</td><td>" << html::text(t.how) << "</td><td class=\"n\">"
      << html::num(std::lround(t.score * 100)) << "%</td><td dir=\"auto\">" << html::text(t.reason) << "</td><td>";
    if (p.titles.size() > 1)
      h << "<form method=\"post\"" << html::action(address(p.song)) << ">" << frame::hidden("record", t.key)
        << "<button class=\"btn\" name=\"verb\" value=\"split\"" << html::attr("aria-label", "Split off " + t.title)
        << ">Split off</button></form>";
    h << "</td></tr>";
  }
  h << "</tbody></table></div>";
}

void recordings_table(Html& h, const SongPage& p) {
  h << "<h2>Recordings</h2>";
  if (p.recordings.empty()) {
    h << frame::empty("No record that is here has it.");
    return;
  }
  h << "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Recordings\"><table class=\"table\"><thead><tr>"
       "<th>Title</th><th>Record</th><th>Released</th><th>Variant</th><th>ISRC</th></tr></thead><tbody>";
  for (const auto& r : p.recordings)
    h << "<tr><td dir=\"auto\">" << html::text(r.title) << "</td><td dir=\"auto\">" << html::text(r.album) << "</td><td>"
      << html::text(r.released) << "</td><td>" << html::text(artists::to_string(r.variant)) << "</td><td><code>" << html::text(r.isrc)
      << "</code></td></tr>";
  h << "</tbody></table></div>";
}

}  // namespace

std::optional<SongPage> song_page(db::Tx& tx, artists::SongId id) {
  const auto song = artists::song_of(tx, id);
  const auto artist = song ? artists::by_id(tx, song->artist) : std::nullopt;
  if (!artist) return std::nullopt;
  return SongPage{*song, *artist, artists::titles_of(tx, song->id), artists::parts_of(tx, song->id), artists::recordings_of(tx, song->id),
                  {}};
}

frame::Page draw(const SongPage& p) {
  auto page = frame::operator_page("Song " + p.song.title);
  Html& h = page.main;
  head(h, "song", p.song.title, address(p.song));
  h << "<p class=\"lead\">Of <a" << html::href("/admin/artists/" + p.artist.id.str() + "/songs") << " dir=\"auto\">"
    << html::text(p.artist.name) << "</a>.</p>";
  if (!p.complaint.empty()) h << "<p class=\"toast bad\" role=\"status\">" << html::text(p.complaint) << "</p>";
  if (!p.parts.empty()) {
    h << "<h2>A medley</h2><p>Statistics count its parts:</p><ul class=\"plain\">";
    for (const auto& part : p.parts) h << "<li dir=\"auto\">" << html::text(part) << "</li>";
    h << "</ul>";
  }
  titles_table(h, p);
  h << "<h2>Join</h2><p class=\"lead\">A decision outranks every later sync, and can be taken back under <a href=\"/admin/reviews\">Matches"
       "</a>.</p><form class=\"fields correction\" method=\"post\""
    << html::action(address(p.song))
    << "><label>Is one with the song <input name=\"title\" maxlength=\"300\" required autocomplete=\"off\"></label>"
       "<button class=\"btn main\" name=\"verb\" value=\"join\">Join</button></form>";
  recordings_table(h, p);
  h << "</div>";
  return page;
}

std::optional<SongsPage> songs_page(db::Tx& tx, artists::ArtistId id) {
  auto artist = artists::by_id(tx, id);
  if (!artist) return std::nullopt;
  return SongsPage{std::move(*artist), artists::songs_of(tx, id, most_songs)};
}

frame::Page draw(const SongsPage& p) {
  auto page = frame::operator_page("Songs of " + p.artist.name);
  Html& h = page.main;
  head(h, "songs", p.artist.name, "/admin/artists/" + p.artist.id.str());
  if (p.songs.empty()) h << frame::empty("No song of this artist is here.");
  h << "<ul class=\"plain\">";
  for (const auto& song : p.songs) h << "<li dir=\"auto\"><a" << html::href(address(song)) << ">" << html::text(song.title) << "</a></li>";
  h << "</ul></div>";
  return page;
}

}  // namespace admin
