#include "venues/matching.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "platform/base/text.hpp"
#include "venues/likeness.hpp"

namespace venues {

namespace {

constexpr double near_by = 300;       // metres
constexpr double same_town = 30'000;  // metres from the town's centre
constexpr double alike_from = 0.90;
constexpr double unsure_from = 0.60;

// States of these countries have one spelling in all sources, and towns of one name in several.
bool other_region(const SourceVenue& venue, const Known& known) {
  static constexpr std::array<std::string_view, 3> countries{"US", "CA", "AU"};
  if (std::ranges::find(countries, known.country_code) == countries.end()) return false;
  const std::string a = base::fold(venue.region.value_or(""));
  const std::string b = base::fold(known.region);
  return a.size() > 3 && b.size() > 3 && a != b;
}

std::string metres(double distance) { return std::to_string(std::lround(distance)) + " m apart"; }

// Words that make a longer name another building or a part of one, and words that name no building by themselves.
constexpr std::string_view apart_words[] = {"at",      "new",    "old",     "little",  "big",   "small", "north", "south", "east",
                                            "west",    "upper",  "lower",   "grand",   "royal", "mini",  "club",  "room",  "lounge",
                                            "bar",     "studio", "studios", "stage",   "annex", "back",  "front", "side",  "hall",
                                            "theater", "cafe",   "terrace", "rooftop", "plaza", "lot"};
constexpr std::string_view plain_words[] = {"arena",      "hall",         "theater", "center", "club",   "stadium",  "park",  "ballroom",
                                            "auditorium", "room",         "rooms",   "house",  "bar",    "pavilion", "dome",  "music",
                                            "live",       "concert",      "civic",   "square", "field",  "works",    "stage", "opera",
                                            "city",       "amphitheater", "casino",  "hotel",  "garden", "gardens"};

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// "Eventim Apollo" and "Apollo": a sponsor before the name. The rest must name the building by itself.
bool sponsored(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto& shorter = a.size() < b.size() ? a : b;
  const auto& longer = a.size() < b.size() ? b : a;
  const std::size_t extra = longer.size() - shorter.size();
  if (shorter.empty() || extra == 0 || extra > std::min<std::size_t>(2, shorter.size())) return false;
  if (!std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin())) return false;
  const auto in = [](const auto& list) { return [&](const std::string& word) { return std::ranges::find(list, word) != std::end(list); }; };
  const auto before = std::span(longer).first(extra);
  return std::ranges::none_of(before, in(apart_words)) && std::ranges::none_of(before, has_digit) &&
         !std::ranges::all_of(shorter, in(plain_words));
}

}  // namespace

double metres_between(Place a, Place b) {
  constexpr double radians = std::numbers::pi / 180;
  const double u = std::sin((b.latitude - a.latitude) * radians / 2);
  const double v = std::sin((b.longitude - a.longitude) * radians / 2);
  const double h = u * u + std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * v * v;
  return 2 * 6'371'000 * std::asin(std::min(1.0, std::sqrt(h)));
}

std::string_view to_string(How how) {
  switch (how) {
    case How::known_id: return "known id";
    case How::name_and_city: return "name and city";
    case How::alike: return "alike";
    case How::added: return "added";
  }
  return "";
}

Judgement judge(const SourceVenue& venue, const Known& known) {
  const std::string country = venue.country_code.value_or("");
  if (!country.empty() && !known.country_code.empty() && country != known.country_code) return {};
  if (other_region(venue, known)) return {};
  const auto words = telling_words(venue.name, venue.city);
  const auto known_words = telling_words(known.name, known.city);
  const Likeness like = likeness(words, known_words);
  const std::string other = "“" + known.name + "”";
  const bool one_city = !venue.city.empty() && base::fold(venue.city) == base::fold(known.city);
  const std::optional<double> distance =
      venue.place && known.place ? std::optional(metres_between(*venue.place, *known.place)) : std::nullopt;
  if (distance && *distance > far_away) {
    if (!one_city || like.score < alike_from) return {};
    return {Verdict::unsure, How::added, 0.5, "named like " + other + " of the same city, but " + metres(*distance)};
  }
  const bool is_near = distance && *distance < near_by;
  if (one_city && like.score == 1) return {Verdict::same, How::name_and_city, 1, "same name and city as " + other};
  if (one_city || is_near) {
    const std::string where = is_near ? metres(*distance) : "same city";
    if (like.score >= alike_from) return {Verdict::same, How::alike, like.score, "named like " + other + ", " + where};
    if (sponsored(words, known_words)) return {Verdict::same, How::alike, 0.9, "the name of " + other + " with a sponsor's, " + where};
    if (like.score >= unsure_from || like.part_of)
      return {Verdict::unsure, How::added, std::max(like.score, 0.6), "perhaps " + other + ", " + where};
    return {};
  }
  const bool town_unknown = venue.city.empty() || known.city.empty();
  if (town_unknown && !distance && like.score == 1 && words.size() > 1)
    return {Verdict::unsure, How::added, 0.7, "named like " + other + ", and one of them has no town"};
  const bool one_town = venue.city_place && known.place && metres_between(*venue.city_place, *known.place) < same_town;
  if (one_town && like.score == 1 && words.size() > 1)
    return {Verdict::same, How::alike, 0.95, "same name as " + other + ", and in the same town by its place on the map"};
  return {};
}

}  // namespace venues
