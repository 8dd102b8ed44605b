#include "platform/db/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace db {

namespace {

// The length of the well-formed multi-byte sequence at `at` (Unicode table 3-7), 0 when there is none.
std::size_t sequence_length(const unsigned char* at, std::size_t left) {
  const unsigned char lead = at[0];
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || left < length) return 0;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < low || at[1] > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((at[i] & 0xC0) != 0x80) return 0;
  }
  return length;
}

// Eight bytes at once: plain ASCII without NUL.
bool plain_eight(const unsigned char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  constexpr std::uint64_t high = 0x8080808080808080, ones = 0x0101010101010101;
  return ((word | (word - ones)) & high) == 0;
}

}  // namespace

bool storable_text(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t left = text.size();
  while (left > 0) {
    std::size_t step = 1;
    if (left >= 8 && plain_eight(at)) step = 8;
    else if (*at == 0) return false;
    else if (*at >= 0x80) step = sequence_length(at, left);
    if (step == 0) return false;
    at += step;
    left -= step;
  }
  return true;
}

}  // namespace db
