// Who takes part in a live setlist.
#pragma once
#include <cstdint>
#include <string>

namespace live {

struct Participant {
  std::int64_t id = 0;  // a users row; 0: somebody who has done nothing yet, may look on
  std::string name = {};
  bool guest = true;
  bool trusted = false;  // moderators, operators: edit what is closed, undo what others did, go back to a version
};

}  // namespace live
