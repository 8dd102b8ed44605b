// How alike two short texts are, misspellings included.
#pragma once
#include <string_view>

namespace base {

// https://en.wikipedia.org/wiki/Jaro–Winkler_distance on bytes: 0-1, 1 for the same.
double jaro_winkler(std::string_view a, std::string_view b);

}  // namespace base
