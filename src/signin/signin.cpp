#include "signin/signin.hpp"

#include "platform/base/random.hpp"
#include "platform/base/secrets.hpp"
#include "profiles/fetched_picture.hpp"
#include "signin/signin.sql.hpp"

namespace signin {

namespace {

constexpr base::Duration verify_lasts = std::chrono::hours(48), reset_lasts = std::chrono::hours(1), change_lasts = std::chrono::hours(24);

Account read_account(const db::Row& row) {
  return {row.id<UserId>(0),
          row.str(1),
          row.str(2),
          row.str(3),
          row.flag(4),
          !row.is_null(5),
          accounts::role_from(row.text(6)).value_or(accounts::Role::guest),
          row.str(7),
          frame::theme_from(row.text(8))};
}

std::string_view word(Purpose purpose) {
  switch (purpose) {
    case Purpose::verify: return "verify";
    case Purpose::reset: return "reset";
    case Purpose::change_from: return "change_from";
    case Purpose::change_to: return "change_to";
  }
  return "";
}

std::optional<std::string> or_null(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

base::Duration lasts(Purpose purpose) {
  return purpose == Purpose::verify ? verify_lasts : purpose == Purpose::reset ? reset_lasts : change_lasts;
}

}  // namespace

std::optional<Account> by_email(db::Tx& tx, std::string_view email) { return tx.one(sql::account_by_email, read_account, email); }
std::optional<Account> by_id(db::Tx& tx, UserId id) { return tx.one(sql::account_by_id, read_account, id); }
std::optional<Account> by_spotify(db::Tx& tx, std::string_view id) { return tx.one(sql::account_by_spotify, read_account, id); }
std::vector<Account> all_accounts(db::Tx& tx) { return tx.all(sql::all_accounts, read_account); }

std::optional<UserId> add_account(db::Tx& tx, base::Time now, std::string_view email, std::string_view name, std::string_view password_hash,
                                  accounts::Role role, bool verified) {
  const auto id = UserId::make();
  const bool made = tx.run(sql::add_account, id, email, name, verified, accounts::to_string(role), password_hash, now, now) > 0;
  return made ? std::optional(id) : std::nullopt;
}

std::optional<UserId> add_account(db::Tx& tx, base::Time now, const AtSpotify& who) {
  const auto id = UserId::make();
  const auto name = who.name.empty() ? std::string("Listener") : who.name;
  const bool made = tx.run(sql::add_spotify_account, id, name, who.id, or_null(who.image), now, now) > 0;
  if (made && !who.image.empty()) profiles::fetch_picture(tx, now, id);
  return made ? std::optional(id) : std::nullopt;
}

bool link_spotify(db::Tx& tx, base::Time now, UserId user, const AtSpotify& who) {
  const bool linked = tx.run(sql::link_spotify, who.id, or_null(who.image), now, user) > 0;
  if (linked && !who.image.empty()) profiles::fetch_picture(tx, now, user);
  return linked;
}

bool unlink_spotify(db::Tx& tx, base::Time now, UserId user) { return tx.run(sql::unlink_spotify, now, user) > 0; }

void set_password(db::Tx& tx, base::Time now, UserId user, std::string_view hash) { tx.run(sql::set_password, hash, now, user); }

void set_theme(db::Tx& tx, base::Time now, UserId user, frame::Theme theme) { tx.run(sql::set_theme, frame::to_string(theme), now, user); }

void set_disabled(db::Tx& tx, base::Time now, UserId user, bool disabled) {
  tx.run(sql::set_disabled, disabled ? std::optional(now) : std::nullopt, now, user);
  if (disabled) accounts::end_sessions(tx, user, {});
}

// Of one purpose only the newest link works. Sign-ups are different: whoever signs up later with the same address must not take the
// first one's link away.
std::string make_link(db::Tx& tx, base::Time now, UserId user, Purpose purpose, std::string_view email, std::string_view pair) {
  auto token = base::random_token(32);
  if (purpose != Purpose::verify) tx.run(sql::drop_links, user, word(purpose));
  tx.run(sql::add_link, base::fingerprint(token), user, word(purpose), email, or_null(std::string(pair)), now, now + lasts(purpose));
  return token;
}

std::optional<Link> find_link(db::Tx& tx, base::Time now, std::string_view token, Purpose purpose) {
  return tx.one(
      sql::link, [](const db::Row& row) { return Link{row.id<UserId>(0), row.str(1), row.str(2)}; }, base::fingerprint(token),
      word(purpose), now);
}

bool use_link(db::Tx& tx, base::Time now, std::string_view token) { return tx.run(sql::use_link, now, base::fingerprint(token)) > 0; }

void set_verified(db::Tx& tx, base::Time now, UserId user) { tx.run(sql::set_verified, now, user); }

bool confirm_change(db::Tx& tx, base::Time now, const Link& link, std::string_view token) {
  if (!use_link(tx, now, token)) return false;
  const auto account = by_id(tx, link.user);
  if (!account || by_email(tx, link.email)) return false;
  const auto used = tx.one(sql::pair_confirmed, [](const db::Row& row) { return row.i64(0); }, link.pair).value_or(0);
  // Without a pair the link is for an account that had no address, and still has none.
  if (link.pair.empty() ? !account->email.empty() : used < 2) return false;
  return tx.run(sql::set_email, link.email, now, link.user) > 0;
}

void adopt(db::Tx& tx, base::Time now, UserId guest, UserId user, const Adopted& adopted) {
  if (guest == user || tx.run(sql::adopt, user, now, guest) == 0) return;
  if (adopted) adopted(tx, now, guest, user);
}

}  // namespace signin
