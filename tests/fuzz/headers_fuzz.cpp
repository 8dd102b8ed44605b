// Cookie, Accept, Accept-Encoding, Content-Type, If-None-Match: any bytes are read without harm, and qualities stay in 0 … 1.
#include "fuzz.hpp"
#include "platform/http/accept.hpp"
#include "platform/http/conditional.hpp"
#include "platform/http/cross_site.hpp"
#include "platform/http/message.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  http::Request request;
  for (const char* name : {"Cookie", "Accept", "Content-Type", "If-None-Match", "Origin", "Upgrade"})
    request.headers.add(name, std::string(text));
  request.headers.add("Host", "set.example");
  for (const char* type : {"application/json", "text/html"}) {
    const auto found = http::preference(text, type);
    PROMISE(found.quality >= 0 && found.quality <= 1);
    PROMISE(found.specificity >= -1 && found.specificity <= 2);
  }
  http::accepts_coding(text, "gzip");
  request.wants_json();
  if (const auto cookie = request.cookie("sid")) PROMISE(text.find(*cookie) != std::string_view::npos);
  (void)request.form();
  http::has_version(request, "W/\"0123456789abcdef\"");
  http::is_cross_site(request);
  return 0;
}
