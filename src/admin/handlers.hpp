// The operator's pages: all imports, and the queue (JOB-3, first part), live. For operators only, which the router's
// guard sees to (app/access.cpp); the token is taken once, from the address printed at start or from a form, and signs in.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "admin/doorkeeper.hpp"
#include "platform/base/clock.hpp"
#include "platform/db/db.hpp"
#include "platform/http/router.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/limits/limits.hpp"

namespace admin {

// An outside service: what it may be asked, whether this site has a key for it, and what of it is withheld from this site.
struct OutsideService {
  limits::Gate& gate;
  bool connected;
  std::function<std::vector<std::string>()> withheld;
};

struct Needs {
  db::Database& database;
  const base::Clock& clock;
  const jobs::Runner& runner;  // tells owners of discarded jobs
  std::vector<OutsideService> services;
  Doorkeeper door;
};
void add_routes(http::Router& router, Needs needs);

}  // namespace admin
