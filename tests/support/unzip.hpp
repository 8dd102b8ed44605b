// The files of a ZIP archive, for tests of what writes one.
#pragma once
#include <map>
#include <string>

namespace support {

struct Unzipped {
  std::string content;
  std::int64_t modified = 0;  // seconds since 1970
};
std::map<std::string, Unzipped> unzip(const std::string& archive);  // throws for what is none

}  // namespace support
