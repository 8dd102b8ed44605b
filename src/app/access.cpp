#include "app/access.hpp"

#include <algorithm>
#include <array>

#include "accounts/sessions.hpp"
#include "accounts/visitor.hpp"
#include "frame/frame.hpp"
#include "platform/base/log.hpp"
#include "platform/http/ascii.hpp"

namespace app {

namespace {

using accounts::Role;
using base::Task;
using http::Method;
using http::Request;
using http::Response;

constexpr auto everybody = Role::guest;
constexpr auto get = Method::get;
constexpr auto post = Method::post;

constexpr Rule table[] = {
    // Machines
    {get, "/healthz", everybody},
    {get, "/readyz", everybody},
    {get, "/metrics", everybody},
    {get, "/robots.txt", everybody},
    {get, "/assets/{file}", everybody},
    {get, "/sw.js", everybody},
    {get, "/manifest.webmanifest", everybody},
    {get, "/offline", everybody},
    {get, "/api/openapi.json", everybody},
    // Pages
    {get, "/", everybody},
    {get, "/artists/{slug}", everybody},
    {get, "/artists/{slug}/import", everybody},
    {post, "/artists/{slug}/follow", everybody},
    {post, "/artists/{slug}/unfollow", everybody},
    {get, "/artists/{slug}/setlists", everybody},
    {get, "/artists/{slug}/shows", everybody},
    {get, "/artists/{slug}/songs", everybody},
    {get, "/shows/{id}", everybody},
    {get, "/shows/{id}/{act}", everybody},
    {get, "/shows/{id}/history", everybody},
    {get, "/shows/{id}/print", everybody},
    {get, "/shows/{id}/setlist.csv", everybody},
    {get, "/shows/{id}/setlist.json", everybody},
    {get, "/shows/{id}/setlist.md", everybody},
    {get, "/shows/{id}/setlist.txt", everybody},
    {get, "/shows/{id}/room", everybody},
    {get, "/shows/{id}/share", everybody},
    {get, "/shows/{id}/sheet/{item}", everybody},
    {get, "/shows/{id}/show.ics", everybody},
    {get, "/venues/{slug}", everybody},
    {get, "/u/{handle}", everybody},
    {get, "/pictures/{hash}/{side}", everybody},
    {get, "/following", everybody},
    {get, "/following/spotify", Role::fan},
    {post, "/following/spotify", Role::fan},
    {post, "/following/calendar", everybody},  // sends whoever has no account to sign in
    {get, "/calendar/{token}", everybody},     // the token is the key
    {get, "/help/voting", everybody},
    // Search and imports
    {get, "/search", everybody},
    {get, "/search/candidates", everybody},
    {get, "/search/suggest", everybody},
    {post, "/imports", everybody},
    {post, "/imports/{id}/retry", everybody},
    // The same for programs
    {get, "/api/v1/artists/{id}", everybody},
    {get, "/api/v1/artists/{id}/shows", everybody},
    {get, "/api/v1/artists/{id}/followers/events", everybody},
    {get, "/api/v1/shows/{id}", everybody},
    {get, "/api/v1/venues/{id}", everybody},
    {get, "/api/v1/search", everybody},
    {get, "/api/v1/search/candidates", everybody},
    {get, "/api/v1/artists/{id}/import", everybody},
    {get, "/api/v1/artists/{id}/import/events", everybody},
    {get, "/api/v1/artists/{id}/import/socket", everybody},
    {post, "/api/v1/imports", everybody},
    {post, "/api/v1/artists/{id}/import/retry", everybody},
    // Live setlists: a newcomer's first deed makes a guest
    {get, "/api/v1/setlists/{id}", everybody},
    {get, "/api/v1/setlists/{id}/events", everybody},
    {get, "/api/v1/setlists/{id}/poll", everybody},
    {get, "/api/v1/setlists/{id}/socket", everybody},
    {get, "/api/v1/setlists/{id}/versions", everybody},
    {get, "/api/v1/setlists/{id}/versions/{rev}", everybody},
    {post, "/api/v1/setlists/{id}/ops", everybody},
    {post, "/api/v1/setlists/{id}/votes", everybody},
    {post, "/api/v1/setlists/{id}/presence", everybody},
    {post, "/api/v1/setlists/{id}/undo", everybody},
    {post, "/api/v1/setlists/{id}/redo", everybody},
    {post, "/api/v1/setlists/{id}/rollback", everybody},
    {post, "/api/v1/shows/{id}/setlist", everybody},
    {get, "/setlists/{id}/songs", everybody},
    {post, "/setlists/{id}/vote", everybody},
    {post, "/setlists/{id}/add", everybody},
    {post, "/setlists/{id}/move", everybody},
    {post, "/setlists/{id}/set", everybody},
    {post, "/setlists/{id}/remove", everybody},
    {post, "/setlists/{id}/undo", everybody},
    {post, "/setlists/{id}/redo", everybody},
    {post, "/setlists/{id}/rollback", everybody},
    // Signing in
    {get, "/sign-in", everybody},
    {post, "/sign-in", everybody},
    {get, "/sign-up", everybody},
    {post, "/sign-up", everybody},
    {get, "/sign-out", Role::fan},
    {post, "/sign-out", Role::fan},
    {get, "/sign-in/verify", everybody},
    {post, "/sign-in/verify", everybody},
    {get, "/sign-in/forgotten", everybody},
    {post, "/sign-in/forgotten", everybody},
    {get, "/sign-in/reset", everybody},
    {post, "/sign-in/reset", everybody},
    {get, "/sign-in/address", everybody},
    {post, "/sign-in/address", everybody},
    {get, "/sign-in/spotify", everybody},
    {get, "/sign-in/spotify/back", everybody},  // the state and the browser's cookie are the key
    {get, "/unsubscribe", everybody},           // the signature is the key
    {post, "/unsubscribe", everybody},
    {get, "/settings", Role::fan},
    {get, "/settings/spotify", Role::fan},
    {post, "/settings/spotify", Role::fan},
    {post, "/settings/spotify/unlink", Role::fan},
    {get, "/settings/delete", Role::fan},
    {post, "/settings/delete", Role::fan},
    {post, "/settings/keep", Role::fan},
    {post, "/settings/export", Role::fan},
    {get, "/settings/export/{id}", Role::fan},
    {post, "/settings/profile", Role::fan},
    {post, "/settings/picture", Role::fan},
    {post, "/settings/picture/remove", Role::fan},
    {post, "/settings/privacy", Role::fan},
    {post, "/settings/theme", Role::fan},
    {post, "/settings/notifications", Role::fan},
    {post, "/settings/password", Role::fan},
    {post, "/settings/address", Role::fan},
    {post, "/settings/sessions", Role::fan},
    // Operators. /admin is the door itself.
    {get, "/admin", everybody},
    {post, "/admin", everybody},
    {get, "/admin/imports", Role::operator_},
    {get, "/admin/jobs", Role::operator_},
    {post, "/admin/jobs", Role::operator_},
    {get, "/admin/jobs/{id}", Role::operator_},
    {post, "/admin/queues/{queue}", Role::operator_},
    {get, "/admin/mail", Role::operator_},
    {get, "/admin/security", Role::operator_},
    {get, "/admin/reviews", Role::operator_},
    {post, "/admin/reviews/{id}", Role::operator_},
    {get, "/admin/artists/{id}", Role::operator_},
    {post, "/admin/artists/{id}", Role::operator_},
    {get, "/admin/artists/{id}/songs", Role::operator_},
    {get, "/admin/songs/{id}", Role::operator_},
    {post, "/admin/songs/{id}", Role::operator_},
    {get, "/admin/venues/{id}", Role::operator_},
    {post, "/admin/venues/{id}", Role::operator_},
    {get, "/admin/shows/{id}", Role::operator_},
    {post, "/admin/shows/{id}", Role::operator_},
};

base::Error sign_in_first() { return {base::Kind::unauthorized, "accounts.sign_in_first", "Please sign in first."}; }
base::Error not_yours() { return {base::Kind::forbidden, "accounts.not_allowed", "Your account may not do this."}; }

// Forms and pages lead to the sign-in page and back; programs are told in JSON.
Response refused(const Request& request, bool known) {
  if (request.wants_json() || request.path.starts_with("/api/")) return http::json_error(known ? not_yours() : sign_in_first(), request);
  if (known) throw base::ErrorException(not_yours());
  const bool reads = request.method == Method::get || request.method == Method::head;
  return http::see_other("/sign-in" + (reads ? "?next=" + html::encode_component(request.target) : std::string()))
      .with("Cache-Control", "no-store");
}

// Somebody signed in, of at least this role. Using a session keeps it.
http::Guard members(db::Database& database, const base::Clock& clock, const accounts::Keys& keys, Role least) {
  return [&database, &clock, &keys, least](const Request& request) -> Task<std::optional<Response>> {
    struct Look {
      std::optional<accounts::Visitor> visitor;
      bool keep = false;
    };
    const auto now = clock.now();
    auto look = [&](db::Tx& tx) {
      Look found{accounts::visitor(tx, keys, now, request)};
      found.keep = found.visitor && !found.visitor->session.empty() && accounts::session_needs_keeping(tx, now, found.visitor->session);
      return found;
    };
    const auto found = co_await database.read(look);
    if (!found.visitor || found.visitor->guest()) co_return refused(request, false);
    if (found.visitor->role < least) co_return refused(request, true);
    auto keep = [&](db::Tx& tx) { accounts::keep_session(tx, now, found.visitor->session); };
    if (found.keep) co_await database.write(keep);
    co_return std::nullopt;
  };
}

// Where a newcomer may follow, vote and edit.
bool makes_guests(const http::Router::Route& route) {
  constexpr std::array places = {"/artists/", "/setlists/", "/api/v1/setlists/"};
  return route.method == post && std::ranges::any_of(places, [&](std::string_view place) { return route.pattern.starts_with(place); });
}

// Who becomes a guest by this: a hall full of people behind one address, but not voices without end.
http::Guard newcomers(db::Database& database, const base::Clock& clock, const accounts::Keys& keys, http::VisitorPace pace) {
  const auto limit = std::make_shared<http::VisitorLimit>(pace);
  return [&database, &clock, &keys, limit](const Request& request) -> Task<std::optional<Response>> {
    const auto now = clock.now();
    auto known = [&](db::Tx& tx) { return accounts::visitor(tx, keys, now, request).has_value(); };
    if (co_await database.read(known)) co_return std::nullopt;
    const auto until = limit->enter(request.peer, now);
    if (!until) co_return std::nullopt;
    const auto wait = http::whole_seconds(*until - now);
    const base::Error error{base::Kind::rate_limited, "accounts.too_many_newcomers",
                            "Very many people have just begun from your network. Please try again in " + wait + " s, or sign in."};
    co_return frame::error_response(request, error).with("Retry-After", wait);
  };
}

// Programs send JSON, pages send forms: a body that says to be anything else, or says nothing, is refused before it is read.
bool is_of_its_kind(const Request& request, bool for_programs) {
  if (request.body.empty()) return true;
  auto rest = request.headers.get("Content-Type");
  const auto type = http::next_part(rest, ';');
  const auto is = [&](std::string_view known) { return http::same_ignoring_case(type, known); };
  return for_programs ? is("application/json") : is("application/x-www-form-urlencoded") || is("multipart/form-data");
}

http::Guard of_its_kind(bool for_programs, http::Guard then) {
  return [for_programs, then = std::move(then)](const Request& request) -> Task<std::optional<Response>> {
    if (!is_of_its_kind(request, for_programs))
      throw base::ErrorException(base::invalid(
          "http.media_type", for_programs ? "This address expects JSON (application/json)." : "This address expects a form."));
    if (!then) co_return std::nullopt;
    co_return co_await then(request);
  };
}

}  // namespace

std::span<const Rule> access_table() { return table; }

std::optional<Role> least_role(const http::Router::Route& route) {
  const auto* rule = std::ranges::find_if(table, [&](const Rule& r) { return r.method == route.method && r.pattern == route.pattern; });
  return rule == std::end(table) ? std::nullopt : std::optional(rule->least);
}

void guard_routes(http::Router& router, db::Database& database, const base::Clock& clock, const accounts::Keys& keys,
                  const admin::Doorkeeper& door, http::VisitorPace pace) {
  const auto strangers = newcomers(database, clock, keys, pace);
  const auto guard_of = [&](const http::Router::Route& route) -> http::Guard {
    const auto least = least_role(route);
    if (!least) base::log_error("app.route_without_rule", {{"method", http::name_of(route.method)}, {"route", route.pattern}});
    if (least == everybody) return makes_guests(route) ? strangers : http::Guard{};
    if (!least || *least == Role::operator_) return door.guard();
    return members(database, clock, keys, *least);
  };
  router.protect([&](const http::Router::Route& route) {
    return route.method == post ? of_its_kind(route.pattern.starts_with("/api/"), guard_of(route)) : guard_of(route);
  });
}

}  // namespace app
