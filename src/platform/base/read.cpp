#include "platform/base/read.hpp"

#include <algorithm>

#include "platform/base/text.hpp"

namespace base {

namespace {

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool takes_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if ((text[i] | 0x20) != (prefix[i] | 0x20)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Bytes looked at per character wanted: enough for any script, with room for what cleaning drops.
constexpr std::size_t bytes_per_char = 16;

std::string cut_and_clean(std::string_view text, std::size_t max_chars) {
  return clean(text.substr(0, max_chars * bytes_per_char), max_chars);
}

}  // namespace

std::string text_at(const json::value& object, std::string_view key, std::size_t max_chars) {
  const auto text = string_at(object, key);
  return text ? cut_and_clean(*text, max_chars) : std::string();
}

std::vector<std::string> texts_at(const json::value& object, std::string_view key, std::size_t most, std::size_t max_chars) {
  std::vector<std::string> texts;
  if (const auto* list = array_at(object, key)) {
    for (const auto& item : *list) {
      if (!item.is_string() || texts.size() == most) continue;
      if (auto text = cut_and_clean(item.get_string(), max_chars); !text.empty()) texts.push_back(std::move(text));
    }
  }
  return texts;
}

std::vector<std::string> texts_in(std::string_view json_text) {
  std::vector<std::string> texts;
  if (json_text == "[]") return texts;
  const auto value = parse_json(json_text);
  if (!value || !value->is_array()) return texts;
  for (const auto& item : value->get_array())
    if (item.is_string()) texts.emplace_back(item.get_string());
  return texts;
}

bool is_plain_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-' || c == '_'; });
}

std::string id_at(const json::value& object, std::string_view key) {
  const auto text = string_at(object, key);
  return text && is_plain_id(*text) ? std::string(*text) : std::string();
}

bool is_web_url(std::string_view text) {
  if (text.size() > 2000) return false;
  const auto forbidden = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`';
  };
  const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::any_of(text, forbidden)) return false;
  if (std::ranges::any_of(text, beyond_ascii) && clean(text, 2000) != text) return false;
  if (!takes_prefix(text, "https://") && !takes_prefix(text, "http://")) return false;
  const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
  return !authority.empty() && is_alnum(authority.front()) &&
         std::ranges::all_of(authority, [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == ':' || c == '_'; });
}

std::string web_url_at(const json::value& object, std::string_view key) {
  const auto text = string_at(object, key);
  return text && is_web_url(*text) ? std::string(*text) : std::string();
}

}  // namespace base
