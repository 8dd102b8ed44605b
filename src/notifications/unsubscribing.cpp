#include "notifications/unsubscribing.hpp"

#include "notifications/notifications.sql.hpp"

namespace notifications {

namespace {

constexpr std::string_view purpose = "unsubscribe";

std::string signed_text(accounts::UserId user, Topic topic) { return user.str() + "/" + std::string(to_string(topic)); }

}  // namespace

std::string unsubscribe_path(const accounts::Keys& keys, accounts::UserId user, Topic topic) {
  return "/unsubscribe?member=" + user.str() + "&topic=" + std::string(to_string(topic)) +
         "&signature=" + keys.sign(purpose, signed_text(user, topic));
}

std::optional<Unsubscribing> unsubscribing(const accounts::Keys& keys, const http::Params& query) {
  const auto user = accounts::UserId::parse(query.get("member"));
  for (const auto topic : topics)
    if (user && topic != Topic::security && query.get("topic") == to_string(topic) &&
        keys.signed_by_us(purpose, signed_text(*user, topic), query.get("signature")))
      return Unsubscribing{*user, topic};
  return std::nullopt;
}

bool unsubscribe(db::Tx& tx, base::Time now, const Unsubscribing& who) {
  // The link outlives the account, of which nothing is to be stored again.
  if (!tx.one(sql::has_address, [](const db::Row&) { return true; }, who.user)) return false;
  auto wishes = wishes_of(tx, who.user);
  if (wishes.of(who.topic) == Frequency::never || !wishes.set(who.topic, Frequency::never)) return false;
  set_wishes(tx, now, who.user, wishes);
  return true;
}

}  // namespace notifications
