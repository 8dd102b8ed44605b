// Server: HTTP/1.1, SSE and WebSockets on one thread a loop, each with its own acceptor (SO_REUSEPORT).
// Deadlines: header 10 s, body 30 s, idle 60 s. Limits: header 16 KB, body as configured (413), connections per address (429).
// Adds to every answer: X-Request-Id, security headers unless the handler set them, Content-Length, gzip for text when accepted.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "platform/base/executor.hpp"
#include "platform/http/router.hpp"

namespace http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;              // 0 picks a free one
  unsigned threads = 0;                   // 0: one a core
  std::size_t body_limit = 1u << 20;
  unsigned connections_per_address = 1024;
  base::Duration drain = std::chrono::seconds(10);
  bool trust_proxy = false;               // take X-Forwarded-For and X-Request-Id from the peer
};

class Server {
 public:
  Server(ServerOptions options, std::shared_ptr<const Router> router);
  ~Server();

  void start();               // throws std::system_error when the port is taken
  std::uint16_t port() const;
  void stop();                // drains: no new connections, answers under way are finished, streams closed; then joins
  base::Executor& loop(std::size_t n = 0);  // for timers

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace http
