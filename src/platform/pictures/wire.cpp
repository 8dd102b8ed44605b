#include "platform/pictures/wire.hpp"

namespace pictures {

namespace {

void write_number(std::string& out, std::size_t number) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(number >> shift & 0xff));
}

std::optional<std::size_t> read_number(std::string_view& rest) {
  if (rest.size() < 4) return std::nullopt;
  std::size_t number = 0;
  for (int i = 0; i < 4; ++i) number |= static_cast<std::size_t>(static_cast<unsigned char>(rest[static_cast<std::size_t>(i)])) << (8 * i);
  rest.remove_prefix(4);
  return number;
}

// RFC 9649, 2.4: "RIFF", the length of the rest, "WEBP".
bool is_webp(std::string_view bytes) {
  if (!bytes.starts_with("RIFF") || bytes.size() < 12 || bytes.substr(8, 4) != "WEBP") return false;
  auto length = bytes.substr(4);
  return read_number(length) == bytes.size() - 8;
}

}  // namespace

std::string write_squares(const Squares& squares) {
  std::string out;
  for (const auto& square : squares) {
    write_number(out, static_cast<std::size_t>(square.side));
    write_number(out, square.webp.size());
    out += square.webp;
  }
  return out;
}

std::optional<Squares> read_squares(std::string_view bytes) {
  Squares squares;
  for (const int side : sides) {
    const auto told = read_number(bytes), length = read_number(bytes);
    if (told != static_cast<std::size_t>(side) || !length || *length > bytes.size() || !is_webp(bytes.substr(0, *length)))
      return std::nullopt;
    squares.push_back({side, std::string(bytes.substr(0, *length))});
    bytes.remove_prefix(*length);
  }
  return bytes.empty() ? std::optional(std::move(squares)) : std::nullopt;
}

}  // namespace pictures
