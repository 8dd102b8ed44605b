// Answers recorded from the three services, read in place: every venue, event, setlist, track and attraction in them, stored by the
// program's own rules.
#pragma once
#include <memory>

#include "labels.hpp"

namespace bench {

class RecordedWorld {
 public:
  explicit RecordedWorld(const std::string& folder);
  ~RecordedWorld();
  std::optional<bool> one_venue(const std::string& a, const std::string& b);
  std::optional<bool> one_show(const std::string& a, const std::string& b);
  std::optional<bool> one_song(const std::string& a, const std::string& b);    // setlistfm:SETLIST#N is the N-th song of a setlist
  std::optional<bool> one_artist(const std::string& a, const std::string& b);  // a: whose import it is, by an attraction's id

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace bench
