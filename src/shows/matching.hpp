// Decides which show of the day a listing belongs to, by the rule of shows.hpp. Pure; private to this folder.
#pragma once
#include "shows/shows.hpp"

namespace shows {

// A show of the listing's artist and date.
struct Known {
  ShowId id;
  std::optional<VenueId> venue;
  std::string city_key;
  std::optional<std::string> start_time;
  bool has_setlist = false;  // of this artist, from the listing's source
};
// Where and when a listing is.
struct Night {
  std::optional<VenueId> venue;
  std::string city_key;
  std::optional<std::string> start_time;
  bool setlist = false;
};

// Whether two local starts may be one show's (at most 90 minutes apart); nothing when one is unknown.
std::optional<bool> close_starts(const std::optional<std::string>& a, const std::optional<std::string>& b);

struct Best {
  std::optional<ShowId> id;
  double score = 0;
  std::string reason;
  std::optional<ShowId> rival;  // fits equally well
};
Best best_of(const Night& night, const std::vector<Known>& known);

}  // namespace shows
