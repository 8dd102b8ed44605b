// What stands beside a show's setlist: line-up, venue, where it is listed; and the show as search engines read it.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

html::Html about_show(const ShowPage& page);
// How many songs there are, and where the list comes from (EXT-3: a followable link).
html::Html source_line(const setlists::Setlist& setlist);
html::Html linked_data(const ShowPage& page);
std::string title_of(const shows::Show& show);  // the festival's name, else the headliner's

}  // namespace pages
