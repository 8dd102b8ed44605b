// The only code that decodes pictures, and the only one that knows libvips. Runs in the program theset-pictures, nowhere else.
#pragma once
#include <string_view>
#include <variant>

#include "platform/pictures/wire.hpp"

namespace pictures::decoder {

// Once, first.
bool start(const char* program_name);

// Turned upright, cut to what draws the eye, sRGB, nothing written about it kept. The header is judged before any pixel is made.
std::variant<Squares, Verdict> squares(std::string_view upload);

}  // namespace pictures::decoder
