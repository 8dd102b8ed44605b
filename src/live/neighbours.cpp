#include "live/neighbours.hpp"

#include "live/neighbours.sql.hpp"
#include "platform/db/lists.hpp"

namespace live::neighbours {

namespace json = base::json;
namespace sql = ::neighbours::sql;

void tell(db::Tx& tx, const std::vector<Here>& lists) {
  for (const auto& [setlist, process, what] : lists) {
    if (what.here == 0 && what.who.empty()) tx.run(sql::take_back, setlist, process);
    else tx.run(sql::tell, setlist, process, what.here, json::serialize(to_json(what.who)), what.said);
  }
}

void take_back(db::Tx& tx, const std::string& process) { tx.run(sql::take_all_back, process); }

void forget(db::Tx& tx, base::Time since) { tx.run(sql::forget, since); }

std::vector<Here> others(db::Tx& tx, const std::vector<setlists::SetlistId>& lists, const std::string& process) {
  const auto read = [](const db::Row& row) {
    const auto people = base::parse_json(row.text(3));
    return Here{row.id<setlists::SetlistId>(0),
                row.str(1),
                {.here = row.i64(2), .who = people ? read_entries(*people) : std::vector<Presence::Entry>{}, .said = row.time(4)}};
  };
  return tx.all(sql::others, read, db::json_list(lists), process);
}

}  // namespace live::neighbours
