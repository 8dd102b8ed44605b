// Catalog: the name index of this process, kept like the database. It is filled at start, the first names before the constructor
// returns and those of a large catalogue on a thread of its own; afterwards a look once a second, and at once when the bus tells
// of a change here, finds what any process has added or renamed.
#pragma once
#include <memory>
#include <string>

#include "platform/base/executor.hpp"
#include "platform/bus/bus.hpp"
#include "platform/db/db.hpp"
#include "search/name_index.hpp"

namespace search {

class Catalog {
 public:
  // `wake`: the topic on which changes of artists are told. All must outlive this; stop() before the loop ends.
  Catalog(db::Database& database, bus::Bus& bus, const base::Clock& clock, base::Executor& loop, std::string wake);
  ~Catalog();
  void stop();

  const NameIndex& names() const;
  bool complete() const;  // all names of the start have been read

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::unique_ptr<bus::Bus::Subscription> subscription_;
};

}  // namespace search
