// Requests as they come from a socket: the outcome must not depend on how the bytes are cut into pieces.
#include <string>

#include "fuzz.hpp"
#include "platform/http/percent.hpp"
#include "platform/http/request_parser.hpp"

namespace {

using Step = http::RequestParser::Step;

// Everything that is told about the requests in the input, when it arrives in pieces of this size.
std::string outcome(std::string_view bytes, std::size_t piece) {
  http::RequestParser parser({.header = 2048, .target = 512, .fields = 20, .body = 4096});
  std::string told, unread;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    unread += bytes.substr(at, piece);
    for (bool more = false; !more;) {
      std::size_t used = 0;
      const auto step = parser.put(unread, used);
      PROMISE(used <= unread.size());
      unread.erase(0, used);
      if (!step) return told + "error";
      more = *step == Step::need_more || unread.empty();
      if (*step != Step::done) continue;
      const auto& r = parser.request();
      PROMISE(r.path == "*" || (r.path.starts_with('/') && http::is_utf8(r.path)));
      PROMISE(r.body.size() <= 4096 && r.headers.all().size() <= 20);
      told.append(http::name_of(r.method)).append(" ").append(r.path).append("\n").append(r.body).append("\n");
      for (const auto& [name, value] : r.headers.all()) told.append(name).append(":").append(value).append("\n");
      if (!parser.keep_alive()) return told + "close";
      parser.reset();
    }
  }
  return told;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = as_text(data, size);
  const auto whole = outcome(bytes, size + 1);
  PROMISE(outcome(bytes, 1) == whole);
  PROMISE(outcome(bytes, 7) == whole);
  return 0;
}
