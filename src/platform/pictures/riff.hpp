// Of RIFF files, as WebP is one (RFC 9649, 2.3 and 2.4): "RIFF", the length of the rest, "WEBP", chunks. Numbers are four bytes, lowest
// first. Private to pictures.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace pictures {

inline constexpr std::size_t number_size = 4, webp_head = 12;

inline std::uint32_t number_at(std::string_view bytes, std::size_t place) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < number_size; ++i) number |= std::uint32_t{static_cast<unsigned char>(bytes[place + i])} << (8 * i);
  return number;
}

inline void put_number(std::string& bytes, std::size_t place, std::size_t number) {
  for (std::size_t i = 0; i < number_size; ++i) bytes[place + i] = static_cast<char>(number >> (8 * i) & 0xff);
}

inline bool begins_as_webp(std::string_view bytes) {
  return bytes.size() >= webp_head && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP";
}

}  // namespace pictures
