// The addresses of whole pages.
#pragma once
#include <string>
#include <vector>

#include "accounts/keys.hpp"
#include "connections/connections.hpp"
#include "follows/counts.hpp"
#include "platform/base/clock.hpp"
#include "platform/cache/page_cache.hpp"
#include "platform/db/db.hpp"
#include "platform/http/router.hpp"

namespace pages {

struct Needs {
  db::Database& database;
  const base::Clock& clock;
  const accounts::Keys& keys;            // who a visitor is
  follows::Counts& counts;               // of followers, live
  connections::Spotify& spotify;         // whom members listen to
  cache::PageCache& cache;               // finished pages by address and revision
  std::vector<std::string> suggestions;  // names the home page offers to try; may be empty
};
void add_routes(http::Router& router, Needs needs);

}  // namespace pages
