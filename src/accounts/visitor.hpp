// Who sends a request: a member (a session's cookie), a guest (a signed cookie of the device), or a newcomer without either.
// Cookies are other people's bytes: whatever is wrong with one, its sender is a newcomer.
#pragma once
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "accounts/keys.hpp"
#include "platform/http/message.hpp"

namespace accounts {

struct Visitor {
  UserId id;
  Role role = Role::guest;
  std::string name;
  std::string session;  // fingerprint of the session's token; empty: a guest

  bool guest() const { return role == Role::guest; }
};

inline constexpr std::string_view session_cookie = "theset_session";  // 64 hex digits
inline constexpr std::string_view guest_cookie = "theset_guest";      // id.signature

std::optional<Visitor> visitor(db::Tx& tx, const Keys& keys, base::Time now, const http::Request& request);

struct Known {
  Visitor visitor;
  std::optional<std::string> set_cookie = {};  // to be put on the answer: the newcomer became a guest
};
// The same for a deed: a newcomer becomes a guest. Needs a writing transaction.
Known visitor_or_guest(db::Tx& tx, const Keys& keys, base::Time now, const http::Request& request);

}  // namespace accounts
