// Private: what processes tell each other of who has a setlist open (SET-2), through rows of the database that nobody has to keep. A
// process says it anew when it has changed and a few times in live.silence; the others forget a process that has fallen silent.
#pragma once
#include <string>
#include <vector>

#include "live/presence.hpp"
#include "platform/db/db.hpp"
#include "setlists/setlists.hpp"

namespace live::neighbours {

struct Here {
  setlists::SetlistId setlist;
  std::string process;
  Presence::Elsewhere what;
};

// Replaces what the process said of these lists before; takes it back where nobody is here any more.
void tell(db::Tx& tx, const std::vector<Here>& lists);
void take_back(db::Tx& tx, const std::string& process);
// What processes left behind that said nothing since.
void forget(db::Tx& tx, base::Time since);
// What the others say of these lists.
std::vector<Here> others(db::Tx& tx, const std::vector<setlists::SetlistId>& lists, const std::string& process);

}  // namespace live::neighbours
