#include "accounts/sessions.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "accounts/accounts.sql.hpp"
#include "accounts/sessions.sql.hpp"
#include "accounts/visitor.hpp"
#include "platform/base/random.hpp"
#include "platform/base/secrets.hpp"
#include "platform/base/text.hpp"

namespace accounts {

namespace {

namespace sql_sessions = ::sessions::sql;
constexpr base::Duration kept_every = std::chrono::hours(1);
struct EventTag;

std::string_view first_named(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string_view>> names) {
  for (const auto& [mark, name] : names)
    if (text.find(mark) != std::string_view::npos) return name;
  return {};
}

}  // namespace

// Marks in the order that tells them apart: Edge calls itself Chrome too, Chrome calls itself Safari.
std::string device_of(std::string_view agent) {
  const auto browser = first_named(agent, {{"Edg", "Edge"},
                                           {"OPR/", "Opera"},
                                           {"SamsungBrowser", "Samsung Internet"},
                                           {"Firefox", "Firefox"},
                                           {"FxiOS", "Firefox"},
                                           {"CriOS", "Chrome"},
                                           {"Chrome", "Chrome"},
                                           {"Safari", "Safari"}});
  const auto system = first_named(agent, {{"Android", "Android"},
                                          {"iPhone", "iPhone"},
                                          {"iPad", "iPad"},
                                          {"Windows", "Windows"},
                                          {"Mac OS X", "Mac"},
                                          {"CrOS", "ChromeOS"},
                                          {"Linux", "Linux"}});
  if (browser.empty() && system.empty()) {
    auto name = base::clean(agent.substr(0, agent.find_first_of("/ (")), 40);
    return name.empty() ? "Unknown device" : name;
  }
  return std::string(browser.empty() ? "Browser" : browser) + (system.empty() ? "" : " on " + std::string(system));
}

// An IPv4 address that came over an IPv6 socket (::ffff:a.b.c.d) is the IPv4 address. What is no address is its own place.
std::string place_of(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));  // without the interface of a link-local one
  std::array<unsigned char, 16> bytes{};
  const auto v4 = [](const unsigned char* b) {
    return std::to_string(b[0]) + "." + std::to_string(b[1]) + "." + std::to_string(b[2]) + ".0/24";
  };
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return v4(bytes.data());
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return base::clean(address, 64);
  constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) return v4(bytes.data() + mapped.size());
  char groups[32];
  std::snprintf(groups, sizeof groups, "%x:%x:%x::/48", bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3], bytes[4] << 8 | bytes[5]);
  return groups;
}

NewSession begin_session(db::Tx& tx, base::Time now, UserId user, const http::Request& request) {
  const auto device = device_of(request.headers.get("User-Agent"));
  const auto place = place_of(request.peer);
  NewSession made{base::random_token(32)};
  tx.each(
      sql_sessions::signed_in_before, [&](const db::Row& row) { made.new_device = row.i64(0) > 0 && row.i64(1) == 0; }, device, place,
      user);
  const auto who = person(tx, user);
  const auto lasts = who && who->role == Role::operator_ ? operator_session : session_idle;
  tx.run(sql_sessions::add_session, base::fingerprint(made.token), user, device, place, now, now, now + lasts);
  note_event(tx, now, user, "signed_in", request);
  return made;
}

std::string session_cookie_for(const Keys& keys, std::string_view token) {
  return keys.cookie(session_cookie, token,
                     token.empty() ? std::chrono::seconds(0) : std::chrono::duration_cast<std::chrono::seconds>(session_whole));
}

std::vector<Session> sessions_of(db::Tx& tx, base::Time now, UserId user) {
  return tx.all(
      sql_sessions::sessions_of, [](const db::Row& row) { return Session{row.str(0), row.str(1), row.str(2), row.time(3), row.time(4)}; },
      user, now);
}

bool session_needs_keeping(db::Tx& tx, base::Time now, std::string_view fingerprint) {
  return tx.one(sql_sessions::stale_session, [](const db::Row&) { return true; }, fingerprint, now - kept_every).value_or(false);
}

void keep_session(db::Tx& tx, base::Time now, std::string_view fingerprint) {
  tx.run(sql_sessions::keep_session, now, session_whole.count(), now + session_idle, fingerprint);
}

bool end_session(db::Tx& tx, UserId user, std::string_view fingerprint) { return tx.run(sql_sessions::end_session, user, fingerprint) > 0; }

int end_sessions(db::Tx& tx, UserId user, std::string_view but) { return static_cast<int>(tx.run(sql_sessions::end_others, user, but)); }

int sweep_sessions(db::Tx& tx, base::Time now) { return static_cast<int>(tx.run(sql_sessions::sweep, now)); }

void note_event(db::Tx& tx, base::Time now, std::optional<UserId> user, std::string_view kind, const http::Request& request,
                std::string_view detail) {
  tx.run(sql_sessions::note_event, base::Id<EventTag>::make(), user, kind, device_of(request.headers.get("User-Agent")),
         place_of(request.peer), base::clean(detail, 200), now);
}

std::vector<SecurityEvent> newest_events(db::Tx& tx, int limit) {
  return tx.all(
      sql_sessions::newest_events,
      [](const db::Row& row) { return SecurityEvent{row.time(0), row.str(1), row.str(2), row.str(3), row.str(4), row.str(5)}; }, limit);
}

UserId token_operator(db::Tx& tx, base::Time now) {
  constexpr std::string_view name = "operator_user";
  tx.run(sql::add_secret, name, UserId::make().str(), now);
  const auto id = UserId::parse(tx.one(sql::secret, [](const db::Row& row) { return row.str(0); }, name).value()).value();
  tx.run(sql_sessions::add_operator, id, now, now);
  return id;
}

}  // namespace accounts
