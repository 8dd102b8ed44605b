// What /metrics says about jobs.
#pragma once
#include <map>
#include <string>

#include "platform/jobs/detail/settle.hpp"
#include "platform/metrics/metrics.hpp"

namespace jobs {

class Counters {
 public:
  void add_kind(const std::string& kind);  // before the first count()
  void count(const Ended& ended) const;

 private:
  struct OfKind {
    std::vector<metrics::Counter> outcomes;  // in the order of Ended::outcome
    metrics::Histogram seconds;
  };
  std::map<std::string, OfKind, std::less<>> kinds_;
};

}  // namespace jobs
