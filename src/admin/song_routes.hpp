// The routes of the operators' pages of songs. Private to this folder.
#pragma once
#include "admin/doorkeeper.hpp"
#include "admin/handlers.hpp"

namespace admin {

void add_song_routes(http::Router& router, const Doorkeeper& door, const Needs& needs);

}  // namespace admin
