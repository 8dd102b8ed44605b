#include "shows/matching.hpp"

#include <algorithm>
#include <chrono>

#include "platform/base/dates.hpp"

namespace shows {

namespace {

constexpr std::chrono::minutes one_start{90};

struct Fit {
  double score = 0;  // 0: not this show
  std::string reason;
};

Fit fit_of(const Night& night, const Known& known) {
  if (night.setlist && known.has_setlist) return {};
  Fit fit;
  if (night.venue && known.venue == night.venue) fit = {1, "same artist, date and venue"};
  else if (!night.venue || !known.venue) fit = {0.85, "same artist and date; one source names no venue"};
  else if (!night.city_key.empty() && night.city_key == known.city_key) fit = {0.8, "same artist, date and city, under two venue names"};
  else return {};
  const auto close = close_starts(night.start_time, known.start_time);
  if (!close) return fit.score -= 0.05, fit;
  return *close ? fit : Fit{};
}

}  // namespace

std::optional<bool> close_starts(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  const auto mine = base::read_time_of_day(a.value_or(""));
  const auto other = base::read_time_of_day(b.value_or(""));
  return mine && other ? std::optional(std::chrono::abs(*mine - *other) <= one_start) : std::nullopt;
}

Best best_of(const Night& night, const std::vector<Known>& known) {
  Best best;
  std::string_view best_start = "99:99";
  for (const Known& show : known) {
    const Fit fit = fit_of(night, show);
    if (fit.score == 0 || fit.score < best.score || show.id == best.id) continue;
    const std::string_view start = show.start_time ? std::string_view(*show.start_time) : "99:99";
    const bool tie = fit.score == best.score;
    if (tie && std::pair(start, show.id) > std::pair(best_start, *best.id)) {
      best.rival = show.id;
      continue;
    }
    best = {show.id, fit.score, fit.reason, tie ? best.id : std::nullopt};
    best_start = start;
  }
  return best;
}

}  // namespace shows
