#include "platform/pictures/wire.hpp"

#include "platform/pictures/riff.hpp"

namespace pictures {

namespace {

void write_number(std::string& out, std::size_t number) {
  out.append(number_size, '\0');
  put_number(out, out.size() - number_size, number);
}

std::optional<std::size_t> read_number(std::string_view& rest) {
  if (rest.size() < number_size) return std::nullopt;
  const auto number = number_at(rest, 0);
  rest.remove_prefix(number_size);
  return number;
}

bool is_webp(std::string_view bytes) { return begins_as_webp(bytes) && number_at(bytes, 4) == bytes.size() - 8; }

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
