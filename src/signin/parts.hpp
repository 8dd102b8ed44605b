// Private to signin: its groups of addresses, and what sign-up and its link share.
#pragma once
#include "platform/base/random.hpp"
#include "signin/desk.hpp"

namespace signin {

void add_link_routes(http::Router& router, std::shared_ptr<const Desk> desk);      // links in mails: confirm, new password, new address
void add_settings_routes(http::Router& router, std::shared_ptr<const Desk> desk);  // the page; password, address, devices
void add_profile_routes(http::Router& router, std::shared_ptr<const Desk> desk);   // settings: name, handle, who sees what, mail, theme
void add_data_routes(http::Router& router, std::shared_ptr<const Desk> desk);      // settings: the file with all that is stored about one
void add_picture_routes(http::Router& router, std::shared_ptr<const Desk> desk);   // settings: picture

void add_unsubscribe_routes(http::Router& router, std::shared_ptr<const Desk> desk);  // the way out of mail, without signing in
void add_spotify_routes(http::Router& router, std::shared_ptr<const Desk> desk);      // to Spotify and back

FormPage sign_in_page(const Desk& desk, std::string email, std::string next);
void tell_of_change(const Desk& desk, db::Tx& tx, const Account& account);  // "Your password was changed"
// Mails the link by which an account that has no address gets this one; nothing, where it is another's.
void ask_for_first_address(const Desk& desk, db::Tx& tx, const Account& account, const std::string& email);
bool signed_in_from(db::Tx& tx, UserId user, std::string_view place);

// A browser that signed up is known again by a signed cookie when the link is opened in it; any other is asked for the password, so
// that nobody finishes a sign-up that somebody else began with their address.
std::string sign_up_mark(const Desk& desk, std::string_view token);
bool has_sign_up_mark(const Desk& desk, const Request& request, std::string_view token);
// Mails the link; answers the mark's Set-Cookie.
std::string send_verification(const Desk& desk, db::Tx& tx, const Account& account, std::string_view hash, std::string_view next);

// Sent to Spotify, a browser is known again by this cookie. `browser`: from connections::Spotify::begin.
std::string consent_cookie(const Desk& desk, std::string_view browser);
Complaint spotify_off();

// Proof by cookie that whoever has this session signed in at Spotify a moment ago: what a password is for others.
std::string proof(const Desk& desk, std::string_view session);
bool has_proof(const Desk& desk, const Request& request, std::string_view session);

}  // namespace signin
