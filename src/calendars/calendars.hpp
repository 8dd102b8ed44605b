// Feeds: who may read the calendar of whom (SHO-3). A member has one address at a time; whoever knows it reads, without signing in, for
// calendars cannot sign in.
// Also public: ical.hpp
#pragma once
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "calendars/ical.hpp"

namespace calendars {

using accounts::UserId;

inline constexpr std::chrono::days kept{90};  // how long a show stays in the feed when it is over
inline constexpr int most_events = 2000;

// The token of a new address, 256 random bits as 64 hex digits; it is stored nowhere. The former one stops working.
std::string open(db::Tx& tx, base::Time now, UserId user);
void shut(db::Tx& tx, UserId user);
std::optional<base::Time> opened_at(db::Tx& tx, UserId user);

std::optional<UserId> reader_of(db::Tx& tx, std::string_view token);
// The shows of all artists the user follows, called off ones among them.
std::vector<Event> events_for(db::Tx& tx, base::Time now, UserId user, std::string_view public_url);
// One show. Nothing where there is none.
std::optional<Event> event_of(db::Tx& tx, shows::ShowId id, std::string_view public_url);

}  // namespace calendars
