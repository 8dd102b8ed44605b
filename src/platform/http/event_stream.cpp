#include "platform/http/event_stream.hpp"

namespace http {

namespace {

void append_line(std::string& out, std::string_view field, std::string_view value) {
  out.append(field).append(": ");
  for (const char c : value)
    if (c != '\r' && c != '\n' && c != '\0') out += c;
  out += '\n';
}

}  // namespace

std::string encode_event(std::string_view id, std::string_view event, std::string_view data) {
  std::string out;
  out.reserve(id.size() + event.size() + data.size() + 32);
  if (!event.empty()) append_line(out, "event", event);
  if (!id.empty()) append_line(out, "id", id);
  // CR, LF and CRLF all end a line in this format.
  for (bool more = true; more;) {
    const auto end = data.find_first_of("\r\n");
    append_line(out, "data", data.substr(0, end));
    more = end != std::string_view::npos;
    if (more) data.remove_prefix(end + (data.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return out += '\n';
}

Shared EventStream::encode(std::string_view id, std::string_view event, std::string_view data) {
  return std::make_shared<const std::string>(encode_event(id, event, data));
}

std::shared_ptr<EventStream> EventStream::make() { return std::make_shared<ServedEventStream>(); }

}  // namespace http
