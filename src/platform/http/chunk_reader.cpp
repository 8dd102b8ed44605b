#include "platform/http/chunk_reader.hpp"

#include <algorithm>
#include <charconv>

#include "platform/http/ascii.hpp"

namespace http {

namespace {

constexpr std::size_t line_limit = 1024, trailers_limit = 8192;

}  // namespace

ChunkReader::State ChunkReader::put(std::string_view bytes, std::size_t& used, std::string& body, std::size_t limit) {
  used = 0;
  while (part_ != Part::end) {
    const auto rest = bytes.substr(used);
    if (part_ == Part::data) {
      const auto n = std::min(left_, rest.size());
      body.append(rest, 0, n);
      used += n;
      left_ -= n;
      if (left_ > 0) return State::more;
      part_ = Part::data_end;
      continue;
    }
    const auto end = rest.substr(0, line_limit).find('\n');
    if (end == std::string_view::npos) return rest.size() < line_limit ? State::more : State::malformed;
    if (end == 0 || rest.find('\r') != end - 1) return State::malformed;
    const State state = take_line(rest.substr(0, end - 1), body, limit);
    if (state != State::more) return state;
    used += end + 1;
  }
  return State::done;
}

ChunkReader::State ChunkReader::take_line(std::string_view line, const std::string& body, std::size_t limit) {
  switch (part_) {
    case Part::size: {
      auto extension = line;
      const auto digits = next_part(extension, ';');
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
      if (error == std::errc::result_out_of_range) return State::too_large;
      if (error != std::errc{} || end != digits.data() + digits.size()) return State::malformed;
      if (left_ > limit - body.size()) return State::too_large;
      part_ = left_ > 0 ? Part::data : Part::trailer;
      return State::more;
    }
    case Part::data_end: part_ = Part::size; return line.empty() ? State::more : State::malformed;
    case Part::trailer:
      trailers_ += line.size();
      if (line.empty()) part_ = Part::end;
      return trailers_ <= trailers_limit ? State::more : State::malformed;
    case Part::data:
    case Part::end: break;
  }
  return State::malformed;
}

}  // namespace http
