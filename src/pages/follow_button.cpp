#include "pages/follow_button.hpp"

#include "frame/frame.hpp"
#include "frame/parts.hpp"

namespace pages {

using html::Html;

Html unfollow_menu(std::string_view slug, std::string_view name, std::string_view summary_class, const Html& summary,
                   std::string_view back) {
  Html h;
  h << "<details class=\"ask\"><summary" << html::attr("class", summary_class) << ">" << summary << "</summary><form method=\"post\""
    << html::attr("action", "/artists/" + std::string(slug) + "/unfollow") << "><p>Unfollow " << html::text(name) << "?</p>";
  if (!back.empty()) h << frame::hidden("back", back);
  h << "<button class=\"btn\">Unfollow</button></form></details>";
  return h;
}

Html follow_button(const artists::Artist& artist, const Following& state) {
  Html h;
  h << "<ts-follow data-section=\"follow\"" << html::attr("data-followers", html::thousands(state.followers))
    << html::attr("data-counts", "/api/v1/artists/" + artist.id.str() + "/followers/events") << ">";
  if (state.following) {
    Html words;
    words << frame::icon("check") << "Following";
    h << unfollow_menu(artist.slug, artist.name, "btn", words);
  } else {
    h << "<form method=\"post\"" << html::attr("action", "/artists/" + artist.slug + "/follow") << "><button class=\"btn main\">"
      << frame::icon("plus") << "Follow</button></form>";
  }
  return h << "</ts-follow>";
}

}  // namespace pages
