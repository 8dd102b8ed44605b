// Mail that goes out: queued in the transaction that makes it necessary, sent by a job with retries, a rate and a list of addresses
// that get none (MAIL-3, MAIL-5). Without a server it lands in a folder and in the outbox page of operators.
// Also public: wishes.hpp, digests.hpp, unsubscribing.hpp
#pragma once
#include <algorithm>
#include <optional>
#include <vector>

#include "accounts/accounts.hpp"
#include "notifications/letters.hpp"
#include "notifications/wishes.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/mail.hpp"

namespace notifications {

struct MailTag;
using MailId = base::Id<MailTag>;

// `to` must be mail::normalised. Nothing, where the user never wants mail of this topic. Who wants it daily or weekly is for the poster to
// respect, as digests.hpp does. Mail to a user about anything but safety has a way out (unsubscribing.hpp), or this throws. What has one
// waits behind all that has none.
std::optional<MailId> post(db::Tx& tx, base::Time now, std::optional<accounts::UserId> user, std::string_view to, Topic topic,
                           std::string_view kind, const Letter& letter, std::optional<base::Time> not_before = {});

struct Sent {
  MailId id;
  std::string recipient, kind, subject, text, state, error;
  base::Time created;
};
std::vector<Sent> newest(db::Tx& tx, int limit);
std::optional<Sent> find(db::Tx& tx, MailId id);
void suppress(db::Tx& tx, base::Time now, std::string_view address, std::string_view reason);

struct Post {
  std::shared_ptr<mail::Transport> transport;
  std::string from_name, from;
  int per_minute = 60;
};
// How many of these may be mail that has a way out: the rest is kept for whoever waits for a link.
constexpr int share_of_news(int per_minute) { return std::max(1, per_minute * 4 / 5); }
void handle_jobs(jobs::Runner& runner, Post post);

}  // namespace notifications
