// Option<T>: one setting of the program, declared once: name, default, limits, a sentence for the manual.
//   inline constexpr config::Option<int> http_port{.name = "http.port", .fallback = 8080, .min = 0, .max = 65535,
//                                                  .help = "Port to listen on; 0 picks a free one."};
// T is bool, int, std::string, base::Duration, config::Size or an enum. Names are "section.name" in snake_case.
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "platform/base/clock.hpp"

namespace config {

// An amount of bytes, written "64KB", "1MB", "2GB" (powers of 1024) or "900B".
struct Size {
  std::int64_t bytes = 0;
  auto operator<=>(const Size&) const = default;
};

template <class T>
struct Option;

template <>
struct Option<bool> {
  std::string_view name;
  bool fallback = false;
  std::string_view help;
};

template <>
struct Option<int> {
  std::string_view name;
  int fallback = 0;
  int min = 0;
  int max = std::numeric_limits<int>::max();
  std::string_view help;
};

// Written with a unit: "250ms", "30s", "5m", "12h", "7d".
template <>
struct Option<base::Duration> {
  std::string_view name;
  base::Duration fallback{0};
  base::Duration min{0};
  base::Duration max = std::chrono::hours(24 * 366);
  std::string_view help;
};

template <>
struct Option<Size> {
  std::string_view name;
  Size fallback{};
  Size min{};
  Size max{std::int64_t{1} << 40};
  std::string_view help;
};

template <>
struct Option<std::string> {
  std::string_view name;
  std::string_view fallback = {};
  int max_bytes = 4096;
  bool secret = false;  // never printed: not in errors, not by describe()
  std::string_view help;
};

// One of a few words. The table of words lives beside the enum:
//   inline constexpr config::Word<Engine> engine_words[] = {{"sqlite", Engine::sqlite}, {"postgres", Engine::postgres}};
template <class E>
struct Word {
  std::string_view word;
  E value;
};

template <class E>
  requires std::is_enum_v<E>
struct Option<E> {
  std::string_view name;
  E fallback{};
  std::span<const Word<E>> words = {};
  std::string_view help;
};

}  // namespace config
