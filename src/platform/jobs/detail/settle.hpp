// Settling: what handlers said becomes rows, many outcomes in one transaction. A job that is no longer this worker's is left
// alone.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "platform/jobs/detail/claim.hpp"
#include "platform/jobs/detail/figures.hpp"

namespace jobs {

// The worker stopped before the handler had finished, or had begun.
struct PutBack {};

struct Ended {
  Claimed job;
  std::variant<Done, Snooze, Retry, Dead, PutBack> outcome;
  base::Time started;
  base::Time ended;
  int tries = 0;  // to settle it
};

struct Kind {
  Handler handler;
  OnDead on_dead;
};
using Kinds = std::map<std::string, Kind, std::less<>>;

// min(15 + 2^n, 3600) s ± 20 %; `spread` from 0 to 1 chooses within the ± 20 %.
base::Duration backoff(int attempt, double spread);

class Settler {
 public:
  Settler(const Kinds& kinds, base::Time now) : kinds_(kinds), now_(now) {}
  Figures settle(db::Tx& tx, const std::vector<Ended>& all);

 private:
  void settle_one(db::Tx& tx, const Ended& end, Figures& figures);
  bool put_back(db::Tx& tx, const Ended& end, base::Time until, const std::string& note);
  bool fail(db::Tx& tx, const Ended& end, const Retry& retry, Figures& figures);
  bool bury(db::Tx& tx, const Ended& end, const Dead& dead, Figures& figures);
  void cancel(db::Tx& tx, const Ended& end);
  void record_error(db::Tx& tx, JobId id, int attempt, const std::string& code, const std::string& message);

  const Kinds& kinds_;
  base::Time now_;
};

// Tells the owner of a job that it is dead or cancelled, if its kind is known and wants to hear of it.
void tell_owner(const Kinds& kinds, db::Tx& tx, std::string_view kind, std::string_view payload, const std::string& code,
                const std::string& message);

}  // namespace jobs
