// Writer: ZIP files written as they are made, in bounded memory (APPNOTE 6.3, by libarchive): nothing is kept of a file but its line in the
// directory. A file, and the whole archive, may be up to 4 GB; names are ASCII.
#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "platform/base/clock.hpp"

namespace zip {

inline constexpr std::size_t piece_bytes = 64u << 10;

class Writer {
 public:
  // Takes the archive's bytes in order, in pieces of piece_bytes; only the last may be shorter. What it throws comes out of the call that
  // made the piece, and the archive is then lost.
  using Sink = std::function<void(std::string_view piece)>;
  explicit Writer(Sink sink);
  ~Writer();

  // Begins the next file; ends the one before.
  void begin(std::string_view name, base::Time modified);
  void write(std::string_view bytes);
  // Once, after the last file. An archive without this is no archive.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zip
