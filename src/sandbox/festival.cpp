#include <algorithm>
#include <tuple>

#include "sandbox/dice.hpp"
#include "sandbox/nights.hpp"

namespace sandbox {

Day opening(std::uint64_t seed, std::size_t festival, int year) {
  const auto& f = festivals()[festival];
  return day_of(year, f.month, f.day) + static_cast<Day>(hashed(seed, hashed("opening"), festival, year) % 5);
}

std::vector<Slotted> line_up(std::uint64_t seed, std::size_t festival, int year) {
  const auto& f = festivals()[festival];
  struct Candidate {
    std::uint8_t performer;
    int luck;
  };
  std::vector<Candidate> candidates;
  for (std::size_t p = 0; p < cast().size(); ++p) {
    const auto& who = cast()[p];
    if (!who.on_spotify() || !who.on_ticketmaster() || who.since > year || who.nights < 4) continue;
    const int luck = static_cast<int>(hashed(seed, hashed("line-up"), festival, year, p) % 100);
    candidates.push_back({static_cast<std::uint8_t>(p), luck + who.size * 4});
  }
  std::ranges::sort(candidates, {}, [](const Candidate& c) { return std::pair(-c.luck, c.performer); });
  candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(f.acts)));
  std::ranges::sort(candidates, {}, [](const Candidate& c) { return std::tuple(-cast()[c.performer].size, -c.luck, c.performer); });
  std::vector<Slotted> bill;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    bill.push_back({candidates[i].performer, static_cast<std::uint8_t>(i % static_cast<std::size_t>(f.days))});
  return bill;
}

}  // namespace sandbox
