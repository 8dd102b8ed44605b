// Private to pictures: one run of a program that is not trusted. It gets its input as a file in memory on standard input, writes another
// one on standard output, and has nothing else: no environment, no other open file, no more time than said.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.hpp"

namespace pictures {

struct Ended {
  bool in_time = true;
  std::optional<int> code;  // none: ended by a signal
  std::string output;       // cut at `most_output`
};
// Blocks until it has ended, by itself or killed. Throws std::system_error when it cannot be started.
Ended run_alone(const std::filesystem::path& program, std::string_view input, base::Duration patience, std::size_t most_output);

}  // namespace pictures
