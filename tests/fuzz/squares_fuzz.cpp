// What the decoder of pictures says, which a picture may have taken over: either exactly what we would write, or nothing.
#include "fuzz.hpp"
#include "platform/pictures/wire.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = as_text(data, size);
  const auto squares = pictures::read_squares(bytes);
  if (!squares) return 0;
  PROMISE(squares->size() == pictures::sides.size());
  PROMISE(pictures::write_squares(*squares) == bytes);
  return 0;
}
