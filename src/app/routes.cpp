#include "app/routes.hpp"

#include "admin/handlers.hpp"
#include "app/openapi.json.hpp"
#include "frame/frame.hpp"
#include "imports/handlers.hpp"
#include "pages/routes.hpp"
#include "platform/metrics/metrics.hpp"
#include "sandbox/sandbox.hpp"
#include "search/handlers.hpp"

namespace app {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

// Alive: the process answers. Ready: it can do its work, which takes the database.
void add_health(http::Router& router, db::Database& database) {
  router.add(Method::get, "/healthz", [](const Request&) { return http::text(200, "ok\n").with("Cache-Control", "no-store"); });
  router.add(Method::get, "/readyz", [&database](Request) -> Task<Response> {
    bool ready = true;
    try {
      auto look = [](db::Tx& tx) { return imports::counts(tx).running >= 0; };
      ready = co_await database.read(look);
    } catch (const std::exception&) { ready = false; }
    co_return http::text(ready ? 200 : 503, ready ? "ready\n" : "the database does not answer\n").with("Cache-Control", "no-store");
  });
}

void add_machine_routes(http::Router& router) {
  router.add(Method::get, "/metrics",
             [](const Request&) { return http::text(200, metrics::expose(), "text/plain; version=0.0.4; charset=utf-8"); });
  router.add(Method::get, "/api/openapi.json",
             [](const Request&) { return http::text(200, std::string(openapi_json), "application/json"); });
  router.add(Method::get, "/robots.txt",
             [](const Request&) { return http::text(200, "User-agent: *\nDisallow: /admin/\nDisallow: /api/\nDisallow: /search\n"); });
}

std::vector<std::string> suggestions(const Services& services) {
  if (!services.sandboxed()) return {};
  const auto names = sandbox::sample_names();
  return {names.begin(), names.end()};
}

}  // namespace

void add_routes(http::Router& router, RouteNeeds n) {
  router.on_error(frame::error_response);
  add_health(router, n.database);
  add_machine_routes(router);
  n.assets.serve_on(router);
  imports::add_routes(router, n.database, n.clock, n.streams);
  search::add_routes(router, {.database = n.database, .clock = n.clock, .catalog = n.catalog, .outside = n.outside});
  pages::add_routes(router, {.database = n.database, .clock = n.clock, .cache = n.pages, .suggestions = suggestions(n.services)});
  admin::add_routes(router,
                    {.database = n.database, .clock = n.clock, .runner = n.runner, .gates = n.services.gates(), .token = n.operator_token});
}

}  // namespace app
