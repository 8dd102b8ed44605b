// Paths and URLs: a decoded path cannot leave its folder, a safe link cannot leave the browser's ways, secrets are not shown.
#include "fuzz.hpp"
#include "platform/html/html.hpp"
#include "platform/http/client.hpp"
#include "platform/http/percent.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  if (const auto path = http::decode_path(text)) {
    PROMISE(path->starts_with('/') && http::is_utf8(*path));
    PROMISE(("/" + *path + "/").find("/../") == std::string::npos);
  }
  const auto redirect = http::see_other(std::string(text));
  const auto location = redirect.headers.get("Location");
  PROMISE(location.starts_with('/') && !location.starts_with("//") && location.find_first_of("\r\n\\") == std::string_view::npos);
  http::redacted(text);
  if (text.find_first_of("?&#;=@") == std::string_view::npos) {
    const std::string url = "https://a.example/x?apikey=" + std::string(text) + "9secret9&size=1";
    PROMISE(http::redacted(url) == "https://a.example/x?apikey=…&size=1");
  }
  return 0;
}
