// How likely each of an artist's songs is at the next show, learned from the artist's own history (SET-7). Pure: no database.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace setlists {

struct PastShow {
  int day = 0;                  // days since 1970-01-01, the venue's date
  std::vector<int> songs = {};  // numbered from 0 by the caller
};

struct Guess {
  int song = 0;
  double odds = 0;  // 0-1: how often a song with such a past was played
};

class PredictionModel {
 public:
  PredictionModel();
  void learn(const PastShow& show);        // in the order of time
  std::vector<Guess> rank(int day) const;  // every song known so far, likeliest first

  static constexpr std::size_t half_lives = 6;
  static constexpr std::size_t gap_steps = 10;
  static constexpr std::size_t size = 1 + half_lives + 2 + 3 + gap_steps + 4;
  using Vector = std::array<double, size>;
  Vector weights() const { return weights_; }

 private:
  struct Song {
    std::array<double, half_lives> played{};
    std::array<double, 3> by_days{};
    double plays = 0;
    int first = -1, last = -1, before = -1;
    int last_day = 0;
  };
  void features(const Song& song, int day, Vector& x) const;

  std::vector<Song> songs_;
  std::array<double, half_lives> shows_{};
  std::array<double, 3> shows_by_days_{};
  int count_ = 0, day_ = 0;
  double length_ = 10;
  Vector weights_{}, moved_{};
};

}  // namespace setlists
