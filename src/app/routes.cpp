#include "app/routes.hpp"

#include <atomic>

#include "admin/handlers.hpp"
#include "app/access.hpp"
#include "app/openapi.json.hpp"
#include "app/options.hpp"
#include "app/subscriptions.hpp"
#include "frame/frame.hpp"
#include "frame/installed.hpp"
#include "imports/handlers.hpp"
#include "live/handlers.hpp"
#include "pages/routes.hpp"
#include "platform/base/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "sandbox/sandbox.hpp"
#include "search/handlers.hpp"
#include "signin/handlers.hpp"

namespace app {

using base::Task;
using http::Method;
using http::Request;
using http::Response;

namespace {

// Whether the database answers a read within two seconds: who probes us gives up sooner than a lost connection does.
Task<bool> answers_in_time(db::Database& database) {
  struct Probe {
    std::atomic_flag told;
    bool answered = false;
  };
  const auto probe = std::make_shared<Probe>();
  auto look = [](db::Database& asked) -> Task<void> {
    auto count = [](db::Tx& tx) { return imports::counts(tx).running; };
    static_cast<void>(co_await asked.read(count));
  };
  auto begin = [&](auto resume) {
    base::start(look(database), [probe, resume](std::exception_ptr failure) {
      if (probe->told.test_and_set()) return;
      probe->answered = !failure;
      resume();
    });
    if (auto* loop = base::Executor::current())
      loop->after(std::chrono::seconds(2), [probe, resume] {
        if (!probe->told.test_and_set()) resume();
      });
  };
  co_await base::hop(begin);
  co_return probe->answered;
}

// Alive: the process answers. Ready: it can do its work, which takes the database.
void add_health(http::Router& router, db::Database& database) {
  router.add(Method::get, "/healthz", [](const Request&) { return http::text(200, "ok\n").with("Cache-Control", "no-store"); });
  router.add(Method::get, "/readyz", [&database](Request) -> Task<Response> {
    const bool ready = co_await answers_in_time(database);
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

// What the database says is for operators: visitors are told what it means for them.
base::Error for_visitors(const base::Error& error, const Request& request) {
  if (!error.code.starts_with("db.")) return error;
  base::log_error("app.database_trouble", {{"code", error.code}, {"message", error.message}, {"for_request", request.request_id}});
  return {error.kind, error.code, "The site cannot reach its data at the moment. Please try again in a minute."};
}

std::vector<std::string> suggestions(const Services& services) {
  if (!services.sandboxed()) return {};
  const auto names = sandbox::sample_names();
  return {names.begin(), names.end()};
}

}  // namespace

void add_routes(http::Router& router, RouteNeeds n) {
  router.on_error(
      [](const Request& request, const base::Error& error) { return frame::error_response(request, for_visitors(error, request)); });
  router.on_answer(frame::wear_theme);
  add_health(router, n.database);
  add_machine_routes(router);
  n.assets.serve_on(router);
  n.assets.serve_as(router, "/sw.js", "sw.js");
  frame::add_installed_routes(router);
  imports::add_routes(router, n.database, n.clock, n.streams);
  live::add_routes(router, {.database = n.database, .clock = n.clock, .keys = n.keys, .rooms = n.rooms});
  search::add_routes(router,
                     {.database = n.database,
                      .clock = n.clock,
                      .catalog = n.catalog,
                      .outside = n.outside,
                      .pace = {.at_once = n.config.get(option::search_lookups), .each = n.config.get(option::search_lookup_every)}});
  pages::add_routes(router, {.database = n.database,
                             .clock = n.clock,
                             .keys = n.keys,
                             .counts = n.counts,
                             .spotify = n.connections,
                             .cache = n.pages,
                             .suggestions = suggestions(n.services)});
  signin::add_routes(router, {.database = n.database,
                              .clock = n.clock,
                              .keys = n.keys,
                              .passwords = n.passwords,
                              .spotify = n.connections,
                              .pictures = n.pictures,
                              .tries_per_network = n.config.get(option::tries_per_network),
                              .adopted = adopted,
                              .address = n.address});
  const admin::Doorkeeper door(n.operator_token, n.database, n.clock, n.keys);
  admin::add_routes(router,
                    {.database = n.database, .clock = n.clock, .runner = n.runner, .services = n.services.for_operators(), .door = door});
  guard_routes(router, n.database, n.clock, n.keys, door,
               {.at_once = n.config.get(option::newcomers), .each = n.config.get(option::newcomer_every)});
}

}  // namespace app
