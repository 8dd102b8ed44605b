#include "profiles/fetched_picture.hpp"

#include "platform/base/json.hpp"
#include "profiles/profiles.sql.hpp"

namespace profiles {

namespace {

constexpr std::string_view job_kind = "profiles.fetch_picture";
constexpr int attempts = 12;  // about a day

std::optional<UserId> member_in(const boost::json::value& payload) { return UserId::parse(base::string_at(payload, "user").value_or("")); }

// Empty: there is none elsewhere, or not any more.
std::string address_elsewhere(db::Tx& tx, UserId user) {
  const auto profile = of(tx, user);
  return profile && !profile->uploaded() ? profile->picture : "";
}

// Only while it is still the one that was fetched.
void settle(jobs::Context& job, UserId user, const std::string& address, const pictures::Squares* squares) {
  job.database.write_now([&](db::Tx& tx) {
    if (!job.still_mine(tx) || address_elsewhere(tx, user) != address) return;
    if (squares) set_picture(tx, job.clock.now(), user, *squares);
    else remove_picture(tx, job.clock.now(), user);
  });
}

bool is_final(std::string_view code) { return code == "http.too_large" || code == "http.not_public" || code == "http.bad_request_out"; }
bool may_come_later(int status) { return status >= 500 || status == 429 || status == 408; }

jobs::Outcome fetch(jobs::Context& job, http::Client& outside, const pictures::Workshop& workshop) {
  const auto user = member_in(job.payload);
  if (!user) return jobs::Dead{"profiles.bad_payload", "The job does not say whose picture to fetch."};
  const auto address = job.database.read_now([&](db::Tx& tx) { return address_elsewhere(tx, *user); });
  if (address.empty()) return jobs::Done{};
  const auto answer = outside.send({.url = address, .size_limit = largest_picture, .public_only = true});
  if (!answer && !is_final(answer.error().code)) return jobs::Retry{answer.error().code, answer.error().message, {}};
  if (answer && may_come_later(answer->status)) return jobs::Retry{"profiles.picture_status", std::to_string(answer->status), {}};
  if (!answer || answer->status != 200) return settle(job, *user, address, nullptr), jobs::Done{};
  const auto made = workshop.squares_now(answer->body);
  if (const auto* squares = std::get_if<pictures::Squares>(&made)) return settle(job, *user, address, squares), jobs::Done{};
  const auto trouble = std::get<pictures::Trouble>(made);
  const auto refusal = picture_refused(trouble);
  if (refusal.kind == base::Kind::unavailable) return jobs::Retry{refusal.code, refusal.message, {}};
  return settle(job, *user, address, nullptr), jobs::Done{};
}

}  // namespace

void fetch_picture(db::Tx& tx, base::Time now, UserId user) {
  jobs::enqueue(tx, now,
                {.kind = std::string(job_kind),
                 .payload = boost::json::object{{"user", user.str()}},
                 .concurrency_key = std::string(job_kind),
                 .max_attempts = attempts});
}

void handle_jobs(jobs::Runner& runner, http::Client& outside, const pictures::Workshop& workshop) {
  runner.handle(
      std::string(job_kind), [&outside, &workshop](jobs::Context& job) { return fetch(job, outside, workshop); },
      [](db::Tx& tx, const boost::json::value& payload, const std::string&, const std::string&) {
        if (const auto user = member_in(payload)) tx.run(sql::drop_address, *user);
      });
}

}  // namespace profiles
