// The addresses of imports: begin, progress in three ways, retry; as JSON under /api/v1 and as plain forms.
#pragma once
#include "imports/streams.hpp"
#include "platform/base/clock.hpp"
#include "platform/db/db.hpp"
#include "platform/http/router.hpp"

namespace imports {

// All three must outlive the router.
void add_routes(http::Router& router, db::Database& database, const base::Clock& clock, ProgressStreams& streams);

}  // namespace imports
