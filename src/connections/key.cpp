// The key that seals tokens lies beside the database, not in it: who gets hold of a copy of the database gets no token.
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connections/connections.hpp"
#include "platform/base/random.hpp"

namespace connections {

namespace {

constexpr std::size_t key_length = 64;  // hex digits: 256 bits

std::string read_key(const std::filesystem::path& file) {
  std::string key;
  std::ifstream(file) >> key;
  return key;
}

// Written beside and then linked: two processes that start at once agree on the one that came first, and nobody reads half of it.
void make_key(const std::filesystem::path& file) {
  const auto draft = file.string() + "." + base::random_token(6);
  const int out = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) return;
  const auto key = base::random_token(key_length / 2) + "\n";
  const bool written = ::write(out, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(out) == 0;
  ::close(out);
  if (written) static_cast<void>(::link(draft.c_str(), file.c_str()));
  ::unlink(draft.c_str());
}

}  // namespace

std::string load_key(const std::string& configured, const std::string& folder) {
  if (!configured.empty()) return configured;
  const auto file = std::filesystem::path(folder) / "spotify.key";
  if (!std::filesystem::exists(file)) make_key(file);
  auto key = read_key(file);
  if (key.size() != key_length)
    throw base::ErrorException(
        base::unavailable("connections.no_key_file", "The key in " + file.string() +
                                                         " cannot be read or made. Let the program write to its data folder, or set "
                                                         "spotify.token_key."));
  return key;
}

}  // namespace connections
