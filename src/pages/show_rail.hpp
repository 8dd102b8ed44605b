// What stands beside a show's setlist: line-up, venue, where it is listed; and the show as search engines read it.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

html::Html about_show(const ShowPage& page);
html::Html linked_data(const ShowPage& page);
std::string title_of(const shows::Show& show);  // the festival's name, else the headliner's

}  // namespace pages
