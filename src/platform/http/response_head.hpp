// A Response as bytes: the head is made here, the body is sent from where it lies.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/message.hpp"

namespace http {

// What the connection and the request say about how to answer.
struct Framing {
  bool head_only = false;  // HEAD
  bool keep_alive = true;
  bool gzip = false;  // the client accepts it
  bool tls = false;   // readers come over TLS: told to do so always (HSTS, RFC 6797), for a year
  std::string_view request_id;
  std::string_view date;  // IMF-fixdate
};

// Replaces `out` with status line and headers; returns the body to send, null for none. Compresses if that is worth it.
// A header that would break the framing (a line break in it, or one of those made here) is left out and logged.
std::shared_ptr<const std::string> write_head(const Response& response, const Framing& framing, std::string& out);

}  // namespace http
