// Conditional requests (RFC 9110, 13): "only if it has changed".
#pragma once
#include <string>
#include <string_view>

#include "platform/http/message.hpp"

namespace http {

std::string etag_of(std::string_view body);  // weak, since the same page also travels compressed: W/"…"

// A 200 to a GET or HEAD gets an ETag, made from its body unless it has one; where the reader has that version already the
// answer becomes a 304 without the body.
Response not_modified_or(Response response, const Request& request);

// The same for a page whose ETag is known before it is drawn.
bool has_version(const Request& request, std::string_view etag);

}  // namespace http
