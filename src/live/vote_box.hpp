// A room's votes in memory: the newest counts, and what has changed since each reader was told (VOT-1). Frames carry absolute counts, so
// one may be left out without harm. Pure.
#pragma once
#include <map>
#include <string>
#include <unordered_map>

#include "live/views.hpp"
#include "setlists/ot/ot.hpp"
#include "votes/votes.hpp"

namespace live {

class VoteBox {
 public:
  using Seq = std::uint64_t;  // counts this box's changes

  void load(const votes::Counted& all);
  // What a cast of ours answered, or what was read from the database. False: something between was missed, read what came after n().
  bool merge(const votes::Counted& changed, bool read);
  // Items and their songs as they are now: only votes on an item's present song show.
  void know(const ot::Document& document);

  std::int64_t n() const { return n_; }
  Seq seq() const { return seq_; }
  Counts counts(const std::string& item, votes::Meaning meaning) const;
  // Members "n", "c" and "items" of a `votes` message, for who was last told at `since` (0: nothing).
  std::string since(Seq since) const;

 private:
  struct Kept {
    votes::Tally tally;
    std::int64_t n = 0;  // revision it was last read at
    Seq changed = 0;
    Seq announced = 0;  // when its number began to stand for the item
  };
  bool shows(const Kept& kept) const;
  void take(const votes::Counted& counted);

  std::map<std::int64_t, Kept> tallies_;                // by number
  std::unordered_map<std::string, std::string> songs_;  // of items
  std::multimap<std::string, std::int64_t> numbers_;    // of items
  std::int64_t n_ = 0;
  Seq seq_ = 0;
};

}  // namespace live
