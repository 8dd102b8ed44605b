#include "admin/doorkeeper.hpp"

#include "accounts/sessions.hpp"
#include "accounts/visitor.hpp"
#include "frame/frame.hpp"
#include "platform/base/random.hpp"

namespace admin {

namespace {
constexpr std::string_view bearer = "Bearer ";
}  // namespace

bool Doorkeeper::is_token(std::string_view text) const { return !token_.empty() && base::same_secret(text, token_); }

bool Doorkeeper::has_token(const http::Request& request) const {
  const auto authorization = request.headers.get("Authorization");
  return authorization.starts_with(bearer) && is_token(authorization.substr(bearer.size()));
}

base::Task<bool> Doorkeeper::lets_in(const http::Request& request) const {
  if (has_token(request)) co_return true;
  const auto visitor = co_await visitor_of(request);
  co_return visitor && visitor->role == accounts::Role::operator_;
}

base::Task<std::string> Doorkeeper::who(const http::Request& request) const {
  const auto visitor = co_await visitor_of(request);
  co_return visitor ? visitor->name : "operator's token";
}

base::Task<std::optional<accounts::Visitor>> Doorkeeper::visitor_of(const http::Request& request) const {
  if (!request.headers.find("Cookie")) co_return std::nullopt;
  auto look = [&](db::Tx& tx) { return accounts::visitor(tx, keys_, clock_.now(), request); };
  co_return co_await database_.read(look);
}

base::Task<http::Response> Doorkeeper::welcome(const http::Request& request) {
  auto begin = [&](db::Tx& tx) {
    const auto who = accounts::token_operator(tx, clock_.now());
    accounts::note_event(tx, clock_.now(), who, "operator_token", request);
    return accounts::begin_session(tx, clock_.now(), who, request).token;
  };
  const auto token = co_await database_.write(begin);
  co_return http::see_other("/admin/imports")
      .with("Set-Cookie", accounts::session_cookie_for(keys_, token))
      .with("Cache-Control", "no-store");
}

http::Response Doorkeeper::ask(const http::Request& request, std::string_view complaint) {
  if (request.wants_json())
    return http::json_error({base::Kind::unauthorized, "admin.token_needed", "This needs the operator's token."}, request);
  auto page = frame::operator_page("Operators");
  page.main << "<div class=\"wrap hero\"><h1>Operators</h1><p class=\"lead\">The token was printed when the program started, or is the "
               "option operator.token.</p></div>"
               "<div class=\"wrap sheet\">";
  if (!complaint.empty()) page.main << "<p class=\"toast bad\" role=\"status\">" << html::text(complaint) << "</p>";
  page.main << "<form class=\"find\" method=\"post\" action=\"/admin\"><label class=\"sr\" for=\"token\">Operator's token</label><input "
               "id=\"token\" name=\"token\" "
               "type=\"password\" required autocomplete=\"current-password\" placeholder=\"Token\"><button class=\"btn "
               "main\">Open</button></form></div>";
  return http::page(frame::draw(page), 401).with("Cache-Control", "no-store");
}

http::Handler Doorkeeper::guarded(http::Handler inner) const {
  return [door = *this, inner = std::move(inner)](http::Request request) -> base::Task<http::Response> {
    if (!co_await door.lets_in(request)) co_return ask(request);
    auto response = co_await inner(std::move(request));
    response.headers.set("Cache-Control", "no-store");
    co_return response;
  };
}

http::Guard Doorkeeper::guard() const {
  return [door = *this](const http::Request& request) -> base::Task<std::optional<http::Response>> {
    if (co_await door.lets_in(request)) co_return std::nullopt;
    co_return ask(request);
  };
}

}  // namespace admin
