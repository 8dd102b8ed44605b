#include "admin/doorkeeper.hpp"

#include "frame/frame.hpp"
#include "platform/base/random.hpp"

namespace admin {

namespace {
constexpr std::string_view cookie_name = "theset_operator";
constexpr std::string_view bearer = "Bearer ";
}  // namespace

bool Doorkeeper::is_token(std::string_view text) const { return !token_.empty() && base::same_secret(text, token_); }

bool Doorkeeper::lets_in(const http::Request& request) const {
  if (const auto cookie = request.cookie(cookie_name); cookie && is_token(*cookie)) return true;
  const auto authorization = request.headers.get("Authorization");
  return authorization.starts_with(bearer) && is_token(authorization.substr(bearer.size()));
}

http::Response Doorkeeper::welcome() const {
  return http::see_other("/admin/imports")
      .with("Set-Cookie", std::string(cookie_name) + "=" + token_ + "; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=43200")
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
    if (!door.lets_in(request)) co_return ask(request);
    auto response = co_await inner(std::move(request));
    response.headers.set("Cache-Control", "no-store");
    co_return response;
  };
}

}  // namespace admin
