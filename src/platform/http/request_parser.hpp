// Bytes from a socket into a Request (RFC 9112), refusing whatever two programs could read differently: Content-Length together
// with Transfer-Encoding, other transfer codings than chunked, several or no Host, bare line feeds.
#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "platform/http/message.hpp"

namespace http {

class RequestParser {
 public:
  struct Limits {
    std::size_t header = 16u << 10;
    std::size_t target = 8u << 10;
    std::size_t fields = 100;
    std::size_t body = 1u << 20;
    std::function<std::size_t(const Request&)> body_of = {};  // instead of `body`, asked when the header is known
  };
  enum class Step { need_more, head, done };  // head: a body follows

  explicit RequestParser(Limits limits);
  ~RequestParser();

  // Looks at the unread bytes (the same again plus more after need_more) and says in `used` how many are done with.
  base::Result<Step> put(std::string_view bytes, std::size_t& used);
  void reset();  // for the next request of the connection

  Request& request();       // complete after done; what is known so far before that and after an error
  bool keep_alive() const;  // after head or done; never for HTTP/1.0
  bool expects_continue() const;

 private:
  class Machine;
  Machine& machine();  // made when the first bytes of a request come: an idle connection has none

  Limits limits_;
  std::size_t scanned_ = 0;
  std::unique_ptr<Machine> machine_;
};

}  // namespace http
