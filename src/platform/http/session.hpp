// Private: one connection. Reads requests one after the other, lets the router answer them, sends the answers in order.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>

#include "platform/base/task.hpp"
#include "platform/http/loop.hpp"
#include "platform/http/request_parser.hpp"
#include "platform/http/sockets.hpp"

namespace http {

class ServedEventStream;
class ServedSocket;
struct SocketTerms;

class Session : public std::enable_shared_from_this<Session> {
 public:
  static void begin(Loop& loop, Socket socket);
  Session(Loop& loop, Socket socket, std::string peer);
  ~Session();

  void check_deadline(SteadyTime now);
  void drain();
  void abort();
  std::size_t slot = 0;  // the loop's

 private:
  enum class Phase { idle, header, body, handling, sending, events, socket, lingering };
  enum class Got { request, nothing, error };
  struct Upgrade {
    std::string target;
    Headers headers;
  };
  // What answering needs to know of a request that the handler has taken.
  struct Summary;

  base::Task<void> run();
  base::Task<Got> read_request();
  base::Task<bool> read_more();  // false: closed, or the deadline passed
  base::Task<bool> answer(Response response, Summary& summary);
  base::Task<bool> serve_one();
  base::Task<bool> send(std::array<asio::const_buffer, 2> buffers);
  base::Task<void> linger(std::optional<base::Duration> patience = {});
  std::optional<base::Error> begin_upload();
  void end_upload();
  void complete_request(Request& request);
  void enter(Phase phase, base::Duration deadline);
  void log(const Summary& summary, int status, std::size_t bytes) const;

  // session_streams.cpp
  base::Task<void> send_events();
  base::Task<void> talk();  // WebSocket
  void watch_for_end();
  void end_streams();  // tells their owners, however the session ended

  std::string_view unread() const { return std::string_view(in_).substr(begin_, end_ - begin_); }

  Loop& loop_;
  const ServerOptions& options_;
  Socket socket_;
  std::string peer_;
  bool counted_ = false;
  const Upload* upload_ = nullptr;  // the body being read or handled is one, and counted
  RequestParser parser_;
  std::string in_;  // [begin_, end_) is what was read and not used
  std::size_t begin_ = 0, end_ = 0;
  std::string head_;
  std::optional<base::Error> error_;  // of the request being read
  Phase phase_ = Phase::idle;
  SteadyTime deadline_ = SteadyTime::max();
  bool expired_ = false;
  bool first_ = true;
  unsigned in_a_row_ = 0;  // requests answered without waiting for the socket
  Signal wake_;            // event streams
  bool peer_gone_ = false, heartbeat_due_ = false;
  std::shared_ptr<ServedEventStream> events_;
  std::shared_ptr<ServedSocket> web_socket_;
  std::shared_ptr<SocketTerms> terms_;
  std::optional<Upgrade> upgrade_;
};

// Assigning an empty string would keep the memory.
inline void release(std::string& s) { std::string().swap(s); }

}  // namespace http
