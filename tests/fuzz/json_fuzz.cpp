// JSON bodies and all that reads out of them: what is taken is within the limits, can be printed and read again, and no accessor throws or
// lets anything through that is not what it says.
#include "fuzz.hpp"
#include "platform/base/json.hpp"
#include "platform/base/read.hpp"
#include "platform/base/text.hpp"

namespace {

namespace json = base::json;

constexpr base::JsonLimits limits{.bytes = 4096, .depth = 8};

std::size_t depth(const json::value& v) {
  std::size_t deepest = 0;
  if (const auto* list = v.if_array())
    for (const auto& inner : *list) deepest = std::max(deepest, depth(inner));
  if (const auto* object = v.if_object())
    for (const auto& [key, inner] : *object) deepest = std::max(deepest, depth(inner));
  return v.is_structured() ? deepest + 1 : 0;
}

void read_member(const json::value& v, std::string_view key) {
  if (const auto n = base::double_at(v, key)) PROMISE(*n == *n);
  base::int_at(v, key);
  base::bool_at(v, key);
  const auto id = base::id_at(v, key);
  PROMISE(id.empty() || base::is_plain_id(id));
  const auto url = base::web_url_at(v, key);
  PROMISE(url.empty() || (base::is_web_url(url) && url.find_first_of("\"<> \n") == std::string::npos));
  const auto text = base::text_at(v, key, 20);
  PROMISE(base::clean(text, 20) == text);
  PROMISE(base::texts_at(v, key, 3, 10).size() <= 3);
  PROMISE(!base::member(v, key) || !base::member(v, key)->is_null());
}

void read_all(const json::value& v) {
  if (const auto* object = v.if_object())
    for (const auto& [key, inner] : *object) read_member(v, key), read_all(inner);
  if (const auto* list = v.if_array()) {
    base::Skips skips;
    const auto read = [](const json::value& each, std::string_view& why) { return why = "no id", base::string_at(each, "id"); };
    const auto records = base::read_list<std::string_view>(*list, "row", 5, skips, read);
    PROMISE(records.size() <= 5 && records.size() + static_cast<std::size_t>(skips.skipped) == list->size());
    for (const auto& inner : *list) read_all(inner);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  const auto value = base::parse_json(text, limits);
  base::texts_in(text);
  if (!value) {
    PROMISE(value.error().code == "json.too_large" || value.error().code == "json.malformed");
    return 0;
  }
  PROMISE(size <= limits.bytes && depth(*value) <= limits.depth);
  const auto again = base::parse_json(json::serialize(*value), {.bytes = 1 << 20, .depth = limits.depth});
  PROMISE(again && depth(*again) == depth(*value));
  read_all(*value);
  return 0;
}
