#include "platform/limits/answer.hpp"

#include "platform/base/log.hpp"

namespace limits {

Refusal not_connected(const Service& service) {
  return {Refused::off, service.code + ".off", service.name + " is not connected to this site.", {}};
}

Refusal not_now(const Service& service, const Wait& wait) {
  const bool budget = wait.reason == "rate" || wait.reason == "quota";
  return {Refused::wait, service.code + "." + wait.reason,
          budget ? "The budget of calls to " + service.name + " is used up for the moment."
                 : service.name + " is taking no calls at the moment.",
          wait.until};
}

Refusal call_failed(const Service& service, Gate& gate, const base::Error& error) {
  const std::string what = error.code.substr(error.code.find('.') + 1);
  if (what == "bad_request_out")
    return {Refused::rejected, service.code + ".bad_request", "This call cannot be put to " + service.name + ".", {}};
  // Our own shutdown says nothing about the service.
  if (what == "stopped")
    return {Refused::transient, service.code + ".stopped", "The call to " + service.name + " was given up because the program stops.", {}};
  gate.failed();
  std::string message = service.name + " sent a broken answer.";
  if (what == "timeout") message = service.name + " did not answer in time.";
  if (what == "connect" || what == "tls") message = service.name + " could not be reached.";
  return {Refused::transient, service.code + "." + what, std::move(message), {}};
}

Refusal server_failed(const Service& service, Gate& gate, int status) {
  gate.failed();
  return {Refused::transient,
          service.code + ".server_error",
          service.name + " answered with an error of its own (" + std::to_string(status) + ").",
          {}};
}

Refusal unreadable(const Service& service, Gate& gate, const base::Error& error) {
  gate.failed();
  base::log_warn("limits.unreadable_answer", {{"service", service.code}, {"error", error.code}, {"message", error.message}});
  return {Refused::transient, service.code + ".unreadable", service.name + " sent something that cannot be read.", {}};
}

Refusal told_to_wait(const Service& service, Gate& gate, base::Time until, std::string reason) {
  gate.close_until(until, reason);
  gate.succeeded();  // it is up, so the circuit has nothing to hold against it
  return {Refused::wait, service.code + "." + reason, service.name + " asked us to come back later.", until};
}

}  // namespace limits
