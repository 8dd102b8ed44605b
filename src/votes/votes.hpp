// Votes on the items of a live setlist (VOT-1, VOT-2): one per user, item, its song and meaning, changeable and removable. Casting is an
// upsert, so a vote that comes twice counts once. The counts are kept with the votes in one transaction, under the setlist's vote lock.
// Also public: score.hpp
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "setlists/setlists.hpp"

namespace votes {

using setlists::SetlistId;

// Kept apart, in data and on screen (SET-10).
enum class Meaning {
  want,      // a wish, before
  expect,    // will be played, before and during
  happened,  // was played, during and after
};
std::string_view to_string(Meaning meaning);
std::optional<Meaning> meaning_from(std::string_view text);

struct Subject {
  std::string item;  // id in the document
  std::string song;  // what it is (setlists::documents::song_key): votes do not go over to a song that replaces it
  Meaning meaning = Meaning::happened;
  auto operator<=>(const Subject&) const = default;
};

using Voter = std::int64_t;  // a users row
struct Vote {
  Voter voter = 0;
  Subject subject;
  int value = 0;  // -1, +1; 0 takes it back
};

struct Tally {
  std::int64_t number = 0;  // stands for the subject in messages; the same in every process
  Subject subject;
  std::int64_t up = 0;
  std::int64_t down = 0;
};
struct Counted {
  std::int64_t n = 0;  // revision of the setlist's votes
  std::vector<Tally> tallies;
};

// Of several votes of one voter on one subject the last counts. Answers the tallies that changed.
Counted cast(db::Tx& tx, base::Time now, SetlistId setlist, const std::vector<Vote>& votes);
// Tallies changed after vote revision `after`.
Counted tallies(db::Tx& tx, SetlistId setlist, std::int64_t after = 0);

struct Own {
  Subject subject;
  int value = 0;
};
std::vector<Own> of(db::Tx& tx, SetlistId setlist, Voter voter);

struct At {
  SetlistId setlist;
  std::int64_t n = 0;
};
// The vote revisions of those setlists that have votes, in one query.
std::vector<At> revisions(db::Tx& tx, const std::vector<SetlistId>& setlists);

// A guest's votes become the account's; where both voted, the account's stands. Answers the setlists that changed.
std::vector<SetlistId> adopt(db::Tx& tx, base::Time now, Voter guest, Voter user);

}  // namespace votes
