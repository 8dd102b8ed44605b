#include "accounts/visitor.hpp"

#include "accounts/accounts.sql.hpp"
#include "accounts/sessions.hpp"
#include "accounts/stored.hpp"
#include "platform/base/secrets.hpp"

namespace accounts {

namespace {

constexpr std::string_view purpose = "guest";
constexpr std::size_t token_length = 64;
constexpr std::chrono::seconds guest_lasts = std::chrono::days(400);  // the longest that browsers keep a cookie

std::optional<Visitor> member(db::Tx& tx, const Keys& keys, base::Time now, const http::Request& request) {
  const auto token = request.cookie(keys.cookie_name(session_cookie));
  if (!token || token->size() != token_length) return std::nullopt;
  const auto session = base::fingerprint(*token);
  const auto found = tx.one(sql::session, read_person, session, now);
  if (!found) return std::nullopt;
  return Visitor{found->id, found->role, found->name, session};
}

// Somebody who signed in on this device, and out again, is a newcomer: the guest's deeds are the account's now.
std::optional<Visitor> guest(db::Tx& tx, const Keys& keys, const http::Request& request) {
  const auto cookie = request.cookie(keys.cookie_name(guest_cookie));
  if (!cookie) return std::nullopt;
  const auto dot = cookie->find('.');
  if (dot == std::string::npos) return std::nullopt;
  const std::string_view text(*cookie);
  const auto id = UserId::parse(text.substr(0, dot));
  if (!id || !keys.signed_by_us(purpose, text.substr(0, dot), text.substr(dot + 1))) return std::nullopt;
  const auto found = person(tx, *id);
  if (!found || found->role != Role::guest || found->adopted_by) return std::nullopt;
  return Visitor{found->id, found->role, found->name, {}};
}

}  // namespace

std::optional<Visitor> visitor(db::Tx& tx, const Keys& keys, base::Time now, const http::Request& request) {
  if (auto found = member(tx, keys, now, request)) return found;
  return guest(tx, keys, request);
}

Known visitor_or_guest(db::Tx& tx, const Keys& keys, base::Time now, const http::Request& request) {
  if (auto found = visitor(tx, keys, now, request)) {
    if (!found->session.empty() && session_needs_keeping(tx, now, found->session)) keep_session(tx, now, found->session);
    return {std::move(*found)};
  }
  const auto made = add_guest(tx, now);
  const auto id = made.id.str();
  return {{made.id, made.role, made.name, {}}, keys.cookie(guest_cookie, id + "." + keys.sign(purpose, id), guest_lasts)};
}

}  // namespace accounts
