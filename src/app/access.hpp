// Who may call which address: one table for the whole program (ACC-5, OPS-4). A route that is not in it is closed to everybody but
// operators, and a test fails for it.
#pragma once
#include <optional>
#include <span>

#include "accounts/accounts.hpp"
#include "accounts/keys.hpp"
#include "admin/handlers.hpp"
#include "platform/http/router.hpp"
#include "platform/http/visitor_limit.hpp"

namespace app {

struct Rule {
  http::Method method;
  std::string_view pattern;
  accounts::Role least;  // guest: everybody
};
std::span<const Rule> access_table();
std::optional<accounts::Role> least_role(const http::Router::Route& route);

// Sets the guards; after the last route. `newcomers` is how many of one network may do something, by which each becomes a guest with a
// voice: beyond, 429 accounts.too_many_newcomers. Whoever is known already is not counted.
void guard_routes(http::Router& router, db::Database& database, const base::Clock& clock, const accounts::Keys& keys,
                  const admin::Doorkeeper& door, http::VisitorPace newcomers);

}  // namespace app
