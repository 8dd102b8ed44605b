#include "app/budgets.hpp"

#include "app/options.hpp"

namespace app {
namespace {

using namespace std::chrono_literals;

constexpr int kept_share = 5;  // one part in five of an hour or a day is not for background calls

limits::Quota quota(int permits, base::Duration per) { return {permits, per, permits / kept_share}; }

}  // namespace

limits::Policy spotify_budget(const config::Config& c) {
  const int kept = c.get(option::spotify_kept_for_people);
  return {.service = "spotify",
          .rates = {{c.get(option::spotify_per_30s), 30s, c.get(option::spotify_burst) + kept, kept}},
          .quotas = {quota(c.get(option::spotify_per_hour), 1h)}};
}

limits::Policy ticketmaster_budget(const config::Config& c) {
  return {.service = "ticketmaster",
          .rates = {{c.get(option::ticketmaster_per_second), 1s, 1}},
          .quotas = {quota(c.get(option::ticketmaster_per_day), 24h)}};
}

limits::Policy setlistfm_budget(const config::Config& c) {
  return {.service = "setlistfm",
          .rates = {{c.get(option::setlistfm_per_second), 1s, 1}},
          .quotas = {quota(c.get(option::setlistfm_per_day), 24h)}};
}

}  // namespace app
