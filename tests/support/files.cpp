#include "support/files.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace support {

namespace fs = std::filesystem;

fs::path source_dir() { return THESET_SOURCE_DIR; }
fs::path shared_dir() { return source_dir().parent_path() / "shared"; }

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error(file.string() + " cannot be read");
  return std::move(text).str();
}

TempDir::TempDir() {
  const fs::path memory = "/dev/shm";
  std::string made = ((::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path()) / "theset-test-XXXXXX").string();
  if (!::mkdtemp(made.data())) throw std::runtime_error("no temporary folder at " + made);
  path_ = made;
}

TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace support
