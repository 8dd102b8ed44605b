// Reading JSON that somebody else wrote: bounded parsing and accessors that never throw.
// Numbers may come as floats, keys may be missing or null, values may have the wrong type.
#pragma once
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace base {

namespace json = boost::json;

struct JsonLimits {
  std::size_t bytes = 4u << 20;
  std::size_t depth = 32;
};

// Error codes: json.too_large, json.malformed (also: too deep, not UTF-8).
Result<json::value> parse_json(std::string_view text, JsonLimits limits = {});

// Member look-ups; a missing key, null or another type gives nothing.
const json::value* member(const json::value& object, std::string_view key);
const json::object* object_at(const json::value& object, std::string_view key);
const json::array* array_at(const json::value& object, std::string_view key);
std::optional<std::string_view> string_at(const json::value& object, std::string_view key);
std::optional<std::int64_t> int_at(const json::value& object, std::string_view key);  // 12, 12.0
std::optional<double> double_at(const json::value& object, std::string_view key);     // 1.5, 1, "1.5"
std::optional<bool> bool_at(const json::value& object, std::string_view key);

// What these would answer points into a value made for the call only: hold a json::value instead.
const json::value* member(const json::object&, std::string_view) = delete;
const json::object* object_at(const json::object&, std::string_view) = delete;
const json::array* array_at(const json::object&, std::string_view) = delete;
std::optional<std::string_view> string_at(const json::object&, std::string_view) = delete;

}  // namespace base
