// For tests: a plain blocking socket to a server on loopback, to send bytes that no well-behaved client would send.
#pragma once
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace http {

class TestPeer {
 public:
  explicit TestPeer(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{10, 0};  // a hanging server fails the test instead of stopping it
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    if (connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error("cannot connect");
  }
  ~TestPeer() { close(fd_); }
  TestPeer(const TestPeer&) = delete;
  TestPeer& operator=(const TestPeer&) = delete;

  // False when the server has closed the connection.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  void send_end() { shutdown(fd_, SHUT_WR); }

  // Reads up to and with `mark`; what was there when the connection ended before that.
  std::string read_until(std::string_view mark) {
    std::size_t at;
    while ((at = pending_.find(mark)) == std::string::npos)
      if (!fill()) return std::exchange(pending_, {});
    return take(at + mark.size());
  }
  std::string read_to_end() {
    while (fill()) {}
    return std::exchange(pending_, {});
  }
  // A whole answer with Content-Length.
  std::string read_answer(bool head_only = false) {
    std::string head = read_until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    if (at == std::string::npos || head_only) return head;
    const auto length = std::stoul(head.substr(at + 16));
    while (pending_.size() < length && fill()) {}
    return head + take(std::min(length, pending_.size()));
  }
  bool is_closed() { return pending_.empty() && !fill(); }
  std::string ask(std::string_view request) { return send(request), read_answer(); }

 private:
  bool fill() {
    char buffer[16384];
    const auto n = recv(fd_, buffer, sizeof buffer, 0);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("the server does not answer; so far: " + pending_);
    if (n <= 0) return false;
    pending_.append(buffer, static_cast<std::size_t>(n));
    return true;
  }
  std::string take(std::size_t n) {
    std::string out = pending_.substr(0, n);
    pending_.erase(0, n);
    return out;
  }

  int fd_;
  std::string pending_;
};

}  // namespace http
