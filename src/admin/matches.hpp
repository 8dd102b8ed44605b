// The routes of matches, sources and corrections. Private to this folder.
#pragma once
#include "admin/doorkeeper.hpp"
#include "admin/handlers.hpp"

namespace admin {

void add_match_routes(http::Router& router, const Doorkeeper& door, const Needs& needs);

}  // namespace admin
