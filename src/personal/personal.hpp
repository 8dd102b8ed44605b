// Personal data: deleting somebody (ACC-4, GDPR article 17). What is stored about people is listed in columns.txt.
// Also public: exports.hpp
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "platform/jobs/jobs.hpp"

namespace personal {

using accounts::UserId;

inline constexpr std::chrono::days to_think_again{7};
inline constexpr std::string_view former_member = "a former member";

// When it will be done. Asked again, the first date holds.
base::Time ask_deletion(db::Tx& tx, base::Time now, UserId user);
// False: there was none to take back.
bool take_back(db::Tx& tx, base::Time now, UserId user);
std::optional<base::Time> deletion_due(db::Tx& tx, UserId user);

// Everything about the person is gone after this, in this transaction; so is what they did as guests, as far as it names them.
void erase(db::Tx& tx, base::Time now, UserId user);

// Erases those whose time is over, each in a transaction of its own; answers how many.
int erase_due(db::Database& database, base::Time now);

// Of the site, for links in mails: "https://theset.example".
using SiteAddress = std::function<std::string()>;

// Erases whose time is over, every hour, and makes exports (exports.hpp).
void handle_jobs(jobs::Runner& runner, SiteAddress address);

}  // namespace personal
