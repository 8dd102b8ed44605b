// What tests turn: /control/faults, /control/calls, /control/limits.
#pragma once
#include "sandbox/call.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/journal.hpp"
#include "sandbox/limits.hpp"

namespace sandbox {

struct Controls {
  Faults& faults;
  Journal& journal;
  Limits& limits;
  bool& extended_quota;
};

http::Response control(const Call& call, Controls controls);

}  // namespace sandbox
