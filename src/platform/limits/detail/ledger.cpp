#include "platform/limits/detail/ledger.hpp"

#include <algorithm>

#include "platform/base/text.hpp"

namespace limits {
namespace {

using std::chrono::microseconds;

constexpr base::Duration tolerated_skew = std::chrono::minutes(1);
constexpr base::Duration longest_closing = std::chrono::hours(25);

std::int64_t micros(base::Time t) { return microseconds(t.time_since_epoch()).count(); }

// Rounded up: never a permit too many.
std::int64_t interval(const Rate& rate) { return (microseconds(rate.per).count() + rate.permits - 1) / rate.permits; }

base::Time window_start(base::Time t, base::Duration per) { return base::Time{t.time_since_epoch() / per * per}; }

}  // namespace

bool Ledger::advance_to(base::Time now) {
  if (touched - now <= tolerated_skew) {
    touched = std::max(touched, now);
    return false;
  }
  const base::Duration back = touched - now;
  for (auto* time : {&open_until, &trial_until, &closed_until})
    if (*time) **time -= back;
  for (auto& [per, arrival] : arrivals) arrival -= microseconds(back).count();
  for (auto& [per, quota] : quotas) quota.window = window_start(now, per);
  touched = now;
  return true;
}

void Ledger::note(std::optional<Wait>& longest, base::Time until, const char* reason) const {
  if (until > touched && (!longest || until > longest->until)) longest = Wait{until, reason};
}

Ledger::Quota Ledger::quota_now(base::Duration per) const {
  const base::Time window = window_start(touched, per);
  const auto found = quotas.find(per);
  return found != quotas.end() && found->second.window == window ? found->second : Quota{0, window};
}

Decision Ledger::reserve(const Policy& policy, Urgency urgency) {
  std::optional<Wait> longest;
  if (closed_until) note(longest, *closed_until, "closed");
  if (open_until) note(longest, *open_until, "circuit");
  if (trial_until) note(longest, *trial_until, "circuit");
  for (const limits::Quota& quota : policy.quotas) {
    const int permits = quota.permits - (urgency == Urgency::background ? quota.kept_for_urgent : 0);
    const Quota spent = quota_now(quota.per);
    if (spent.used >= permits) note(longest, spent.window + quota.per, "quota");
  }
  const std::int64_t now = micros(touched);
  for (const Rate& rate : policy.rates) {
    const int burst = rate.burst - (urgency == Urgency::immediate ? 0 : rate.kept_for_immediate);
    const std::int64_t allowed = arrivals[rate.per] - interval(rate) * (std::max(burst, 1) - 1);
    if (allowed > now) note(longest, base::Time{std::chrono::ceil<base::Duration>(microseconds(allowed))}, "rate");
  }
  if (longest) return *longest;

  for (const limits::Quota& quota : policy.quotas) {
    Quota spent = quota_now(quota.per);
    ++spent.used;
    quotas[quota.per] = spent;
  }
  for (const Rate& rate : policy.rates) arrivals[rate.per] = std::max(arrivals[rate.per], now) + interval(rate);
  if (open_until) trial_until = touched + policy.open_for;  // half-open: this call is the trial
  return Go{};
}

void Ledger::succeeded() {
  failures = 0;
  open_until.reset();
  trial_until.reset();
}

void Ledger::failed(const Policy& policy) {
  ++failures;
  const bool open = open_until && *open_until > touched;
  if (open || failures < policy.failures_to_open) return;
  open_until = touched + policy.open_for;
  trial_until.reset();
}

void Ledger::close_until(base::Time until, std::string reason) {
  until = std::min(until, touched + longest_closing);
  if (until <= touched || (closed_until && *closed_until >= until)) return;
  closed_until = until;
  closed_reason = base::clean(reason, 200);
}

Status Ledger::status(const Policy& policy) const {
  Status status{.service = policy.service, .quotas = {}, .closed_until = {}, .closed_reason = {}};
  for (const limits::Quota& quota : policy.quotas) {
    const Quota spent = quota_now(quota.per);
    status.quotas.push_back({quota.per, static_cast<int>(spent.used), quota.permits, spent.window + quota.per});
  }
  if (closed_until && *closed_until > touched) {
    status.closed_until = closed_until;
    status.closed_reason = closed_reason;
  }
  if (open_until) status.circuit = *open_until > touched ? Status::Circuit::open : Status::Circuit::half_open;
  status.failures_in_a_row = failures;
  return status;
}

}  // namespace limits
