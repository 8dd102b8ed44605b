// Bytes as text: base64 with padding (RFC 4648, section 4), and for addresses without (section 5), by libsodium.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace base {

std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);  // nothing for what is none

}  // namespace base
