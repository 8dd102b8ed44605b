#include "sandbox/codes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Multiplying by an odd number and folding the upper half into the lower one can both be undone.
template <class N>
constexpr N inverse(N odd) {
  N x = odd;
  for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
  return x;
}

template <class N>
struct Scrambler {
  N key, a, b;
  static constexpr int half = sizeof(N) * 4;
  constexpr N forth(N x) const {
    x = (x ^ key) * a;
    x ^= x >> half;
    x *= b;
    return x ^ (x >> half);
  }
  constexpr N back(N x) const {
    x ^= x >> half;
    x *= inverse(b);
    x ^= x >> half;
    return (x * inverse(a)) ^ key;
  }
};

Scrambler<std::uint64_t> wide(std::uint64_t key) { return {key, 0x9fb21c651e98df25, 0xd6e8feb86659fd93}; }
Scrambler<std::uint32_t> narrow(std::uint64_t key) { return {static_cast<std::uint32_t>(key), 0x7feb352d, 0x846ca68b}; }

using Wide = unsigned __int128;

}  // namespace

std::string Codes::spotify(std::uint64_t thing) const {
  const std::uint64_t low = wide(hashed(seed_, 1)).forth(thing);
  Wide number = (static_cast<Wide>(hashed(seed_, 2, low)) << 64) | low;
  std::string id(22, '0');
  for (auto c = id.rbegin(); c != id.rend(); ++c, number /= 62) *c = base62[static_cast<std::size_t>(number % 62)];
  return id;
}

std::optional<std::uint64_t> Codes::from_spotify(std::string_view id) const {
  if (id.size() != 22) return std::nullopt;
  Wide number = 0;
  for (const char c : id) {
    const auto digit = base62.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number * 62 + digit;
  }
  const auto low = static_cast<std::uint64_t>(number);
  if (static_cast<std::uint64_t>(number >> 64) != hashed(seed_, 2, low)) return std::nullopt;
  return wide(hashed(seed_, 1)).back(low);
}

std::string Codes::ticketmaster(std::string_view prefix, std::uint64_t thing) const {
  std::uint64_t number = wide(hashed(seed_, hashed(prefix))).forth(thing);
  std::string id(prefix);
  for (int i = 0; i < 11; ++i, number >>= 6) id += base64[number & 63];
  return id;
}

std::optional<std::uint64_t> Codes::from_ticketmaster(std::string_view prefix, std::string_view id) const {
  if (!id.starts_with(prefix) || id.size() != prefix.size() + 11) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t i = 11; i-- > 0;) {
    const auto digit = base64.find(id[prefix.size() + i]);
    if (digit == std::string_view::npos) return std::nullopt;
    number = (number << 6) | digit;
  }
  return wide(hashed(seed_, hashed(prefix))).back(number);
}

std::string Codes::setlistfm(std::uint32_t thing, std::uint32_t salt) const {
  char text[9];
  std::snprintf(text, sizeof text, "%x", narrow(hashed(seed_, 3, salt)).forth(thing));
  return text;
}

std::optional<std::uint32_t> Codes::from_setlistfm(std::string_view id, std::uint32_t salt) const {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number, 16);
  if (error != std::errc{} || end != id.data() + id.size() || id.size() > 8) return std::nullopt;
  return narrow(hashed(seed_, 3, salt)).back(number);
}

std::string Codes::mbid(std::uint64_t thing) const {
  const std::uint64_t high = hashed(seed_, 4, thing), low = hashed(seed_, 5, thing);
  char text[37];
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%012llx", static_cast<unsigned>(high >> 32),
                static_cast<unsigned>(high >> 16 & 0xffff), static_cast<unsigned>(high & 0xfff),
                static_cast<unsigned>((low >> 48 & 0x3fff) | 0x8000), static_cast<unsigned long long>(low & 0xffffffffffff));
  return text;
}

}  // namespace sandbox
