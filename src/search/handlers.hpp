// The addresses of searching: the page, its fragments, and the same as JSON.
// Error codes: search.empty_query, search.query_too_long (over 200 characters), search.bad_limit (not 1-50), and, of the
// candidates, search.outside_unavailable and search.busy (503, with Retry-After where it is known), and
// search.too_often (429, with Retry-After: one visitor has the outside asked faster than the pace).
#pragma once
#include "platform/http/router.hpp"
#include "platform/http/visitor_limit.hpp"
#include "search/catalog.hpp"
#include "search/outside.hpp"

namespace search {

struct Needs {
  db::Database& database;
  const base::Clock& clock;
  const Catalog& catalog;
  OutsideSearch& outside;
  http::VisitorPace pace = {};  // of those who have the outside asked
};
// All must outlive the router.
void add_routes(http::Router& router, Needs needs);

}  // namespace search
