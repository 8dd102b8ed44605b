// Percent-decoding that refuses what could mean two things: broken escapes, text that is not UTF-8, NUL.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace http {

bool is_utf8(std::string_view text);

enum class Plus { literal, blank };  // '+' means a blank in forms and queries only
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

// The path of a request target, decoded. Nothing for control characters, "." and ".." parts, or a path that does not start with '/'.
std::optional<std::string> decode_path(std::string_view raw);

}  // namespace http
