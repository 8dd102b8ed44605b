// Following and unfollowing by form, and an artist's number of followers, live.
#pragma once
#include "pages/routes.hpp"

namespace pages {

void add_follow_routes(http::Router& router, const Needs& needs);

}  // namespace pages
