// A configuration file taken apart: every value with its full name, its line and what it was written as.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "platform/base/result.hpp"

namespace config {

struct FileEntry {
  enum class Kind { text, integer, boolean, other };
  std::string name;  // "http.port"
  unsigned line = 0;
  Kind kind = Kind::other;
  std::string text;
};

// Errors: config.unreadable, config.too_large, config.malformed (all name the line where there is one).
base::Result<std::vector<FileEntry>> read_file(const std::filesystem::path& path);

}  // namespace config
