// Answer<T>: what a call to an outside service comes to. Either a value, or a Refusal that says what its caller should do next.
#pragma once
#include <optional>
#include <string>

#include "platform/base/clock.hpp"
#include "platform/base/result.hpp"
#include "platform/limits/limits.hpp"

namespace limits {

enum class Refused {
  wait,           // not now: budget spent, 429, closed or circuit open; come back at `until`, at no cost in attempts
  transient,      // 5xx, time-out, cut connection, nonsense instead of an answer: try again with backoff
  gone,           // 404: the thing is not there (any more)
  off,            // this service does not offer the endpoint to us: do without it
  consent,        // a user's token is spent or lacks a scope: ask that user to sign in again
  misconfigured,  // bad key or credentials: no call will work until an operator acts
  rejected,       // 400: our request was wrong; trying again cannot help
};

struct Refusal {
  Refused what = Refused::transient;
  std::string code;                 // stable, for programs: "spotify.not_found"
  std::string message;              // for a person; holds no secret
  std::optional<base::Time> until;  // always with `wait`, sometimes with `off`
};

template <class T>
using Answer = boost::system::result<T, Refusal>;

// Found by argument-dependent look-up when .value() is called on a refusal.
[[noreturn]] inline void throw_exception_from_error(const Refusal& refusal, const boost::source_location&) {
  throw base::ErrorException(base::unavailable(refusal.code, refusal.message));
}

// A gate's "not yet" as a refusal: "spotify.rate", "spotify.quota", "spotify.closed", "spotify.circuit".
inline Refusal refusal(const std::string& service, const std::string& spoken_name, const Wait& wait) {
  const bool budget = wait.reason == "rate" || wait.reason == "quota";
  return {
      Refused::wait, service + "." + wait.reason,
      budget ? "The budget of calls to " + spoken_name + " is used up for the moment." : spoken_name + " is taking no calls at the moment.",
      wait.until};
}

}  // namespace limits
