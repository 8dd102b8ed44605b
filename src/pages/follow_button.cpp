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

namespace {

Html deed(std::string_view slug, std::string_view name, bool following, std::string_view button, std::string_view back) {
  Html h;
  if (following) {
    Html words;
    words << frame::icon("check") << "Following";
    return unfollow_menu(slug, name, "btn", words, back);
  }
  h << "<form method=\"post\"" << html::attr("action", "/artists/" + std::string(slug) + "/follow") << ">";
  if (!back.empty()) h << frame::hidden("back", back);
  return h << "<button" << html::attr("class", button) << ">" << frame::icon("plus") << "Follow</button></form>";
}

}  // namespace

Html follow_button(const artists::Artist& artist, const Following& state) {
  Html h;
  h << "<ts-follow data-section=\"follow\"" << html::attr("data-followers", html::thousands(state.followers))
    << html::attr("data-counts", "/api/v1/artists/" + artist.id.str() + "/followers/events") << ">";
  return h << deed(artist.slug, artist.name, state.following, "btn main", {}) << "</ts-follow>";
}

Html follow_from(std::string_view slug, std::string_view name, bool following, std::string_view back) {
  Html h;
  return h << "<ts-follow data-section=\"follow\">" << deed(slug, name, following, "btn", back) << "</ts-follow>";
}

}  // namespace pages
