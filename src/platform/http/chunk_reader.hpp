// The chunked transfer coding (RFC 9112, 7.1), read strictly: sizes are plain hex digits, lines end with CRLF, and both lines
// and trailers are short. Extensions and trailers are passed over.
// (Beast 1.81 has its own, which stops at an assertion when the last chunk arrives byte by byte.)
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace http {

class ChunkReader {
 public:
  enum class State { more, done, malformed, too_large };

  // Appends what it decodes to `body`, up to `limit` bytes there; `used` bytes of the input are done with.
  State put(std::string_view bytes, std::size_t& used, std::string& body, std::size_t limit);

 private:
  enum class Part { size, data, data_end, trailer, end };
  State take_line(std::string_view line, const std::string& body, std::size_t limit);

  Part part_ = Part::size;
  std::size_t left_ = 0;      // of the chunk
  std::size_t trailers_ = 0;  // bytes so far
};

}  // namespace http
