// Decides whether two records are one building, by the rule of venues.hpp. Pure; private to this folder.
#pragma once
#include "venues/venues.hpp"

namespace venues {

inline constexpr double far_away = 3'000;  // metres from which two places are never one building

struct Known {
  VenueId id;
  std::string name;
  std::string city;
  std::string region;
  std::string country_code;
  std::optional<Place> place;
};

enum class Verdict { different, unsure, same };
struct Judgement {
  Verdict verdict = Verdict::different;
  How how = How::added;
  double score = 0;
  std::string reason;
};
Judgement judge(const SourceVenue& venue, const Known& known);

}  // namespace venues
