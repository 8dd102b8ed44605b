// How often one visitor may do what costs others something (OPS-4), as asking Spotify or becoming a guest: a few times at once, then at an
// even pace. By address, of IPv6 the first half, which is one household's. Each process counts for itself.
#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/base/clock.hpp"

namespace http {

struct VisitorPace {
  int at_once = 15;
  base::Duration each = std::chrono::seconds(6);
  std::size_t most_visitors = 10'000;  // remembered; beyond, new ones share one allowance while nobody can be forgotten
};

class VisitorLimit {
 public:
  explicit VisitorLimit(VisitorPace pace = {}) : pace_(pace) {}
  // Counts one question. Too many: when the next may be asked, and nothing is counted.
  std::optional<base::Time> enter(std::string_view address, base::Time now);

 private:
  VisitorPace pace_;
  std::mutex mutex_;
  std::unordered_map<std::string, base::Time> free_at_;  // when all that a visitor asked is worn off
};

}  // namespace http
