#include "platform/base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace base {

namespace {

using icu::UnicodeString;

UnicodeString normalized(const UnicodeString& text, const icu::Normalizer2* (*form)(UErrorCode&)) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = form(error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU data is missing");
  UnicodeString result = normalizer->normalize(text, error);
  return U_FAILURE(error) ? text : result;
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF; }

// Control characters, and the bidi controls that can reorder the text around them.
bool is_unsafe(UChar32 c) {
  return (u_iscntrl(c) && !is_blank(c)) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F ||
         (c & 0xFFFE) == 0xFFFE;
}

std::string utf8(const UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Signs within a word that are no letters of it: apostrophes (Hawaiʻi), marks, what transliteration writes for a guttural (ʿUmar).
bool is_silent(UChar32 c) { return c == '\'' || c == 0x2019 || (c >= 0x02B0 && c <= 0x02FF) || u_charType(c) == U_NON_SPACING_MARK; }

// Transliterators are not thread-safe and cost milliseconds to make: one a thread.
const icu::Transliterator& to_latin() {
  thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, error));
    if (U_FAILURE(error) || !made) throw std::runtime_error("ICU transliteration data is missing");
    return made;
  }();
  return *instance;
}

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

std::string fold_ascii(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += upper ? static_cast<char>(c + 32) : c;
    else if (c == '\'') continue;  // "don't" and "dont" are the same word
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::string clean(std::string_view text, std::size_t max_chars) {
  const UnicodeString nfc = normalized(UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
                                       icu::Normalizer2::getNFCInstance);
  UnicodeString out;
  std::size_t chars = 0;
  bool gap = false;
  for (int32_t i = 0; i < nfc.length() && chars < max_chars; i = nfc.moveIndex32(i, 1)) {
    const UChar32 c = nfc.char32At(i);
    if (is_blank(c)) {
      gap = !out.isEmpty();
    } else if (!is_unsafe(c)) {
      if (gap && chars + 1 >= max_chars) break;
      if (gap) out.append(UChar32{' '}), ++chars;
      gap = false;
      out.append(c), ++chars;
    }
  }
  return utf8(out);
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  UnicodeString t = normalized(UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
                               icu::Normalizer2::getNFKCCasefoldInstance);
  to_latin().transliterate(t);
  t = normalized(t, icu::Normalizer2::getNFKCCasefoldInstance);
  UnicodeString out;
  for (int32_t i = 0; i < t.length(); i = t.moveIndex32(i, 1)) {
    const UChar32 c = t.char32At(i);
    if (is_silent(c)) continue;
    if (u_isalnum(c)) out.append(c);
    else if (!out.isEmpty() && out[out.length() - 1] != ' ') out.append(UChar32{' '});
  }
  return utf8(out.trim());
}

std::string slugify(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if (static_cast<unsigned char>(c) >= 0x80) continue;
    if (c != ' ') out += c;
    else if (!out.empty() && out.back() != '-') out += '-';
    if (out.size() >= 80) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace base
