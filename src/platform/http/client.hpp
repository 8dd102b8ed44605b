// Calls out (libcurl): blocking, for worker threads; connections are kept and reused. Redirects are not followed.
// Errors: http.timeout, http.connect, http.cut (the body ended early), http.too_large, http.tls.
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
  std::string url;
  Headers headers;
  std::string body;
  base::Duration timeout = std::chrono::seconds(20);
  base::Duration connect_timeout = std::chrono::seconds(5);
  std::size_t size_limit = 8u << 20;  // of the decoded body
};

struct OutResponse {
  int status = 0;
  Headers headers;
  std::string body;
};

class Client {
 public:
  virtual ~Client() = default;
  virtual base::Result<OutResponse> send(const OutRequest& request) = 0;  // safe from any thread
};

std::unique_ptr<Client> make_client(std::string user_agent);

// The URL without the values of its secret parameters (apikey, token, client_secret …): for logs and error texts.
std::string redacted(std::string_view url);

}  // namespace http
