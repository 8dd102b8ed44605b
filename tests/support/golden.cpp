#include "support/golden.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "support/files.hpp"

namespace support {

void expect_golden(const std::string& name, std::string_view text) {
  const auto file = source_dir() / "tests/golden" / name;
  if (std::getenv("THESET_WRITE_GOLDEN") != nullptr) std::ofstream(file, std::ios::binary) << text;
  EXPECT_EQ(text, std::filesystem::exists(file) ? read_file(file) : "(no such file)") << file;
}

}  // namespace support
