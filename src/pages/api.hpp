// What there is to read, as JSON for programs: artists, shows with their setlists, venues.
#pragma once
#include "platform/base/clock.hpp"
#include "platform/db/db.hpp"
#include "platform/http/router.hpp"

namespace pages {

void add_api_routes(http::Router& router, db::Database& database, const base::Clock& clock);

}  // namespace pages
