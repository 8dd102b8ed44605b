#include "platform/pictures/decoder/bare_webp.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pictures::decoder {

namespace {

// RFC 9649, 2.3: four letters, the length, the data and a byte that makes it even.
constexpr std::size_t chunk_head = 8, file_head = 12;
constexpr char alpha_flag = 0x10;
constexpr std::array<std::string_view, 4> of_the_picture{"VP8 ", "VP8L", "VP8X", "ALPH"};

std::uint32_t length_at(std::string_view bytes, std::size_t place) {
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length |= std::uint32_t{static_cast<unsigned char>(bytes[place + i])} << (8 * i);
  return length;
}

}  // namespace

std::string bare_webp(std::string_view file) {
  if (file.size() < file_head || !file.starts_with("RIFF") || file.substr(8, 4) != "WEBP") return "";
  std::string bare(file.substr(0, file_head));
  for (auto rest = file.substr(file_head); !rest.empty();) {
    if (rest.size() < chunk_head) return "";
    const std::size_t length = length_at(rest, 4), whole = chunk_head + length + length % 2;
    if (whole > rest.size()) return "";
    const auto chunk = rest.substr(0, whole);
    rest.remove_prefix(whole);
    if (std::ranges::find(of_the_picture, chunk.substr(0, 4)) == of_the_picture.end()) continue;
    bare += chunk;
    // Its flags tell what else there is.
    if (chunk.starts_with("VP8X") && length > 0) bare[bare.size() - chunk.size() + chunk_head] &= alpha_flag;
  }
  for (std::size_t i = 0; i < 4; ++i) bare[4 + i] = static_cast<char>((bare.size() - 8) >> (8 * i) & 0xff);
  return bare;
}

}  // namespace pictures::decoder
