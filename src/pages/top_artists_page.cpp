#include "pages/top_artists_page.hpp"

#include <unordered_map>

#include "frame/parts.hpp"
#include "pages/pages.sql.hpp"
#include "platform/db/lists.hpp"

namespace pages {

using html::Html;

namespace {

void row(Html& h, const TopArtist& a, const std::string& next) {
  const auto light = frame::tone(static_cast<std::int64_t>(std::hash<std::string>{}(a.spotify_id)), {}, a.image);
  h << "<li" << html::attr("id", "a-" + a.spotify_id) << ">";
  if (a.following) {
    h << "<a" << html::href("/artists/" + a.slug) << ">" << light << "<span class=\"face\" dir=\"auto\">" << html::text(a.name)
      << "</span><small>Following</small></a></li>";
    return;
  }
  h << light << "<span class=\"face\" dir=\"auto\">" << html::text(a.name) << "</span>";
  const auto note = a.slug.empty() ? (a.note.empty() ? "not here yet" : a.note + ", not here yet") : a.note;
  if (!note.empty()) h << "<small>" << html::text(note) << "</small>";
  h << "<ts-bring-in><form method=\"post\" action=\"/following/spotify\">" << frame::hidden("spotify_id", a.spotify_id)
    << frame::hidden("next", next) << "<button class=\"btn\"" << html::attr("aria-label", "Follow " + a.name) << ">" << frame::icon("plus")
    << "Follow</button></form></ts-bring-in></li>";
}

void trouble(Html& h, const TopArtistsPage& p) {
  h << "<p class=\"toast bad\" role=\"alert\">" << html::text(p.complaint) << " <span class=\"dim\">" << html::text(p.code)
    << "</span></p><p class=\"actions\">";
  const auto here = "/following/spotify?next=" + html::encode_component(p.next);
  if (p.sign_in_again)
    h << "<a class=\"btn main\"" << html::href("/settings/spotify?next=" + html::encode_component(here))
      << ">Sign in with Spotify once more</a>";
  else h << "<a class=\"btn\"" << html::href(here) << ">" << frame::icon("retry") << "Try again</a>";
  h << "</p>";
}

}  // namespace

TopArtistsPage top_artists_page(db::Tx& tx, accounts::UserId viewer, const std::vector<spotify::Artist>& heard) {
  struct Here {
    std::string slug;
    bool following;
  };
  std::unordered_map<std::string, Here> here;
  tx.each(
      sql::here_and_followed, [&](const db::Row& r) { here.emplace(r.str(0), Here{r.str(1), r.flag(2)}); }, viewer,
      db::json_list(heard, &spotify::Artist::id));
  TopArtistsPage page;
  for (const auto& artist : heard) {
    TopArtist one{artist.id, artist.name, artist.genres.empty() ? "" : artist.genres.front(),
                  spotify::picture_of(artist.images, spotify::small_picture)};
    if (const auto found = here.find(artist.id); found != here.end()) {
      one.slug = found->second.slug;
      one.following = found->second.following;
    }
    page.artists.push_back(std::move(one));
  }
  return page;
}

frame::Page draw(const TopArtistsPage& p) {
  frame::Page page;
  page.title = "Artists you listen to";
  page.tab = frame::Tab::following;
  page.index = false;
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>Artists you listen to</h1><p class=\"lead\">As Spotify has it. Follow whom you like: their shows and "
       "setlists come together under Following. Who is not here yet is brought in.</p><p class=\"actions\"><a class=\"btn\""
    << html::href(p.next) << ">Go on</a></p></div><div class=\"wrap\">";
  if (!p.complaint.empty()) trouble(h, p);
  else if (p.artists.empty()) h << "<div class=\"empty\"><p>Spotify does not know yet whom you listen to.</p></div>";
  else {
    h << "<ul class=\"results\">";
    for (const auto& artist : p.artists) row(h, artist, p.next);
    h << "</ul>";
  }
  h << "</div>";
  return page;
}

}  // namespace pages
