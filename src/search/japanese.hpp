// How a Japanese name is read (MeCab with the IPA dictionary): Chinese characters say nothing of their sound, so no transliteration rule
// can find 椎名林檎 for who types "Shiina Ringo".
#pragma once
#include <string>
#include <string_view>

namespace search {

// The words of the reading in katakana, with blanks between. Empty: no Chinese characters in it, one that the dictionary does not
// know (the name may be Chinese), or no dictionary on this machine, which is said once in the log. Any thread.
std::string japanese_reading(std::string_view name);

}  // namespace search
