// Follow and unfollow on an artist's page (ART-2): a plain form; unfollowing asks once, in place. The island posts the same form and puts
// this markup in its place.
#pragma once
#include "artists/artists.hpp"
#include "platform/html/html.hpp"

namespace pages {

struct Following {
  bool following = false;      // whether the viewer does
  std::int64_t followers = 0;  // how many do, on this site
};
html::Html follow_button(const artists::Artist& artist, const Following& state);
// The same on another page, `back`, that has a main action of its own and no number of followers.
html::Html follow_from(std::string_view slug, std::string_view name, bool following, std::string_view back);
// "Unfollow NAME?" behind a summary, for any list. `back`: where the form leads afterwards; empty: the artist's page.
html::Html unfollow_menu(std::string_view slug, std::string_view name, std::string_view summary_class, const html::Html& summary,
                         std::string_view back = {});

}  // namespace pages
