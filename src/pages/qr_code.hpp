// A QR code as a drawing: what a phone's camera reads as `text`. Black on white in every theme, because cameras need it.
#pragma once
#include <string_view>

#include "platform/html/html.hpp"

namespace pages {

// Nothing for a text too long for any code (over 2,331 bytes). `label`: what it is, for those who do not see it.
html::Html qr_code(std::string_view text, std::string_view label);

}  // namespace pages
