#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <span>

#include "platform/base/text.hpp"
#include "platform/config/values_impl.hpp"

namespace config {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};
constexpr Unit duration_units[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
constexpr Unit size_units[] = {{"B", 1}, {"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}, {"TB", std::int64_t{1} << 40}};

std::span<const Unit> units_of(Type type) {
  if (type == Type::duration) return duration_units;
  if (type == Type::size) return size_units;
  return {};
}

// A whole number and its unit, when the type has units; nothing when it is none or does not fit.
std::optional<std::int64_t> parse_amount(std::string_view text, std::span<const Unit> units) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty() && (units.empty() || number == 0)) return number;
  for (const auto& [name, factor] : units) {
    if (name != unit) continue;
    if (number < 0 || number > std::numeric_limits<std::int64_t>::max() / factor) return std::nullopt;
    return number * factor;
  }
  return std::nullopt;
}

std::string show_amount(std::int64_t amount, std::span<const Unit> units) {
  if (units.empty()) return std::to_string(amount);
  Unit best = units.front();
  for (const auto& unit : units) {
    if (amount != 0 && amount % unit.factor == 0) best = unit;
  }
  return fmt::format("{}{}", amount / best.factor, best.name);
}

std::optional<Value> parse_plain(const Declared& option, std::string_view text) {
  switch (option.type) {
    case Type::flag:
      if (text == "true" || text == "1" || text == "yes" || text == "on") return true;
      if (text == "false" || text == "0" || text == "no" || text == "off") return false;
      return std::nullopt;
    case Type::word: {
      const auto found = std::ranges::find(option.words, text);
      if (found == option.words.end()) return std::nullopt;
      return static_cast<std::int64_t>(found - option.words.begin());
    }
    case Type::text: {
      const bool printable = std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
      if (!printable) return std::nullopt;
      return std::string(text);
    }
    case Type::number:
    case Type::duration:
    case Type::size:
      if (const auto amount = parse_amount(text, units_of(option.type))) return *amount;
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

base::Result<Value> parse_value(const Declared& option, std::string_view text) {
  const std::optional<Value> value = parse_plain(option, text);
  if (value && within_limits(option, *value)) return *value;
  const std::string said = option.secret ? "the value (kept secret)" : quoted(text);
  return base::invalid("config.value", fmt::format("{} does not fit: {} takes {}", said, option.name, what_it_takes(option)));
}

std::string show_value(const Declared& option, const Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const std::string* text = std::get_if<std::string>(&value)) return *text;
  const std::int64_t number = std::get<std::int64_t>(value);
  if (option.type == Type::word) return std::string(option.words.at(static_cast<std::size_t>(number)));
  return show_amount(number, units_of(option.type));
}

bool within_limits(const Declared& option, const Value& value) {
  if (const std::string* text = std::get_if<std::string>(&value)) return text->size() <= static_cast<std::size_t>(option.max);
  if (option.type == Type::flag) return std::holds_alternative<bool>(value);
  const std::int64_t* number = std::get_if<std::int64_t>(&value);
  if (!number) return false;
  return option.type == Type::word || (*number >= option.min && *number <= option.max);
}

std::string what_it_takes(const Declared& option) {
  const auto limit = [&](std::int64_t n) { return show_amount(n, units_of(option.type)); };
  switch (option.type) {
    case Type::flag: return "true or false";
    case Type::word: return fmt::format("one of {}", fmt::join(option.words, ", "));
    case Type::text: return fmt::format("text of at most {} bytes, without control characters", option.max);
    case Type::duration: return fmt::format("a time with its unit (ms, s, m, h, d) from {} to {}", limit(option.min), limit(option.max));
    case Type::size: return fmt::format("a size with its unit (B, KB, MB, GB) from {} to {}", limit(option.min), limit(option.max));
    case Type::number: break;
  }
  if (option.max == std::numeric_limits<int>::max()) return fmt::format("a whole number from {} up", option.min);
  return fmt::format("a whole number from {} to {}", option.min, option.max);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  const std::string shown = base::clean(text.substr(0, 4 * longest), longest);
  return fmt::format("\"{}{}\"", shown, text.size() > shown.size() + 4 ? "…" : "");
}

}  // namespace config
