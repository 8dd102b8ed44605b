// Private: what a live document begins with (SET-7): the songs a source brought, as facts, or the prediction, as expectations.
#pragma once
#include "setlists/ot/ot.hpp"
#include "setlists/setlists.hpp"

namespace setlists {

struct Beginning {
  ot::Document document;
  std::string source;  // "prediction", or the source's name: the client of revision 1
};
// Ids are derived from setlist and song: every process makes the same.
Beginning beginning(db::Tx& tx, SetlistId setlist);

}  // namespace setlists
