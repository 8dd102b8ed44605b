#include "setlists/prediction_model.hpp"

#include <algorithm>
#include <cmath>

namespace setlists {

namespace {

constexpr double learning_rate = 0.1;
constexpr double inertia = 50;  // how much is taken as already learned at the beginning
// Songs not played for so many shows are many and alike: each show looks at a part of them, in turn, for all.
constexpr int lately = 30;
constexpr int parts = 32;

double sum_of_products(const Clues& a, const Clues& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double odds_of(const Clues& clues, const Clues& weights) { return 1 / (1 + std::exp(-sum_of_products(clues, weights))); }

}  // namespace

PredictionModel::PredictionModel() : weights_(first_weights()) { moved_.fill(inertia); }

void PredictionModel::learn(const PastShow& show) {
  const std::vector<bool> played = histories_.marked(show);
  const ComingShow coming = histories_.before(show.day, show.place);
  Clues step{};
  for (int song = 0; song < histories_.songs(); ++song) {
    double counts = 1;
    const bool happened = played[static_cast<std::size_t>(song)];
    if (!happened && histories_.gap(song) > lately) {
      if ((song + histories_.shows()) % parts != 0) continue;
      counts = parts;
    }
    const Clues clues = histories_.clues(song, coming);
    const double miss = counts * (happened - odds_of(clues, weights_));
    for (std::size_t i = 0; i < clues.size(); ++i) step[i] += miss * clues[i];
  }
  for (std::size_t i = 0; i < step.size(); ++i) {
    moved_[i] += step[i] * step[i];
    weights_[i] += learning_rate * step[i] / std::sqrt(moved_[i]);
  }
  histories_.add(show);
}

std::vector<Guess> PredictionModel::rank(int day, int place) const {
  const ComingShow coming = histories_.before(day, place);
  std::vector<Guess> guesses;
  for (int song = 0; song < histories_.songs(); ++song) guesses.push_back({song, odds_of(histories_.clues(song, coming), weights_)});
  std::ranges::sort(guesses, [](const Guess& a, const Guess& b) { return a.odds != b.odds ? a.odds > b.odds : a.song < b.song; });
  return guesses;
}

}  // namespace setlists
