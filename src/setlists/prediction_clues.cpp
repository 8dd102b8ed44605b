#include "setlists/prediction_clues.hpp"

#include <algorithm>
#include <cmath>

namespace setlists {

namespace {

constexpr double doubt = 0.5;                // shows of plain chance that every rate begins with
constexpr int longest_stand = 20;            // days: what was played here since then belongs to this visit, not to an earlier one
constexpr double half_life_of_visits = 800;  // days
constexpr double one_show_fades_length = 1.0 / 20;

double faded(double half_life, double time) { return std::exp2(-time / half_life); }

// How often, as log odds.
double rate(double played, double of, double chance, double doubted = doubt) {
  return std::log((played + doubted * chance) / (std::max(0.0, of - played) + doubted * (1 - chance)));
}

template <class Array>
void fade(Array& counts, const Array& by) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] *= by[i];
}

}  // namespace

Clues first_weights() {
  Clues weights{};
  weights[1] = 0.3, weights[2] = 0.4, weights[3] = 0.1;
  return weights;
}

std::vector<bool> SongHistories::marked(const PastShow& show) const {
  std::vector<bool> marked(songs_.size());
  for (const int song : show.songs)
    if (song < songs()) marked[static_cast<std::size_t>(song)] = true;
  return marked;
}

ComingShow SongHistories::before(int day, int place) const {
  ComingShow coming;
  const int pause = shows_ == 0 ? 0 : std::max(0, day - day_);
  coming.chance = std::clamp(usual_length_ / std::max(1, songs()), 0.001, 0.5);
  for (std::size_t i = 0; i < coming.faded.size(); ++i) coming.faded[i] = faded(half_lives_in_days[i], pause);
  coming.pause = std::min(1.0, std::log1p(pause) / 5);
  coming.same_place = place != unknown_place && place == place_;
  coming.played_here.resize(songs_.size());
  if (const auto known = by_place_.find(place); known != by_place_.end())
    for (const PastShow& visit : known->second) {
      if (day - visit.day <= longest_stand) continue;
      const double weight = faded(half_life_of_visits, day - visit.day);
      coming.here += weight;
      for (const int song : visit.songs) coming.played_here[static_cast<std::size_t>(song)] += weight;
    }
  return coming;
}

Clues SongHistories::clues(int number, const ComingShow& coming) const {
  const Song& song = songs_[static_cast<std::size_t>(number)];
  const int gap = shows_ - song.last, age = shows_ - song.first;
  Clues clues{};
  std::size_t next = 0;
  const auto clue = [&](double value) { clues[next++] = value; };
  clue(1);
  for (std::size_t i = 0; i < half_lives_in_shows.size(); ++i) clue(rate(song.by_shows[i], all_.by_shows[i], coming.chance));
  clue(rate(song.plays, shows_, coming.chance));
  clue(rate(song.plays - 1, age - 1, coming.chance, 4 * doubt));  // since its first time, which is not counted
  for (std::size_t i = 0; i < half_lives_in_days.size(); ++i)
    clue(rate(song.by_days[i] * coming.faded[i], all_.by_days[i] * coming.faded[i], coming.chance));

  clues[next + static_cast<std::size_t>(std::ranges::lower_bound(ends_of_rests, gap) - ends_of_rests.begin())] = 1;
  next += ends_of_rests.size() + 1;
  clue(std::log(gap * song.plays / (age + 1.0)));                                // against its usual gap
  clue(song.rested > 0 ? std::log(static_cast<double>(song.rested) / gap) : 0);  // against the gap before
  clue(std::log1p(age) / 3);

  clue(coming.pause * clues[2]);
  clue(coming.pause * clues[4]);

  const bool this_stand = coming.same_place && gap <= nights_here_;
  clue(coming.same_place);
  clue(this_stand);
  clue(this_stand ? clues[1] : 0);
  clue(this_stand ? clues[2] : 0);
  clue(coming.same_place ? clues[2] : 0);
  clue(coming.same_place && gap == 1);

  const double here = coming.here > 0 ? rate(coming.played_here[static_cast<std::size_t>(number)], coming.here, coming.chance) : 0;
  clue(coming.here > 0);
  clue(here);
  clue(coming.pause * here);
  clue(coming.here > 0 ? coming.pause : 0);
  return clues;
}

void SongHistories::add(const PastShow& show) {
  std::array<double, half_lives_in_shows.size()> by_show{};
  std::array<double, half_lives_in_days.size()> by_time{};
  for (std::size_t i = 0; i < by_show.size(); ++i) by_show[i] = faded(half_lives_in_shows[i], 1);
  for (std::size_t i = 0; i < by_time.size(); ++i)
    by_time[i] = faded(half_lives_in_days[i], shows_ == 0 ? 0 : std::max(0, show.day - day_));
  const auto pass = [&](Song& song) {
    fade(song.by_shows, by_show);
    fade(song.by_days, by_time);
  };
  const auto play = [&](Song& song) {
    for (double& count : song.by_shows) ++count;
    for (double& count : song.by_days) ++count;
    if (song.plays++ == 0) song.first = shows_;
    else song.rested = shows_ - song.last;
    song.last = shows_;
  };
  PastShow once = show;
  std::ranges::sort(once.songs);
  once.songs.erase(std::unique(once.songs.begin(), once.songs.end()), once.songs.end());
  for (Song& song : songs_) pass(song);
  pass(all_);
  play(all_);
  if (!once.songs.empty() && once.songs.back() >= songs()) songs_.resize(static_cast<std::size_t>(once.songs.back()) + 1);
  for (const int song : once.songs) play(songs_[static_cast<std::size_t>(song)]);

  nights_here_ = show.place != unknown_place && show.place == place_ ? nights_here_ + 1 : 1;
  place_ = show.place;
  day_ = show.day;
  ++shows_;
  usual_length_ += (static_cast<double>(once.songs.size()) - usual_length_) * one_show_fades_length;
  if (show.place != unknown_place) by_place_[show.place].push_back(std::move(once));
}

}  // namespace setlists
