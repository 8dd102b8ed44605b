// Names of countries (ICU's, from the Unicode CLDR).
#pragma once
#include <string>
#include <string_view>

namespace base {

// "US" -> "United States". `code`: ISO 3166-1 alpha-2, upper case. Empty: no country has it.
std::string country_name(std::string_view code);

}  // namespace base
