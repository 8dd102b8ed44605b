#include "platform/html/html.hpp"

#include <boost/json.hpp>

namespace html {

namespace {

void escape(std::string& out, std::string_view s) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    std::string_view entity;
    switch (s[i]) {
      case '&': entity = "&amp;"; break;
      case '<': entity = "&lt;"; break;
      case '>': entity = "&gt;"; break;
      case '"': entity = "&quot;"; break;
      case '\'': entity = "&#39;"; break;
      default: continue;
    }
    out.append(s, from, i - from).append(entity);
    from = i + 1;
  }
  out.append(s, from);
}

bool starts_with_nocase(std::string_view s, std::string_view prefix) {
  if (s.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if ((s[i] | 0x20) != prefix[i] && s[i] != prefix[i]) return false;
  return true;
}

}  // namespace

bool is_safe_url(std::string_view url) {
  for (const char c : url)
    if (static_cast<unsigned char>(c) <= 0x20 || c == '\\' || c == 0x7f) return false;
  if (url.starts_with('/')) return !url.starts_with("//");
  if (url.starts_with('#') || url.starts_with('?')) return true;
  return starts_with_nocase(url, "https://") || starts_with_nocase(url, "http://") || starts_with_nocase(url, "mailto:");
}

Html& operator<<(Html& h, Text t) { return escape(h.out_, t.value), h; }
Html& operator<<(Html& h, Number n) { return h.out_.append(std::to_string(n.value)), h; }

Html& operator<<(Html& h, Attr a) {
  h.out_.append(" ").append(a.name).append("=\"");
  escape(h.out_, a.value);
  return h.out_.append("\""), h;
}

Html& operator<<(Html& h, Href l) {
  h.out_.append(" ").append(l.name).append("=\"");
  escape(h.out_, is_safe_url(l.url) ? l.url : "#");
  return h.out_.append("\""), h;
}

Html& operator<<(Html& h, Data d) {
  for (const char c : boost::json::serialize(*d.value)) {
    if (c == '<') h.out_.append("\\u003c");
    else if (c == '>') h.out_.append("\\u003e");
    else if (c == '&') h.out_.append("\\u0026");
    else h.out_.push_back(c);
  }
  return h;
}

std::string thousands(long long n) {
  std::string digits = std::to_string(n < 0 ? -n : n);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return n < 0 ? "-" + digits : digits;
}

std::string encode_component(std::string_view s) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : s) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) out += c;
    else out.append({'%', hex[u >> 4], hex[u & 15]});
  }
  return out;
}

}  // namespace html
