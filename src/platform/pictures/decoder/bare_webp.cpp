#include "platform/pictures/decoder/bare_webp.hpp"

#include <algorithm>
#include <array>

#include "platform/pictures/riff.hpp"

namespace pictures::decoder {

namespace {

// RFC 9649, 2.3: four letters, the length, the data and a byte that makes it even.
constexpr std::size_t chunk_head = 8;
constexpr char alpha_flag = 0x10;
constexpr std::array<std::string_view, 4> of_the_picture{"VP8 ", "VP8L", "VP8X", "ALPH"};

}  // namespace

std::string bare_webp(std::string_view file) {
  if (!begins_as_webp(file)) return "";
  std::string bare(file.substr(0, webp_head));
  for (auto rest = file.substr(webp_head); !rest.empty();) {
    if (rest.size() < chunk_head) return "";
    const std::size_t length = number_at(rest, 4), whole = chunk_head + length + length % 2;
    if (whole > rest.size()) return "";
    const auto chunk = rest.substr(0, whole);
    rest.remove_prefix(whole);
    if (std::ranges::find(of_the_picture, chunk.substr(0, 4)) == of_the_picture.end()) continue;
    bare += chunk;
    // Its flags tell what else there is.
    if (chunk.starts_with("VP8X") && length > 0) bare[bare.size() - chunk.size() + chunk_head] &= alpha_flag;
  }
  put_number(bare, 4, bare.size() - 8);
  return bare;
}

}  // namespace pictures::decoder
