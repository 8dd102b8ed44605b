// Bytes as text: base64 with padding (RFC 4648, section 4), by libsodium.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace base {

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);  // nothing for what is none

}  // namespace base
