// What an artist's past says about each song before a show: how often and how lately it was played, how long it has rested, what was played
// at this place. Private to the prediction.
#pragma once
#include <array>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace setlists {

inline constexpr int unknown_place = -1;

struct PastShow {
  int day = 0;                  // days since 1970-01-01, the venue's date
  std::vector<int> songs = {};  // numbered from 0 by the caller in the order they were first played; twice in a night counts once
  int place = unknown_place;    // numbered by the caller
};

inline constexpr std::array<double, 3> half_lives_in_shows = {3, 25, 300};
inline constexpr std::array<double, 4> half_lives_in_days = {2, 7, 20, 60};
inline constexpr std::array<int, 9> ends_of_rests = {1, 2, 3, 4, 6, 9, 15, 30, 70};  // in shows; longer ones are one more kind
inline constexpr std::size_t clue_count =
    1 + half_lives_in_shows.size() + 2 + half_lives_in_days.size() + ends_of_rests.size() + 1 + 3 + 2 + 6 + 4;
using Clues = std::array<double, clue_count>;
// What any artist is taken to be like at first.
Clues first_weights();

// What all songs have in common before a show.
struct ComingShow {
  double chance = 0;  // of a song of which nothing is known
  std::array<double, half_lives_in_days.size()> faded{};
  double pause = 0;         // 0-1: since the show before; 1 from some five months on
  bool same_place = false;  // as the show before: several nights
  double here = 0;          // earlier visits to this place, recent ones weigh more
  std::vector<double> played_here = {};
};

class SongHistories {
 public:
  void add(const PastShow& show);
  ComingShow before(int day, int place) const;
  Clues clues(int song, const ComingShow& coming) const;

  int songs() const { return static_cast<int>(songs_.size()); }
  int shows() const { return shows_; }
  int gap(int song) const { return shows_ - songs_[static_cast<std::size_t>(song)].last; }  // 1: played at the latest show
  std::vector<bool> marked(const PastShow& show) const;                                     // which of the songs it has

 private:
  struct Song {
    std::array<double, half_lives_in_shows.size()> by_shows{};  // times played, old ones faded
    std::array<double, half_lives_in_days.size()> by_days{};
    int plays = 0;
    int first = 0, last = 0;  // numbers of shows
    int rested = 0;           // shows between the last two times
  };

  std::vector<Song> songs_;
  Song all_;  // the same of a song that was played every time
  int shows_ = 0;
  int day_ = 0;
  int place_ = unknown_place;
  int nights_here_ = 0;
  double usual_length_ = 10;
  std::unordered_map<int, std::vector<PastShow>> by_place_;
};

}  // namespace setlists
