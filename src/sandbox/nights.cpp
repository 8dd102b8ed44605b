#include "sandbox/nights.hpp"

#include <algorithm>
#include <array>

#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

constexpr std::array pattern = {Trap::none,        Trap::many_rows, Trap::cancelled_parked, Trap::none,
                                Trap::rescheduled, Trap::postponed, Trap::no_specific_time, Trap::none,
                                Trap::time_tba,    Trap::date_tba,  Trap::cancelled,        Trap::sold_out,
                                Trap::none,        Trap::test_row,  Trap::parking,          Trap::no_attractions,
                                Trap::presented,   Trap::no_venue};

constexpr int first_festival_year = 2015;

Trap everyday_trap(Dice& dice) {
  const int luck = dice.below(1000);
  if (luck < 60) return Trap::many_rows;
  if (luck < 75) return Trap::cancelled;
  if (luck < 82) return Trap::cancelled_parked;
  if (luck < 100) return Trap::rescheduled;
  if (luck < 108) return Trap::postponed;
  if (luck < 140) return Trap::no_specific_time;
  if (luck < 155) return Trap::time_tba;
  if (luck < 160) return Trap::date_tba;
  if (luck < 230) return Trap::sold_out;
  if (luck < 260) return Trap::parking;
  return Trap::none;
}

std::vector<std::size_t> cities_in(Region region) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < cities().size(); ++i)
    if (cities()[i].region == region) found.push_back(i);
  return found;
}

class Planner {
 public:
  Planner(std::uint64_t seed, std::size_t performer)
      : seed_(hashed(seed, hashed("nights"), performer)), self_(static_cast<std::uint8_t>(performer)), who_(cast()[performer]) {
    home_ = static_cast<std::size_t>(std::ranges::find(cities(), who_.home, &City::english) - cities().begin());
  }

  void year(int year, std::vector<Night>& out) {
    Dice dice(hashed(seed_, year));
    if (year > who_.since && !who_.has(never_idle) && who_.nights < 20 && dice.chance(12)) return;  // a year in the studio
    int count = who_.nights * dice.between(70, 140) / 100;
    if (year == who_.since) count = std::max(1, count / 2);
    if (count == 0) return;
    const int legs = std::clamp(count / (who_.has(never_idle) ? std::min(5, who_.nights / 2) : 10), 1, 9), slot = 360 / legs;
    ordinal_ = 0;
    for (int leg = 0; leg < legs; ++leg) {
      const int nights = (count + leg) / legs;
      tour(year, leg, nights, day_of(year, 1, 3) + leg * slot + dice.below(std::max(1, slot - nights * 2)), dice, out);
    }
  }

 private:
  void tour(int year, int leg, int nights, Day day, Dice& dice, std::vector<Night>& out) {
    const Region home = cities()[home_].region;
    const bool abroad = who_.size > 1 && dice.chance(who_.nights > 8 ? 55 : 35);
    const Region region = abroad ? static_cast<Region>(dice.below(6)) : home;
    const auto route = cities_in(region);
    auto stop = static_cast<std::size_t>(dice.below(static_cast<int>(route.size())));
    if (const auto at = std::ranges::find(route, home_); at != route.end() && leg == 0) stop = static_cast<std::size_t>(at - route.begin());
    const auto level = std::max(1, who_.size - (region == home ? 0 : 1) - (year - who_.since < 3 ? 1 : 0));
    const bool shared = who_.has(shared_bill) && (year + leg) % 3 == 0;
    for (int i = 0; i < nights; ++i) {
      Night night;
      night.day = night.announced = day;
      night.hall = static_cast<std::uint16_t>(hall_index(route[stop], kind_for(level, dice)));
      night.year = static_cast<std::uint16_t>(year);
      night.performer = self_;
      night.leg = static_cast<std::uint8_t>(leg);
      if (shared) night.partner = static_cast<std::uint8_t>(self_ + 1);
      night.start = start_for(level, dice);
      night.trap = who_.has(all_traps) ? pattern[static_cast<std::size_t>(traps_++) % pattern.size()] : everyday_trap(dice);
      if (night.trap == Trap::rescheduled) night.announced = day - dice.between(25, 90);
      add(night, dice, out);
      day += dice.between(1, 2) + (dice.chance(15) ? 2 : 0);
      // A second night in the same hall, or on to the next city or the one after it.
      if (!dice.chance(10)) stop = (stop + static_cast<std::size_t>(dice.between(1, 2))) % route.size();
    }
  }

  void add(Night night, Dice& dice, std::vector<Night>& out) {
    const bool twice = night.took_place() && (who_.has(late_shows) ? dice.chance(30) : who_.has(all_traps) && ordinal_ % 15 == 4);
    if (twice) night.slot = Slot::early, night.start = 18 * 60;
    night.ordinal = ordinal_++;
    out.push_back(night);
    if (!twice) return;
    night.slot = Slot::late;
    night.start = 21 * 60 + 30;
    night.trap = Trap::none;
    night.announced = night.day;
    night.ordinal = ordinal_++;
    out.push_back(night);
  }

  static HallKind kind_for(int level, Dice& dice) {
    if (level >= 5 || (level == 4 && dice.chance(50))) return HallKind::arena;
    if (level >= 3 || (level == 2 && dice.chance(45))) return HallKind::theatre;
    return HallKind::club;
  }
  static std::int16_t start_for(int level, Dice& dice) {
    return static_cast<std::int16_t>((level >= 4 ? 19 * 60 : 19 * 60 + 30) + 30 * dice.below(3));
  }

  std::uint64_t seed_;
  std::uint8_t self_;
  const Performer& who_;
  std::size_t home_;
  std::uint16_t ordinal_ = 0;
  int traps_ = 0;
};

std::vector<Night> own_nights(std::uint64_t seed, std::size_t performer, Day until) {
  std::vector<Night> nights;
  Planner planner(seed, performer);
  for (int year = cast()[performer].since; year <= year_of(until); ++year) planner.year(year, nights);
  return nights;
}

// Nights that others decide about push the artist's own plans aside.
void merge(std::vector<Night>& nights, const std::vector<Night>& firm) {
  std::erase_if(nights,
                [&](const Night& n) { return std::ranges::any_of(firm, [&](const Night& f) { return std::abs(f.day - n.day) <= 1; }); });
  nights.insert(nights.end(), firm.begin(), firm.end());
}

std::vector<Night> festival_nights(std::uint64_t seed, std::size_t performer, Day until) {
  std::vector<Night> nights;
  const auto grounds = cities().size() * 3;
  for (std::size_t f = 0; f < festivals().size(); ++f) {
    for (int year = std::max(cast()[performer].since, first_festival_year); year <= year_of(until) + 1; ++year) {
      for (const auto& act : line_up(seed, f, year)) {
        if (act.performer != performer) continue;
        Night night;
        night.day = night.announced = opening(seed, f, year) + act.day;
        night.hall = static_cast<std::uint16_t>(grounds + f);
        night.year = static_cast<std::uint16_t>(year);
        night.ordinal = static_cast<std::uint16_t>(first_festival + f);
        night.start = 13 * 60;
        night.performer = static_cast<std::uint8_t>(performer);
        night.slot = Slot::festival;
        nights.push_back(night);
      }
    }
  }
  return nights;
}

}  // namespace

std::vector<Night> make_nights(std::uint64_t seed, std::size_t performer, Day until) {
  auto nights = own_nights(seed, performer, until);
  if (performer > 0 && cast()[performer - 1].has(shared_bill)) {
    std::vector<Night> shared = make_nights(seed, performer - 1, until + 2);
    std::erase_if(shared, [](const Night& n) { return n.partner == nobody; });
    for (auto& n : shared) {
      n.partner = n.performer;
      n.performer = static_cast<std::uint8_t>(performer);
      n.ordinal = static_cast<std::uint16_t>(n.ordinal + first_shared);
    }
    merge(nights, shared);
  }
  if (cast()[performer].on_spotify() && cast()[performer].on_ticketmaster()) merge(nights, festival_nights(seed, performer, until));
  std::erase_if(nights, [&](const Night& n) { return n.day > until; });
  std::ranges::sort(nights, {}, [](const Night& n) { return std::pair(n.day, n.ordinal); });
  return nights;
}

std::vector<Night> nights_everywhere(std::size_t performer, Day today) {
  static constexpr std::array<std::string_view, 8> around = {"Auckland", "Tokyo",     "Mumbai",   "Istanbul",
                                                             "London",   "São Paulo", "New York", "Los Angeles"};
  constexpr int days = 11;            // whose ordinals fit beside each other
  constexpr int years = 2014 - 1970;  // before any of them played: free to tell the days apart
  std::vector<Night> nights;
  for (Day day = today - 1; day <= today + 1; ++day) {
    for (std::size_t i = 0; i < around.size(); ++i) {
      Night night;
      night.day = night.announced = day;
      const auto city = static_cast<std::size_t>(std::ranges::find(cities(), around[i], &City::english) - cities().begin());
      night.hall = static_cast<std::uint16_t>(hall_index(city, HallKind::club));
      night.year = static_cast<std::uint16_t>(1970 + day / days % years);
      night.ordinal = static_cast<std::uint16_t>(first_everywhere + static_cast<std::size_t>(day % days) * around.size() + i);
      night.start = 20 * 60;
      night.performer = static_cast<std::uint8_t>(performer);
      nights.push_back(night);
    }
  }
  return nights;
}

}  // namespace sandbox
