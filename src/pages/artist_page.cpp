#include "pages/artist_page.hpp"

#include <boost/json.hpp>

#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "imports/views.hpp"
#include "pages/songs.hpp"
#include "pages/tickets.hpp"

namespace pages {

using html::Html;

namespace {

constexpr int tickets_shown = 6;
constexpr int setlists_shown = 8;
constexpr std::size_t songs_shown = 8;

std::string genre_line(const artists::Artist& artist) {
  std::string line;
  for (std::size_t i = 0; i < artist.genres.size() && i < 3; ++i) line += (i ? " · " : "") + artist.genres[i];
  return line;
}

// A section's head: the title, and a link to all of it when there is more than shown.
void head(Html& h, std::string_view id, std::string_view title, std::string_view more = {}, std::string_view more_url = {}) {
  h << "<div class=\"head\"><h2" << html::attr("id", id) << ">" << html::text(title) << "</h2>";
  if (!more.empty()) h << "<a" << html::href(more_url) << ">" << html::text(more) << "</a>";
  h << "</div>";
}

Html open_section(std::string_view name, bool full, bool busy) {
  Html h;
  h << "<section" << html::attr("aria-labelledby", name) << html::attr("data-section", name);
  if (full) h << " class=\"full\"";
  if (busy) h << " aria-busy=\"true\"";
  return h << ">";
}

bool still_coming(const ArtistPage& p, imports::Part part) { return p.importing() && !imports::ended(p.import->part(part).status); }

Html hero(const ArtistPage& p) {
  const auto& a = p.artist;
  Html h;
  h << "<div class=\"wrap hero artist-hero\" data-section=\"hero\">" << frame::tone(a.id.value, {}, artists::image_for(a.images, 320));
  if (const auto genres = genre_line(a); !genres.empty()) h << "<p class=\"wide\">" << html::text(genres) << "</p>";
  h << "<h1" << html::attr("class", frame::heading_class(a.name)) << " dir=\"auto\">" << html::text(a.name) << "</h1>";
  if (a.disambiguation) h << "<p class=\"dim\">" << html::text(*a.disambiguation) << "</p>";
  if (a.biography) h << "<p class=\"lead\">" << html::text(*a.biography) << "</p>";
  h << "<dl class=\"numbers\">";
  h << "<div><dt>followers</dt><dd data-part=\"followers\">" << html::text(html::thousands(p.follow.followers)) << "</dd></div>";
  if (a.follower_count) h << frame::figure("followers on Spotify", *a.follower_count);
  if (a.popularity) h << frame::figure("popularity", *a.popularity);
  h << frame::figure("shows", p.counts.upcoming + p.counts.past);
  h << frame::figure("setlists", p.statistics.totals.setlists);
  if (p.statistics.totals.distinct_songs > 0) h << frame::figure("songs played", p.statistics.totals.distinct_songs);
  h << "</dl><div class=\"actions\">" << follow_button(a, p.follow) << "</div>";
  if (!p.links.empty()) {
    h << "<div class=\"facts\">";
    for (const auto& link : p.links) {
      if (!link.url) continue;
      h << "<span>" << frame::icon("out") << "<a rel=\"noopener\"" << html::href(*link.url) << ">"
        << html::text(frame::source_name(link.source)) << "</a></span>";
    }
    h << "</div>";
  }
  return h << "</div>";
}

Html shows_section(const ArtistPage& p, base::Time now) {
  Html h = open_section("shows", false, still_coming(p, imports::Part::shows));
  const std::string all = "/artists/" + p.artist.slug + "/shows";
  const std::string more = p.counts.upcoming > tickets_shown ? "All " + html::thousands(p.counts.upcoming)
                           : p.called_off.empty()            ? ""
                                                             : "All shows";
  head(h, "shows", "Next shows", more, all);
  if (!p.upcoming.empty()) h << tickets(p.upcoming, TicketTitle::venue, TicketKind::upcoming, now);
  else if (still_coming(p, imports::Part::shows)) h << ghost_tickets(3);
  else h << frame::empty("No shows announced.");
  return h << "</section>";
}

Html songs_section(const ArtistPage& p) {
  const auto& s = p.statistics;
  const bool coming = still_coming(p, imports::Part::setlists);
  Html h = open_section("songs", false, coming && s.most_played.empty());
  const std::string all = "/artists/" + p.artist.slug + "/songs";
  head(h, "songs", "Most played", s.most_played.empty() ? "" : "All songs", all);
  if (s.most_played.empty()) return h << (coming ? ghost_tickets(2) : frame::empty("No setlist is known yet.")) << "</section>";
  h << song_bars(s.most_played, setlists::statistics::By::plays) << "<dl class=\"pairs\">";
  const auto first = [&](std::string_view label, const std::vector<setlists::statistics::Figures>& list, std::string_view by) {
    if (list.empty()) return;
    h << "<div><dt>" << html::text(label) << "</dt><dd><a" << html::href(all + "?by=" + std::string(by)) << ">"
      << html::text(list.front().title) << "</a></dd></div>";
  };
  first("Opens most often", s.openers, "openers");
  first("Closes most often", s.closers, "closers");
  first("Favourite encore", s.encores, "encores");
  first("Newest in the set", s.debuts, "debuts");
  first("Rarest", s.rarities, "rarities");
  first("Longest missed", s.gaps, "gaps");
  return h << "</dl></section>";
}

Html albums_section(const ArtistPage& p) {
  const bool coming = still_coming(p, imports::Part::albums);
  Html h = open_section("albums", true, coming && p.albums.empty());
  head(h, "albums", "Records");
  if (p.albums.empty()) return h << (coming ? ghost_tickets(1) : frame::empty("No records found.")) << "</section>";
  h << "<div class=\"discs\" role=\"group\" tabindex=\"0\" aria-label=\"Records\">";
  for (const auto& album : p.albums) {
    Html title;
    title << "<span><b>" << html::text(album.title) << "</b></span>";
    h << "<div class=\"disc\">" << frame::tone(album.id.value, title, album.image_url.value_or("")) << "<span class=\"dim\">"
      << html::text(album.released ? album.released->substr(0, 4) : "")
      << (album.kind == artists::AlbumKind::single ? Html(" · single") : Html()) << "</span></div>";
  }
  return h << "</div></section>";
}

Html setlists_section(const ArtistPage& p, base::Time now) {
  const bool coming = still_coming(p, imports::Part::setlists);
  Html h = open_section("setlists", true, coming && p.past.empty());
  head(h, "setlists", "Recent setlists", p.counts.past > setlists_shown ? "All " + html::thousands(p.counts.past) : "",
       "/artists/" + p.artist.slug + "/setlists");
  if (!p.past.empty()) h << tickets(p.past, TicketTitle::venue, TicketKind::past, now);
  else h << (coming ? ghost_tickets(3) : frame::empty("No past show is known."));
  return h << "</section>";
}

}  // namespace

ArtistPage artist_page(db::Tx& tx, artists::Artist artist, const Following& follow, base::Time now) {
  const auto id = artist.id;
  ArtistPage p;
  p.artist = std::move(artist);
  p.follow = follow;
  p.import = imports::progress_of(tx, id);
  p.counts = shows::counts_of(tx, id, now);
  p.upcoming = shows::upcoming_of(tx, id, now, tickets_shown);
  p.called_off = shows::called_off_of(tx, id, now, 1);
  p.past = shows::past_of(tx, id, now, setlists_shown);
  p.albums = artists::albums(tx, id, 24);
  p.links = artists::sources(tx, id);
  p.statistics = setlists::statistics::overview(tx, id, songs_shown);
  return p;
}

std::optional<Html> section(const ArtistPage& p, std::string_view name, base::Time now) {
  if (name == "progress") return p.import ? std::optional(imports::panel_inside(*p.import, now)) : std::nullopt;
  if (name == "hero") return hero(p);
  if (name == "follow") return follow_button(p.artist, p.follow);
  if (name == "shows") return shows_section(p, now);
  if (name == "songs") return songs_section(p);
  if (name == "albums") return albums_section(p);
  if (name == "setlists") return setlists_section(p, now);
  return std::nullopt;
}

frame::Page draw(const ArtistPage& p, base::Time now) {
  frame::Page page;
  page.title = p.artist.name + " · shows and setlists";
  page.description = "Upcoming shows, past setlists and song statistics of " + p.artist.name + ".";
  page.lamp = p.artist.id.value;
  page.canonical = "/artists/" + p.artist.slug;
  page.script = "artist.js";
  page.main << hero(p) << "<div class=\"wrap artist\">";
  if (p.import) page.main << imports::panel(*p.import, p.artist.slug, now);
  page.main << shows_section(p, now) << songs_section(p) << albums_section(p) << setlists_section(p, now) << "<p class=\"source full\"><a"
            << html::href("/artists/" + p.artist.slug + "/import") << ">Where this comes from</a></p></div>";
  return page;
}

}  // namespace pages
