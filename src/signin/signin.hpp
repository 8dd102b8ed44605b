// Signing in: accounts with a password, links by mail, and what a visitor did before (ACC-2, ACC-5). Rules only; pages are handlers.hpp.
// Every answer to a stranger is the same whether an address is known or not: what is true stands in the mail.
// Also public: passwords.hpp
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "accounts/sessions.hpp"
#include "accounts/visitor.hpp"
#include "frame/frame.hpp"

namespace signin {

using accounts::UserId;

struct Account {
  UserId id;
  std::string name, email, password_hash;  // empty: none
  bool verified = false;
  bool disabled = false;
  accounts::Role role = accounts::Role::fan;
  std::string spotify_id = {};             // empty: not linked
  std::optional<frame::Theme> theme = {};  // none: never chosen
};
std::optional<Account> by_email(db::Tx& tx, std::string_view normalised_email);
std::optional<Account> by_id(db::Tx& tx, UserId id);
std::optional<Account> by_spotify(db::Tx& tx, std::string_view spotify_id);
std::vector<Account> all_accounts(db::Tx& tx);
// Nothing when the address has an account. For the command line too.
std::optional<UserId> add_account(db::Tx& tx, base::Time now, std::string_view email, std::string_view name, std::string_view password_hash,
                                  accounts::Role role, bool verified);
// By Spotify alone. Name and picture are taken this once and are the member's own from then on. Nothing when it has an account.
struct AtSpotify {
  std::string id, name, image;  // of these, name and image may be empty
};
std::optional<UserId> add_account(db::Tx& tx, base::Time now, const AtSpotify& who);
// False: the account has a link already, or this Spotify account is another one's.
bool link_spotify(db::Tx& tx, base::Time now, UserId user, const AtSpotify& who);
// False: there was none, or no password is left to come in by.
bool unlink_spotify(db::Tx& tx, base::Time now, UserId user);
void set_password(db::Tx& tx, base::Time now, UserId user, std::string_view hash);
void set_theme(db::Tx& tx, base::Time now, UserId user, frame::Theme theme);
void set_disabled(db::Tx& tx, base::Time now, UserId user, bool disabled);  // also ends all sessions

// What a link in a mail allows, once. The token is only in the mail; its fingerprint is stored.
enum class Purpose { verify, reset, change_from, change_to };
std::string make_link(db::Tx& tx, base::Time now, UserId user, Purpose purpose, std::string_view email, std::string_view pair = {});
struct Link {
  UserId user;
  std::string email, pair;
};
std::optional<Link> find_link(db::Tx& tx, base::Time now, std::string_view token, Purpose purpose);
bool use_link(db::Tx& tx, base::Time now, std::string_view token);

void set_verified(db::Tx& tx, base::Time now, UserId user);
// True: both addresses have confirmed, or the first one of an account without, and the change is made. An address that somebody else took
// meanwhile changes nothing.
bool confirm_change(db::Tx& tx, base::Time now, const Link& link, std::string_view token);

// What a guest did on this device becomes the account's, once. `adopted` tells the modules that keep deeds.
using Adopted = std::function<void(db::Tx&, base::Time, UserId guest, UserId user)>;
void adopt(db::Tx& tx, base::Time now, UserId guest, UserId user, const Adopted& adopted);

}  // namespace signin
