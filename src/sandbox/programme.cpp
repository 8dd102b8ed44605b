#include "sandbox/programme.hpp"

#include <algorithm>

#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

std::vector<int> playable(const Discography& all, Day day) {
  std::vector<int> songs;
  for (std::size_t i = 0; i < all.songs.size(); ++i)
    if (all.songs[i].released <= day + 10) songs.push_back(static_cast<int>(i));
  // Before the first record a band plays what will be on it.
  for (std::size_t i = 0; i < all.songs.size() && songs.size() < 9; ++i)
    if (all.songs[i].released > day + 10) songs.push_back(static_cast<int>(i));
  return songs;
}

}  // namespace

Programme make_programme(std::uint64_t seed, const Night& night, const Discography& all, int length) {
  const std::uint64_t season = hashed(seed, hashed("programme"), night.performer, night.year), tour = hashed(season, night.leg);
  const auto score = [&](int song) {
    const Song& s = all.songs[static_cast<std::size_t>(song)];
    const int age = night.day - s.released;
    return s.draw + (age < 540 ? 55 : age < 1500 ? 10 : 0) + static_cast<int>(hashed(season, song) % 35 + hashed(tour, song) % 12);
  };
  auto songs = playable(all, night.day);
  std::ranges::sort(songs, {}, [&](int song) { return std::pair(-score(song), song); });

  Programme p;
  const auto steady = static_cast<std::size_t>(length) * 7 / 10;
  for (std::size_t i = 0; i < songs.size(); ++i) (i < steady ? p.core : i < steady * 2 ? p.rotation : p.rarities).push_back(songs[i]);
  if (p.core.size() < 6) return p;
  const auto take = [&](auto better) {
    const auto best = std::ranges::max_element(p.core, {}, better);
    const int song = *best;
    p.core.erase(best);
    return song;
  };
  const auto draw = [&](int song) { return all.songs[static_cast<std::size_t>(song)].draw; };
  // The best-known song ends the night, the two after it share the encore; a new one opens.
  p.closer = take(draw);
  p.encore = {take(draw), take(draw)};
  p.opener = take([&](int song) { return all.songs[static_cast<std::size_t>(song)].released * 4 + draw(song); });
  std::ranges::sort(p.core, {}, [&](int song) { return hashed(tour, hashed("order"), song); });
  return p;
}

}  // namespace sandbox
