// The addresses of a show: its page, a tab for each act, the room, the rows' sheets, history. What a known visitor sees is drawn for them;
// for everybody else finished pages are kept.
#pragma once
#include "pages/routes.hpp"

namespace pages {

void add_show_routes(http::Router& router, const Needs& needs);

}  // namespace pages
