// Server: HTTP/1.1, SSE and WebSockets on one thread a loop, each with its own acceptor (SO_REUSEPORT).
// Limits: header 16 KB (431), target 8 KB (414), body as configured (413), connections per address (429); a passed deadline
// is 408, or the connection is closed when nothing was asked. Any other malformed request: 400 and the connection is closed.
// Adds to every answer: Date, X-Request-Id, Content-Length, security headers unless the handler set them, gzip for text over
// 1 KB when accepted. Logs "http.request" for each at level info (the path, never the query).
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
  std::uint16_t port = 8080;  // 0 picks a free one
  unsigned threads = 0;       // 0: one a core
  std::size_t body_limit = 1u << 20;
  unsigned uploads = 16;  // bodies above body_limit at once (Router::take_uploads); more are answered 503
  unsigned connections_per_address = 1024;
  base::Duration drain = std::chrono::seconds(10);
  bool trust_proxy = false;  // take X-Forwarded-For (its last entry), X-Forwarded-Host and X-Request-Id from the
                             // peer; connections are then not counted per address
  bool behind_tls = false;   // readers reach us by https://: browsers are told to use nothing else
  base::Duration header_deadline = std::chrono::seconds(10);  // from the first byte of a request, or from the connection
  base::Duration body_deadline = std::chrono::seconds(30);    // from the end of the header
  base::Duration idle_deadline = std::chrono::seconds(60);    // between requests; for a WebSocket: without any frame
  base::Duration send_deadline = std::chrono::seconds(30);    // without the peer taking a byte
  base::Duration heartbeat = std::chrono::seconds(15);        // comment line in a quiet event stream
};

class Server {
 public:
  Server(ServerOptions options, std::shared_ptr<const Router> router);
  ~Server();

  void start();  // throws std::system_error when the port is taken
  std::uint16_t port() const;
  void stop();                              // drains: no new connections, answers under way are finished, streams closed; then joins
  base::Executor& loop(std::size_t n = 0);  // for timers

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace http
