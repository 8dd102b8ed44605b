// Bytes as hexadecimal digits, lower case (RFC 4648, section 8), by libsodium.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace base {

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);  // nothing for what is none

}  // namespace base
