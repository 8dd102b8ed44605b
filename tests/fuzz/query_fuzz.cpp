// Queries and forms: whatever is accepted is text, bounded, and survives being written and read again.
#include "fuzz.hpp"
#include "platform/html/html.hpp"
#include "platform/http/message.hpp"
#include "platform/http/percent.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  http::Request request;
  request.body = as_text(data, size);
  request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  const auto form = request.form();
  if (!form) return 0;
  PROMISE(form->pairs().size() <= 200);
  std::string again;
  for (const auto& [key, value] : form->pairs()) {
    PROMISE(http::is_utf8(key) && http::is_utf8(value) && value.find('\0') == std::string::npos);
    again.append(html::encode_component(key)).append("=").append(html::encode_component(value)).append("&");
  }
  PROMISE(http::parse_query(again).value().pairs() == form->pairs());
  return 0;
}
