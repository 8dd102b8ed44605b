// Mail that goes out: queued in the transaction that makes it necessary, sent by a job with retries, a rate and a list of addresses
// that get none (MAIL-3, MAIL-5). Without a server it lands in a folder and in the outbox page of operators.
// Also public: letters.hpp, wishes.hpp
#pragma once
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
// respect: it gathers what they missed into one letter.
std::optional<MailId> post(db::Tx& tx, base::Time now, std::optional<accounts::UserId> user, std::string_view to, Topic topic,
                           std::string_view kind, const Letter& letter);

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
void handle_jobs(jobs::Runner& runner, Post post);

}  // namespace notifications
