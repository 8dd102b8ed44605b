// What the operator may set about live setlists.
#pragma once
#include "platform/base/clock.hpp"

namespace live {

struct Options {
  base::Duration vote_window = std::chrono::milliseconds(250);  // between two messages with votes
  int burst = 20;                                               // changes at once of one person …
  base::Duration edit_every = std::chrono::milliseconds(500);   // … then one in this time: 10 in 5 s
  base::Duration silence = std::chrono::seconds(30);            // after which an editor, another process, or who takes nothing is gone
  int joins_per_second = 500;                                   // admitted by one process, so that a hall that comes back does not sink it
};

}  // namespace live
