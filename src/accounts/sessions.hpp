// Sessions: who is signed in, on which device and from where. The token is only in the browser's cookie; its fingerprint is stored.
// A session ends 30 days after its last use, 180 days after its beginning, or when it is revoked; an operator's 12 hours after its
// beginning, used or not (OWASP ASVS 4.0.3, 3.3.2).
#pragma once
#include <vector>

#include "accounts/accounts.hpp"
#include "accounts/keys.hpp"
#include "platform/http/message.hpp"

namespace accounts {

inline constexpr base::Duration session_idle = std::chrono::days(30);
inline constexpr base::Duration session_whole = std::chrono::days(180);
inline constexpr base::Duration operator_session = std::chrono::hours(12);

// What a request tells about its sender, shortened for people: "Firefox on Linux", "203.0.113.0/24" (IPv6: the first 48 bits).
std::string device_of(std::string_view user_agent);
std::string place_of(std::string_view address);

struct NewSession {
  std::string token;        // 256 bits, for the cookie
  bool new_device = false;  // the account signed in before, but never from this device and place
};
NewSession begin_session(db::Tx& tx, base::Time now, UserId user, const http::Request& request);
std::string session_cookie_for(const Keys& keys, std::string_view token);  // the whole value of Set-Cookie; empty token: takes it away

struct Session {
  std::string fingerprint;
  std::string device, place;
  base::Time created, seen;
};
std::vector<Session> sessions_of(db::Tx& tx, base::Time now, UserId user);  // last used first
// Moves the end of a session that is in use; at most once an hour, so that reading does not write.
void keep_session(db::Tx& tx, base::Time now, std::string_view fingerprint);
bool session_needs_keeping(db::Tx& tx, base::Time now, std::string_view fingerprint);
bool end_session(db::Tx& tx, UserId user, std::string_view fingerprint);
// All of the user's but one; an empty `but` ends all.
int end_sessions(db::Tx& tx, UserId user, std::string_view but);
int sweep_sessions(db::Tx& tx, base::Time now);  // those that are over

// The record of what concerns the safety of accounts (OWASP ASVS 4.0, 7.2). `detail` holds no secret and no address in full.
struct SecurityEvent {
  base::Time at;
  std::string who;  // name of the user, or empty
  std::string kind, device, place, detail;
};
void note_event(db::Tx& tx, base::Time now, std::optional<UserId> user, std::string_view kind, const http::Request& request,
                std::string_view detail = {});
std::vector<SecurityEvent> newest_events(db::Tx& tx, int limit);

// Who the operator's token signs in as: one account of role operator, made when it is first needed.
UserId token_operator(db::Tx& tx, base::Time now);

}  // namespace accounts
