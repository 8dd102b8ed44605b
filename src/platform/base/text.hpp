// Text in any script (ICU). All input may be hostile: invalid UTF-8 is replaced, never passed on.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace base {

// Outside text made safe to store and show: valid UTF-8, NFC, no control or bidi-override characters,
// runs of white space folded to one blank, trimmed, at most `max_chars` code points.
std::string clean(std::string_view text, std::size_t max_chars = 500);

// For comparing and searching: case-folded, accents removed, transliterated to Latin ("Björk" -> "bjork",
// "Кино" -> "kino"), punctuation to single blanks. Letters that have no transliteration stay.
std::string fold(std::string_view text);

// For addresses: fold() with '-' for blanks, ASCII only, at most 80 characters; empty when nothing is left.
std::string slugify(std::string_view text);

}  // namespace base
