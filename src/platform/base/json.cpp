#include "platform/base/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace base {

namespace {

// A number that no double holds is read as infinity, which JSON cannot say again (RFC 8259, section 6).
bool finite(const json::value& value) {
  if (const auto* number = value.if_double()) return std::isfinite(*number);
  if (const auto* list = value.if_array()) return std::ranges::all_of(*list, finite);
  const auto* object = value.if_object();
  return !object || std::ranges::all_of(*object, [](const json::key_value_pair& each) { return finite(each.value()); });
}

}  // namespace

Result<json::value> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes) return Error{Kind::too_large, "json.too_large", "The JSON text is larger than the limit."};
  json::parse_options options;
  options.max_depth = limits.depth;
  boost::system::error_code error;
  json::value value = json::parse(text, error, {}, options);
  if (error) return invalid("json.malformed", "The text is not well-formed JSON: " + error.message() + ".");
  if (!finite(value)) return invalid("json.malformed", "The text holds a number that is too large.");
  return value;
}

const json::value* member(const json::value& object, std::string_view key) {
  const auto* o = object.if_object();
  const auto* v = o ? o->if_contains(key) : nullptr;
  return v && !v->is_null() ? v : nullptr;
}

const json::object* object_at(const json::value& object, std::string_view key) {
  const auto* v = member(object, key);
  return v ? v->if_object() : nullptr;
}

const json::array* array_at(const json::value& object, std::string_view key) {
  const auto* v = member(object, key);
  return v ? v->if_array() : nullptr;
}

std::optional<std::string_view> string_at(const json::value& object, std::string_view key) {
  const auto* v = member(object, key);
  if (const auto* s = v ? v->if_string() : nullptr) return std::string_view(*s);
  return std::nullopt;
}

std::optional<std::int64_t> int_at(const json::value& object, std::string_view key) {
  const auto* v = member(object, key);
  if (!v) return std::nullopt;
  if (const auto* i = v->if_int64()) return *i;
  if (const auto* d = v->if_double(); d && std::isfinite(*d) && std::abs(*d) < 9e15) return static_cast<std::int64_t>(*d);
  return std::nullopt;
}

std::optional<double> double_at(const json::value& object, std::string_view key) {
  const auto* v = member(object, key);
  if (!v) return std::nullopt;
  if (const auto* d = v->if_double()) return std::isfinite(*d) ? std::optional(*d) : std::nullopt;
  if (const auto* i = v->if_int64()) return static_cast<double>(*i);
  if (const auto* u = v->if_uint64()) return static_cast<double>(*u);
  if (const auto* s = v->if_string()) {
    double d = 0;
    auto [end, error] = std::from_chars(s->data(), s->data() + s->size(), d);
    if (error == std::errc{} && end == s->data() + s->size() && std::isfinite(d)) return d;
  }
  return std::nullopt;
}

std::optional<bool> bool_at(const json::value& object, std::string_view key) {
  const auto* v = member(object, key);
  if (const auto* b = v ? v->if_bool() : nullptr) return *b;
  return std::nullopt;
}

}  // namespace base
