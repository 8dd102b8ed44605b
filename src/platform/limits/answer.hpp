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
  off,            // this service does not offer the endpoint to us, or is not connected: do without it
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

// How a service is called in codes ("setlistfm.timeout") and to people ("setlist.fm did not answer in time.").
struct Service {
  std::string code;
  std::string name;
};

// The outcomes that all services share. Those that take the gate also tell it what happened.
Refusal not_connected(const Service& service);                                      // spotify.off: this site has no key for it
Refusal not_now(const Service& service, const Wait& wait);                          // spotify.rate, .quota, .closed, .circuit
Refusal call_failed(const Service& service, Gate& gate, const base::Error& error);  // an http.* error: spotify.timeout, .connect, .cut, …
Refusal server_failed(const Service& service, Gate& gate, int status);              // spotify.server_error
Refusal unreadable(const Service& service, Gate& gate, const base::Error& error);   // a 2xx that makes no sense: spotify.unreadable
Refusal told_to_wait(const Service& service, Gate& gate, base::Time until,
                     std::string reason);  // 429: spotify.rate_limited, .quota_spent, …

}  // namespace limits
