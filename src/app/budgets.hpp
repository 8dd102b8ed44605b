// What we may ask of each outside service, from the configuration. The numbers of the services themselves, and why ours lie below
// them, are in docs/decisions/0008-spotify-burst.md and the options' help.
#pragma once
#include "platform/config/config.hpp"
#include "platform/limits/limits.hpp"

namespace app {

limits::Policy spotify_budget(const config::Config& config);
limits::Policy ticketmaster_budget(const config::Config& config);
limits::Policy setlistfm_budget(const config::Config& config);

}  // namespace app
