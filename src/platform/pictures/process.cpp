#include "platform/pictures/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <utility>

namespace pictures {

namespace {

[[noreturn]] void fail(int error, const char* what) { throw std::system_error(error, std::generic_category(), what); }

class File {
 public:
  explicit File(int fd, const char* what) : fd_(fd) {
    if (fd < 0) fail(errno, what);
  }
  ~File() { close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

class MemoryFile : public File {
 public:
  explicit MemoryFile(std::string_view content = {}) : File(memfd_create("picture", MFD_CLOEXEC), "memfd_create") {
    while (!content.empty()) {
      const auto written = write(fd(), content.data(), content.size());
      if (written < 0) fail(errno, "write");
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    lseek(fd(), 0, SEEK_SET);
  }

  std::string read(std::size_t most) const {
    struct stat about{};
    if (fstat(fd(), &about) != 0) fail(errno, "fstat");
    std::string bytes(std::min(static_cast<std::size_t>(about.st_size), most), '\0');
    const auto got = pread(fd(), bytes.data(), bytes.size(), 0);
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  }
};

// As posix_spawn takes them; neither fails but for want of memory.
class Actions {
 public:
  Actions(int in, int out) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);  // sockets of visitors, the database
  }
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

// The program blocks and ignores signals for itself, not for others.
class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

// A started process, killed and reaped in any case.
class Process {
 public:
  Process(const std::filesystem::path& program, int in, int out) {
    const Actions actions(in, out);
    const Attributes attributes;
    std::string name = program.string();
    char* words[] = {name.data(), nullptr};
    char* no_environment[] = {nullptr};  // ours may hold secrets
    if (const int error = posix_spawn(&id_, name.c_str(), actions.get(), attributes.get(), words, no_environment); error != 0)
      fail(error, name.c_str());
  }
  ~Process() {
    if (id_ > 0) kill(id_, SIGKILL), wait();
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool ends_within(base::Duration patience) const {
    const File watched(static_cast<int>(syscall(SYS_pidfd_open, id_, 0)), "pidfd_open");
    const auto until = std::chrono::steady_clock::now() + patience;
    pollfd end{watched.fd(), POLLIN, 0};
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      const int ready = poll(&end, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
      if (ready > 0) return true;
      if (ready == 0) return false;
      if (errno != EINTR) fail(errno, "poll");
    }
  }
  void end() { kill(id_, SIGKILL); }
  // The exit code; none: a signal.
  std::optional<int> wait() {
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {}
    id_ = -1;
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
  }

 private:
  pid_t id_ = -1;
};

}  // namespace

Ended run_alone(const std::filesystem::path& program, std::string_view input, base::Duration patience, std::size_t most_output) {
  const MemoryFile in(input), out;
  Process process(program, in.fd(), out.fd());
  Ended ended;
  ended.in_time = process.ends_within(patience);
  if (!ended.in_time) process.end();
  ended.code = process.wait();
  ended.output = out.read(most_output);
  return ended;
}

}  // namespace pictures
