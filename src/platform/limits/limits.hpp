// Limits: budgets and circuit breakers of outside services as rows in the database, so that all processes share them and they
// outlive restarts. A reservation is made before the call; nothing ever sleeps on one: the caller is told when to come back.
// Rates are GCRA (https://brandur.org/rate-limiting), quotas are fixed windows that end at UTC multiples of their length.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/db/db.hpp"

namespace limits {

struct Rate {
  int permits;
  base::Duration per;
  int burst;
  int kept_for_immediate = 0;
};  // of a burst the last `kept_for_immediate` are for immediate calls only: less than `burst`
struct Quota {
  int permits;
  base::Duration per;
  int kept_for_urgent;
};  // the last `kept_for_urgent` are not for background calls

struct Policy {
  std::string service;  // "spotify"
  std::vector<Rate> rates;
  std::vector<Quota> quotas;
  int failures_to_open = 5;                            // in a row
  base::Duration open_for = std::chrono::seconds(30);  // then one trial call
};

enum class Urgency {
  background,  // nobody asked for it: what is kept current
  urgent,      // somebody asked for it, and looks in now and then
  immediate,   // somebody waits for this very answer before an empty page
};

struct Go {};
struct Wait {
  base::Time until;
  std::string reason;
};  // reason: "rate", "quota", "closed", "circuit"
using Decision = std::variant<Go, Wait>;

struct Status {
  std::string service;
  struct Window {
    base::Duration per;
    int used;
    int permits;
    base::Time resets;
  };
  std::vector<Window> quotas;
  std::optional<base::Time> closed_until;
  std::string closed_reason;
  enum class Circuit { closed, open, half_open } circuit = Circuit::closed;
  int failures_in_a_row = 0;
};

// The gate before one service. Safe from any thread and process.
class Gate {
 public:
  virtual ~Gate() = default;
  virtual Decision reserve(Urgency urgency) = 0;
  virtual void succeeded() = 0;
  virtual void failed() = 0;                                           // 5xx, time-outs, broken answers: counts for the circuit
  virtual void close_until(base::Time until, std::string reason) = 0;  // Retry-After and the like
  virtual Status status() = 0;
};

std::unique_ptr<Gate> make_gate(db::Database& database, const base::Clock& clock, Policy policy);
// Lets everything pass: for tests of clients.
std::unique_ptr<Gate> open_gate();

}  // namespace limits
