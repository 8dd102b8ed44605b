// Files that tests read and folders that they write to.
#pragma once
#include <filesystem>
#include <string>

namespace support {

std::filesystem::path source_dir();
// The recorded answers of the outside services lie beside the sources; skip a test when this folder is absent.
std::filesystem::path shared_dir();
std::string read_file(const std::filesystem::path& file);  // throws when it cannot

// A folder of its own, in memory where there is such a file system; removed at the end.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace support
