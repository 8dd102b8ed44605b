#include "signin/desk.hpp"

namespace signin {

Complaint busy() {
  return {{base::Kind::unavailable, "accounts.busy", "Many people are signing in right now. Please try again in a few seconds."},
          std::chrono::seconds(3)};
}

Complaint too_many(base::Duration wait) {
  return {
      {base::Kind::rate_limited, "accounts.too_many_attempts", "Too many tries. Please wait " + http::whole_seconds(wait) + " seconds."},
      wait};
}

std::vector<std::string> Desk::let_in(db::Tx& tx, const Account& account, const Request& request) const {
  const auto& keys = needs_.keys;
  std::vector<std::string> cookies;
  auto nobody = accounts::visitor(tx, keys, now(), request);
  if (nobody && nobody->guest()) {
    adopt(tx, now(), nobody->id, account.id, needs_.adopted);
    cookies.push_back(keys.cookie(accounts::guest_cookie, "", std::chrono::seconds(0)));
  } else if (nobody) {
    accounts::end_session(tx, nobody->id, nobody->session);  // a fresh token at every sign-in, and no session left behind
  }
  const auto session = accounts::begin_session(tx, now(), account.id, request);
  cookies.push_back(accounts::session_cookie_for(keys, session.token));
  if (account.theme) cookies.push_back(theme_cookie(account.theme));
  if (session.new_device)
    mail(tx, account, account.email,
         letters::new_device(accounts::device_of(request.headers.get("User-Agent")), accounts::place_of(request.peer),
                             needs_.address() + "/settings"));
  return cookies;
}

void Desk::mail(db::Tx& tx, const Account& to, std::string_view address, const letters::Mail& mail) const {
  if (address.empty()) return;  // an account by Spotify alone may have none
  notifications::post(tx, now(), to.id, address, notifications::Topic::security, mail.kind, notifications::write(mail.words));
}

// 400 days: https://www.rfc-editor.org/rfc/rfc6265bis, section 5.5.
std::string Desk::theme_cookie(std::optional<frame::Theme> theme) const {
  return needs_.keys.cookie(frame::theme_cookie, theme ? frame::to_string(*theme) : "",
                            theme ? std::chrono::days(400) : std::chrono::days(0));
}

std::string Desk::link(std::string_view path, std::string_view token) const {
  return needs_.address() + std::string(path) + "?token=" + std::string(token);
}

std::optional<base::Duration> Desk::count_mail(db::Tx& tx, const Request& request, std::string_view address) const {
  using namespace std::chrono_literals;
  if (const auto wait = count_attempt(tx, now(), {"mail-from:" + accounts::place_of(request.peer), 20, 10s, 1h})) return wait;
  return count_attempt(tx, now(), {"mail-to:" + std::string(address), 4, 60s, 6h});
}

Response private_page(const frame::Page& page, int status) {
  return http::page(frame::draw(page), status).with("Cache-Control", "no-store").with("Referrer-Policy", "no-referrer");
}

Response again(FormPage page, const Complaint& complaint) {
  page.complaint = complaint.error.message;
  page.code = complaint.error.code;
  auto response = private_page(draw(page), http::status_of(complaint.error));
  if (complaint.wait) response.headers.set("Retry-After", http::whole_seconds(*complaint.wait));
  return response;
}

Response to(std::string_view next, const std::vector<std::string>& cookies) {
  auto response = http::see_other(http::own_path(next)).with("Cache-Control", "no-store");
  for (const auto& cookie : cookies) response.headers.add("Set-Cookie", cookie);
  return response;
}

}  // namespace signin
