// Pictures that strangers upload, made into small WebP squares without anything that was written about them in the file. Decoders of
// pictures are the most attacked code there is, so they run in a process of its own for each picture: the program theset-pictures
// (decoder/), with no files, no network, little memory and little time. This side never looks into a picture.
#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/workers.hpp"

namespace pictures {

inline constexpr std::array sides{64, 192, 512};                                      // pixels
inline constexpr int most_megapixels = 50, longest_side = 16384, shortest_side = 64;  // of what is uploaded

struct Square {
  int side = 0;
  std::string webp;
  bool operator==(const Square&) const = default;
};
using Squares = std::vector<Square>;  // one of each side

enum class Trouble {
  busy,             // too many wait
  unknown_format,   // none of JPEG, PNG, WebP, AVIF, HEIC
  unreadable,       // broken, cut off, or more than the decoder may use
  too_many_pixels,  // a bomb, or a camera beyond our limits
  too_small,
  too_slow,     // ended after `patience`
  unavailable,  // the program is not there: said in the log
};

struct Options {
  std::filesystem::path program;  // theset-pictures
  base::Duration patience = std::chrono::seconds(30);
  std::size_t waiting = 8;  // pictures; one is worked on
};

class Workshop {
 public:
  explicit Workshop(Options options);

  // The upload must outlive the task.
  base::Task<std::variant<Squares, Trouble>> squares(std::string_view upload);
  std::variant<Squares, Trouble> squares_now(std::string_view upload) const;  // blocking

 private:
  const Options options_;
  base::Workers workers_;
};

}  // namespace pictures
