#include "platform/base/country.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace base {

std::string country_name(std::string_view code) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (code.size() != 2 || !std::ranges::all_of(code, letter)) return {};
  icu::UnicodeString name;
  icu::Locale("", std::string(code).c_str()).getDisplayCountry(icu::Locale::getEnglish(), name);
  std::string out;
  name.toUTF8String(out);
  return out == code ? std::string() : out;  // what ICU does not know it hands back
}

}  // namespace base
