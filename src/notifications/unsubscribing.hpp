// The way out of mail without signing in (MAIL-4, RFC 8058): an address that names a member and a topic, signed by the site, good for ever
// and for nothing else. It is in the letter and in its List-Unsubscribe header.
#pragma once
#include <optional>
#include <string>

#include "accounts/keys.hpp"
#include "notifications/wishes.hpp"
#include "platform/http/message.hpp"

namespace notifications {

std::string unsubscribe_path(const accounts::Keys& keys, accounts::UserId user, Topic topic);  // "/unsubscribe?…"

struct Unsubscribing {
  accounts::UserId user;
  Topic topic = Topic::platform;
};
// Nothing for what the site did not sign.
std::optional<Unsubscribing> unsubscribing(const accounts::Keys& keys, const http::Params& query);
// False: they get none of this topic already. Everything else stays as it is.
bool unsubscribe(db::Tx& tx, base::Time now, const Unsubscribing& who);

}  // namespace notifications
