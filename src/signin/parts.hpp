// Private to signin: its groups of addresses, and what sign-up and its link share.
#pragma once
#include "platform/base/random.hpp"
#include "signin/desk.hpp"

namespace signin {

void add_link_routes(http::Router& router, std::shared_ptr<const Desk> desk);      // links in mails: confirm, new password, new address
void add_settings_routes(http::Router& router, std::shared_ptr<const Desk> desk);  // password, address, devices

void tell_of_change(const Desk& desk, db::Tx& tx, const Account& account);  // "Your password was changed"
bool signed_in_from(db::Tx& tx, UserId user, std::string_view place);

// A browser that signed up is known again by a signed cookie when the link is opened in it; any other is asked for the password, so
// that nobody finishes a sign-up that somebody else began with their address.
std::string sign_up_mark(const Desk& desk, std::string_view token);
bool has_sign_up_mark(const Desk& desk, const Request& request, std::string_view token);
// Mails the link; answers the mark's Set-Cookie.
std::string send_verification(const Desk& desk, db::Tx& tx, const Account& account, std::string_view hash, std::string_view next);

}  // namespace signin
