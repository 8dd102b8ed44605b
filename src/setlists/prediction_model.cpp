#include "setlists/prediction_model.hpp"

#include <algorithm>
#include <cmath>

namespace setlists {
namespace {
constexpr std::array<double, 6> show_half_lives = {1, 3, 8, 25, 80, 300};
constexpr std::array<double, 3> day_half_lives = {7, 60, 500};
constexpr double learning_rate = 0.1;
constexpr double doubt = 0.5;  // shows of average luck that every rate begins with
constexpr double inertia = 50;

int step_of(int gap) {
  constexpr std::array<int, 9> ends = {1, 2, 3, 4, 6, 9, 15, 30, 70};
  return static_cast<int>(std::ranges::lower_bound(ends, gap) - ends.begin());
}
// Log odds of being played, beginning from `base`.
double rate(double played, double shows, double base, double begin = doubt) {
  return std::log((played + begin * base) / (std::max(0.0, shows - played) + begin * (1 - base)));
}
double decay(double half_life, double time) { return std::exp2(-time / half_life); }
}  // namespace

PredictionModel::PredictionModel() {
  weights_[0] = 0;
  weights_[2] = 0.2;
  weights_[3] = 0.2;
  weights_[4] = 0.2;
  weights_[5] = .2;
  moved_.fill(inertia);
}

void PredictionModel::features(const Song& s, int day, Vector& x) const {
  std::size_t k = 0;
  x[k++] = 1;
  const double base = std::clamp(length_ / std::max<double>(1, static_cast<double>(songs_.size())), 0.001, 0.5);
  for (std::size_t i = 0; i < half_lives; ++i) { x[k++] = rate(s.played[i], shows_[i], base); }
  const int gap = count_ - s.last;
  const double age = count_ - s.first;
  x[k++] = rate(s.plays, count_, base);
  x[k++] = rate(s.plays - 1, age - 1, base, 4 * doubt);
  for (std::size_t i = 0; i < 3; ++i) {
    const double d = decay(day_half_lives[i], std::max(0, day - day_));
    x[k++] = rate(s.by_days[i] * d, shows_by_days_[i] * d, base);
  }
  const auto step = static_cast<std::size_t>(step_of(gap));
  for (std::size_t i = 0; i < gap_steps; ++i) x[k++] = i == step;
  const double mean_gap = (age + 1) / s.plays;
  x[k++] = std::log(gap / mean_gap);
  x[k++] = std::log1p(age) / 3;
  x[k++] = s.before >= 0 ? std::log(static_cast<double>(s.last - s.before) / gap) : 0;
  x[k++] = s.plays < 2;
}

void PredictionModel::learn(const PastShow& show) {
  if (count_ == 0) day_ = show.day;
  std::vector<bool> now(songs_.size());
  std::vector<int> played = show.songs;
  std::ranges::sort(played);
  played.erase(std::unique(played.begin(), played.end()), played.end());
  for (int s : played)
    if (s < static_cast<int>(now.size())) now[static_cast<std::size_t>(s)] = true;
  Vector x, gradient{};
  for (std::size_t i = 0; i < songs_.size(); ++i) {
    if (songs_[i].first < 0) continue;
    features(songs_[i], show.day, x);
    double z = 0;
    for (std::size_t k = 0; k < size; ++k) z += x[k] * weights_[k];
    const double miss = (now[i] ? 1 : 0) - 1 / (1 + std::exp(-z));
    for (std::size_t k = 0; k < size; ++k) gradient[k] += miss * x[k];
  }
  for (std::size_t k = 0; k < size; ++k) {
    moved_[k] += gradient[k] * gradient[k];
    weights_[k] += learning_rate * gradient[k] / std::sqrt(moved_[k]);
  }
  // history
  for (std::size_t h = 0; h < half_lives; ++h) {
    const double d = decay(show_half_lives[h], 1);
    shows_[h] = shows_[h] * d + 1;
    for (auto& s : songs_) s.played[h] *= d;
  }
  for (std::size_t h = 0; h < 3; ++h) {
    const double d = decay(day_half_lives[h], std::max(0, show.day - day_));
    shows_by_days_[h] = shows_by_days_[h] * d + 1;
    for (auto& s : songs_) s.by_days[h] *= d;
  }
  if (!played.empty() && static_cast<std::size_t>(played.back()) >= songs_.size())
    songs_.resize(static_cast<std::size_t>(played.back()) + 1);
  for (int n : played) {
    Song& s = songs_[static_cast<std::size_t>(n)];
    for (double& p : s.played) p += 1;
    for (double& p : s.by_days) p += 1;
    ++s.plays;
    if (s.first < 0) s.first = count_;
    s.before = s.last;
    s.last = count_;
    s.last_day = show.day;
  }
  ++count_;
  day_ = show.day;
  length_ += (static_cast<double>(played.size()) - length_) / 20;
}

std::vector<Guess> PredictionModel::rank(int day) const {
  std::vector<Guess> out;
  Vector x;
  for (std::size_t i = 0; i < songs_.size(); ++i) {
    if (songs_[i].first < 0) continue;
    features(songs_[i], day, x);
    double z = 0;
    for (std::size_t k = 0; k < size; ++k) z += x[k] * weights_[k];
    out.push_back({static_cast<int>(i), 1 / (1 + std::exp(-z))});
  }
  std::ranges::sort(out, [](const Guess& a, const Guess& b) { return a.odds != b.odds ? a.odds > b.odds : a.song < b.song; });
  return out;
}

}  // namespace setlists
