// Ids: 64-bit, time-ordered, made by the program, strings in JSON and in addresses.
// 42 bits of milliseconds since 2020, then 21 bits that start at random in each millisecond and count up.
// Each kind of thing has its own type: struct ShowTag; using ShowId = base::Id<ShowTag>;
#pragma once
#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// A new id, larger than every earlier one of this process. Safe from any thread.
std::int64_t next_id();

template <class Tag>
struct Id {
  std::int64_t value = 0;

  static Id make() { return Id{next_id()}; }
  static std::optional<Id> parse(std::string_view text) {
    Id id;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (error != std::errc{} || end != text.data() + text.size() || id.value <= 0) return std::nullopt;
    return id;
  }
  std::string str() const { return std::to_string(value); }
  auto operator<=>(const Id&) const = default;
};

}  // namespace base

template <class Tag>
struct std::hash<base::Id<Tag>> {
  std::size_t operator()(base::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
