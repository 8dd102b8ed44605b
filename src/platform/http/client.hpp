// Calls out (libcurl): blocking, for worker threads; connections are kept and reused. Redirects are not followed.
// Errors (all Kind::unavailable but the first two): http.bad_request_out (the URL or a header cannot be sent), http.not_public,
// http.timeout, http.connect (no address, refused), http.tls, http.cut (the answer ended early), http.too_large (body or header),
// http.bad_answer (not HTTP, or a broken encoding), http.stopped. Any status, also 500, is an answer and no error.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/result.hpp"
#include "platform/http/message.hpp"

namespace http {

struct OutRequest {
  Method method = Method::get;
  std::string url = {};
  Headers headers = {};
  std::string body = {};
  base::Duration timeout = std::chrono::seconds(20);
  base::Duration connect_timeout = std::chrono::seconds(5);
  std::size_t size_limit = 8u << 20;  // of the decoded body
  // The address comes from outside: nothing but the public internet is called (http.not_public). Past the environment's proxy, which
  // would look its name up unseen.
  bool public_only = false;
};

struct OutResponse {
  int status = 0;
  Headers headers = {};
  std::string body = {};
};

class Client {
 public:
  virtual ~Client() = default;
  virtual base::Result<OutResponse> send(const OutRequest& request) = 0;  // safe from any thread
  virtual void stop() {}  // for shutdown: calls under way end with http.stopped within about a second, later ones at once
};

std::unique_ptr<Client> make_client(std::string user_agent);

// The URL without the values of its secret parameters (apikey, token, client_secret …): for logs and error texts.
std::string redacted(std::string_view url);

}  // namespace http
