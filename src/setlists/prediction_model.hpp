// How likely each of an artist's songs is at the next show, learned from the artist's own history (SET-7). Pure: no database.
//
// Logistic regression over a few clues to each song (prediction_clues.hpp), adjusted after every show by the method of Duchi, Hazan and
// Singer ("Adaptive subgradient methods", 2011). All artists begin with the same weights, by which what was played often and lately is
// likely; the artist's own shows then say whether a song just played comes again the next night or rests.
#pragma once
#include <vector>

#include "setlists/prediction_clues.hpp"

namespace setlists {

struct Guess {
  int song = 0;
  double odds = 0;  // 0-1: the share of songs with such clues that were played
};

class PredictionModel {
 public:
  PredictionModel();
  void learn(const PastShow& show);  // in the order of time
  // Every song played so far, likeliest first; equals in the order they were first played.
  std::vector<Guess> rank(int day, int place = unknown_place) const;

 private:
  SongHistories histories_;
  Clues weights_{};
  Clues moved_{};  // the sum of squared steps wanted so far, for each weight
};

}  // namespace setlists
