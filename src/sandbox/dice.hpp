// Reproducible chance: the same seed and the same coordinates give the same world on every machine and in every run.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sandbox {

// The finaliser of splitmix64 (https://prng.di.unimi.it/splitmix64.c).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

constexpr std::uint64_t hashed(std::string_view text) {
  std::uint64_t h = text.size();
  for (const char c : text) h = mixed(h ^ static_cast<unsigned char>(c));
  return h;
}

// A point in the world: hashed("nights"), artist, year …
template <class... Parts>
constexpr std::uint64_t hashed(std::uint64_t seed, Parts... parts) {
  ((seed = mixed(seed ^ static_cast<std::uint64_t>(parts))), ...);
  return seed;
}

class Dice {
 public:
  explicit constexpr Dice(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t roll() { return mixed(state_++ * 0xd1342543de82ef95); }
  constexpr int below(int bound) { return static_cast<int>(roll() % static_cast<std::uint64_t>(bound)); }
  constexpr int between(int low, int high) { return low + below(high - low + 1); }
  constexpr bool chance(int percent) { return below(100) < percent; }
  template <class T, std::size_t N>
  constexpr const T& pick(const T (&from)[N]) {
    return from[below(static_cast<int>(N))];
  }
  template <class T>
  constexpr const T& pick(std::span<const T> from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace sandbox
