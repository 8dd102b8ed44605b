#include "platform/db/pg_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "platform/base/hex.hpp"

namespace db {

namespace {

// Fixed by PostgreSQL's catalogue (pg_type.dat).
constexpr Oid bool_type = 16, float4_type = 700, float8_type = 701;

constexpr std::size_t number_size = 32;  // the longest shortest form of a double has 24 characters

std::size_t size_of(const Value& value) {
  if (const auto* blob = std::get_if<Bytes>(&value)) return 2 * blob->bytes.size() + 3;
  const auto* text = std::get_if<std::string_view>(&value);
  return (text ? text->size() : number_size) + 1;
}

template <class Number>
void append_number(std::string& to, Number number) {
  char digits[number_size];
  to.append(digits, std::to_chars(digits, digits + number_size, number).ptr);
}

double parse_real(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc::result_out_of_range) return number;
  const bool tiny = text.find("e-") != std::string_view::npos || text.starts_with("0.") || text.starts_with("-0.");
  return tiny ? 0 : text.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
}

std::int64_t cut(double number) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (std::isnan(number)) return 0;
  if (number >= 9223372036854775808.0) return Limits::max();
  if (number <= -9223372036854775808.0) return Limits::min();
  return static_cast<std::int64_t>(number);
}

}  // namespace

PgParameters::PgParameters(std::span<const Value> values) {
  std::size_t size = 0;
  for (const Value& value : values) size += size_of(value);
  texts_.reserve(size);  // the pointers must stay good
  pointers_.reserve(values.size());
  for (const Value& value : values) {
    if (std::holds_alternative<std::nullptr_t>(value)) {
      pointers_.push_back(nullptr);
      continue;
    }
    pointers_.push_back(texts_.data() + texts_.size());
    if (const auto* integer = std::get_if<std::int64_t>(&value)) append_number(texts_, *integer);
    else if (const auto* real = std::get_if<double>(&value)) append_number(texts_, *real);
    else if (const auto* blob = std::get_if<Bytes>(&value))
      texts_.append("\\x").append(base::to_hex(blob->bytes));  // bytea (PostgreSQL 15, 8.4.1)
    else texts_.append(std::get<std::string_view>(value));
    texts_.push_back('\0');
  }
}

std::string_view PgRow::raw(int column) const {
  return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t PgRow::i64(int column) const {
  const std::string_view text = raw(column);
  if (has_type(column, bool_type)) return text == "t" ? 1 : 0;
  if (has_type(column, float4_type) || has_type(column, float8_type)) return cut(parse_real(text));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc::result_out_of_range ? cut(parse_real(text)) : number;
}

double PgRow::real(int column) const { return has_type(column, bool_type) ? static_cast<double>(i64(column)) : parse_real(raw(column)); }

std::string_view PgRow::text(int column) const {
  if (has_type(column, bool_type) && !is_null(column)) return i64(column) == 1 ? "1" : "0";
  return raw(column);
}

std::string PgRow::bytes(int column) const {
  const auto hex = raw(column);
  return base::from_hex(hex.substr(std::min<std::size_t>(2, hex.size()))).value_or("");
}

}  // namespace db
