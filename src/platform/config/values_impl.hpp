// Values as people write them, and back.
#pragma once
#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "platform/config/config.hpp"

namespace config {

// Error config.value: says what the option takes; never repeats the value of a secret.
base::Result<Value> parse_value(const Declared& option, std::string_view text);
// "8080", "30s", "1MB", "sqlite", "true"; text as it is.
std::string show_value(const Declared& option, const Value& value);
// Whether the limits of the option hold.
bool within_limits(const Declared& option, const Value& value);
// "a whole number from 0 to 65535"
std::string what_it_takes(const Declared& option);
// Foreign text for a message: short, printable, in quotes.
std::string quoted(std::string_view text);

}  // namespace config
