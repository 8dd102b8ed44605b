// theset-pictures: one picture on standard input, its squares on standard output, the verdict as exit code. Started by pictures::Workshop.
#include <unistd.h>

#include "platform/pictures/decoder/confinement.hpp"
#include "platform/pictures/decoder/decoder.hpp"

namespace {

constexpr int not_to_be_had = 1;  // none of the verdicts: not the picture's fault

std::string read_all() {
  std::string bytes, piece(1u << 20, '\0');
  for (ssize_t got; (got = read(STDIN_FILENO, piece.data(), piece.size())) > 0;) bytes.append(piece, 0, static_cast<std::size_t>(got));
  return bytes;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// The exit code.
int answer() {
  using namespace pictures;
  const auto made = decoder::squares(read_all());
  if (const auto* verdict = std::get_if<Verdict>(&made)) return static_cast<int>(*verdict);
  return write_all(write_squares(std::get<Squares>(made))) ? static_cast<int>(Verdict::done) : not_to_be_had;
}

}  // namespace

int main(int, char** argv) {
  using namespace pictures;
  // Its plug-ins are files, so they are loaded before files are out of reach.
  if (!decoder::start(argv[0]) || !decoder::confine()) return not_to_be_had;
  // Without the destructors of a hundred libraries, and without the search for leaks, which needs files.
  _exit(answer());
}
