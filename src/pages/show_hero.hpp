// The top of a show's page: its state, who, where and when, and the one main action.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

html::Html show_hero(const ShowPage& page, base::Time now);

}  // namespace pages
