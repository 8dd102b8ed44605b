// The addresses of Following, and of calendars (ART-2, SHO-2, SHO-3). A feed's address is its own key: its reader has no cookie.
#pragma once
#include "pages/routes.hpp"

namespace pages {

void add_following_routes(http::Router& router, const Needs& needs);

}  // namespace pages
