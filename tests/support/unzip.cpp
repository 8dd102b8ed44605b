#include "support/unzip.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace support {

std::map<std::string, Unzipped> unzip(const std::string& bytes) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(reader.get());
  const auto check = [&](la_ssize_t outcome) {
    if (outcome < ARCHIVE_OK) throw std::runtime_error(archive_error_string(reader.get()));
    return outcome;
  };
  check(archive_read_open_memory(reader.get(), bytes.data(), bytes.size()));
  std::map<std::string, Unzipped> files;
  for (archive_entry* entry = nullptr; check(archive_read_next_header(reader.get(), &entry)) != ARCHIVE_EOF;) {
    auto& file = files[archive_entry_pathname(entry)];
    file.modified = archive_entry_mtime(entry);
    std::string buffer(64 << 10, '\0');
    for (la_ssize_t n; (n = check(archive_read_data(reader.get(), buffer.data(), buffer.size()))) > 0;)
      file.content.append(buffer, 0, static_cast<std::size_t>(n));
  }
  return files;
}

}  // namespace support
