// The ledger of one service: what is spent, and the rules for spending more. Pure: no database, no clock.
#pragma once
#include <map>

#include "platform/limits/limits.hpp"

namespace limits {

class Ledger {
 public:
  struct Quota {
    std::int64_t used = 0;
    base::Time window;  // its start
  };
  // All times that are stored; the public fields are exactly what the rows hold.
  base::Time touched;
  int failures = 0;
  std::optional<base::Time> open_until;
  std::optional<base::Time> trial_until;
  std::optional<base::Time> closed_until;
  std::string closed_reason;
  std::map<base::Duration, std::int64_t> arrivals;  // rate by its window: theoretical arrival time, in microseconds
  std::map<base::Duration, Quota> quotas;           // by window

  // Brings the ledger to a time, before anything else is asked. Time never runs backwards: clocks of several machines differ a
  // little, and the latest counts. A clock set back by more than a minute moves everything stored back with it, so that nothing
  // stays locked until the old time comes again. True when it was moved: then it must be saved.
  bool advance_to(base::Time now);

  Decision reserve(const Policy& policy, Urgency urgency);
  void succeeded();
  void failed(const Policy& policy);
  // At most 25 hours ahead: no answer from outside may close a service for longer.
  void close_until(base::Time until, std::string reason);
  Status status(const Policy& policy) const;

 private:
  void note(std::optional<Wait>& longest, base::Time until, const char* reason) const;
  Quota quota_now(base::Duration per) const;
};

}  // namespace limits
