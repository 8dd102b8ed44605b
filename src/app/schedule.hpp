// What the program does by the clock.
#pragma once
#include "platform/jobs/jobs.hpp"

namespace app {

void add_schedule(jobs::Runner& runner);

}  // namespace app
