#include "notifications/notifications.hpp"

#include <stdexcept>

#include "notifications/notifications.sql.hpp"
#include "platform/base/json.hpp"

namespace notifications {

namespace {

constexpr std::string_view job_kind = "mail.send";

Sent read_sent(const db::Row& row) {
  return {row.id<MailId>(0), row.str(1), row.str(2), row.str(3), row.str(4), row.str(5), row.str(6), row.time(7)};
}

struct Waiting {
  mail::Message message;
  bool suppressed = false;
};

std::optional<Waiting> to_send(db::Tx& tx, const Post& post, MailId id) {
  return tx.one(
      sql::to_send,
      [&](const db::Row& row) {
        return Waiting{{id.str(), post.from_name, post.from, row.str(0), row.str(1), row.str(2), row.str(3), row.time(4), row.str(5)},
                       !row.is_null(6)};
      },
      id);
}

void settle(db::Tx& tx, MailId id, std::string_view state, std::string_view error, std::optional<base::Time> sent) {
  tx.run(sql::settle, state, error, sent, id);
}

// At least once: a worker that dies between the server's yes and our commit sends again.
jobs::Outcome send(jobs::Context& job, const Post& post) {
  const auto id = MailId::parse(base::string_at(job.payload, "mail").value_or(""));
  if (!id) return jobs::Dead{"mail.bad_payload", "The job does not say which mail to send."};
  const auto now = job.clock.now();
  const auto waiting = job.database.read_now([&](db::Tx& tx) { return to_send(tx, post, *id); });
  if (!waiting) return jobs::Done{};
  if (waiting->suppressed) {
    job.database.write_now([&](db::Tx& tx) { settle(tx, *id, "suppressed", "This address gets no mail.", {}); });
    return jobs::Done{};
  }
  const auto minute = now - std::chrono::minutes(1);
  const auto sent = job.database.read_now(
      [&](db::Tx& tx) { return tx.one(sql::sent_since, [](const db::Row& row) { return row.i64(0); }, minute).value_or(0); });
  if (sent >= (waiting->message.unsubscribe.empty() ? post.per_minute : share_of_news(post.per_minute)))
    return jobs::Snooze{now + std::chrono::seconds(20), "mail.rate"};
  const auto done = post.transport->send(waiting->message);
  if (!done && done.error().code != "mail.rejected") return jobs::Retry{done.error().code, done.error().message, {}};
  job.database.write_now([&](db::Tx& tx) {
    if (!job.still_mine(tx)) return;
    if (done) {
      settle(tx, *id, "sent", "", now);
      if (post.transport->leaves()) tx.run(sql::empty, *id);
    } else {
      settle(tx, *id, "failed", done.error().message, {});
      suppress(tx, now, waiting->message.to, done.error().message);
    }
  });
  return jobs::Done{};
}

}  // namespace

std::optional<MailId> post(db::Tx& tx, base::Time now, std::optional<accounts::UserId> user, std::string_view to, Topic topic,
                           std::string_view kind, const Letter& letter, std::optional<base::Time> not_before) {
  if (user && topic != Topic::security && letter.unsubscribe.empty()) throw std::logic_error("a letter that can be stopped has to say how");
  if (user && wishes_of(tx, *user).of(topic) == Frequency::never) return std::nullopt;
  const auto id = MailId::make();
  tx.run(sql::add, id, user, to, kind, letter.subject, letter.text, letter.html, letter.unsubscribe, now);
  jobs::enqueue(tx, now,
                {.kind = std::string(job_kind),
                 .payload = boost::json::object{{"mail", id.str()}},
                 .queue = letter.unsubscribe.empty() ? jobs::Queue::high : jobs::Queue::low,
                 .run_at = not_before});
  return id;
}

std::vector<Sent> newest(db::Tx& tx, int limit) { return tx.all(sql::newest, read_sent, limit); }
std::optional<Sent> find(db::Tx& tx, MailId id) { return tx.one(sql::find, read_sent, id); }

void suppress(db::Tx& tx, base::Time now, std::string_view address, std::string_view reason) {
  tx.run(sql::suppress, address, reason, now);
}

void handle_jobs(jobs::Runner& runner, Post post) {
  runner.handle(
      std::string(job_kind), [post](jobs::Context& job) { return send(job, post); },
      [](db::Tx& tx, const boost::json::value& payload, const std::string&, const std::string& message) {
        if (const auto id = MailId::parse(base::string_at(payload, "mail").value_or(""))) settle(tx, *id, "failed", message, {});
      });
}

}  // namespace notifications
