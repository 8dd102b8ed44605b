#include <algorithm>
#include <chrono>
#include <cstdio>

#include "platform/base/base64.hpp"
#include "platform/mail/mail.hpp"

namespace mail {

namespace {

constexpr std::string_view local_extra = "!#$%&'*+-/=?^_`{|}~.";  // RFC 5322 atext, and the dot between atoms

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_local(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() != '.' && text.back() != '.' && text.find("..") == text.npos &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || local_extra.find(c) != local_extra.npos; });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
  int labels = 0;
  for (;; ++labels) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == text.npos) return labels > 0;
    text.remove_prefix(dot + 1);
  }
}

std::string in_lines(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 76) out.append(text, i, 76).append("\r\n");
  return out;
}

// A header's value: as it is when plain, else encoded words of whole characters, each under 75 bytes (RFC 2047).
std::string header_text(std::string_view raw) {
  std::string value;
  for (const char c : raw) value += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  const bool plain = value.size() < 200 && value.find("=?") == value.npos &&
                     std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (plain) return value;
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = std::min(at + 42, value.size());
    while (end < value.size() && end > at + 38 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base::to_base64(std::string_view(value).substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

std::string in_quotes(std::string_view name) {
  std::string out = "\"";
  for (const char c : name)
    if (c == '"' || c == '\\') out.append("\\").push_back(c);
    else out += c;
  return out + "\"";
}

std::string display(std::string_view name) {
  const auto text = header_text(name);
  return text.starts_with("=?") ? text : in_quotes(text);
}

// Addresses in headers were checked; what is not one becomes nobody.
std::string address(std::string_view text) { return normalised(text).value_or("invalid@invalid.invalid"); }

std::string rfc5322_date(base::Time time) {
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  char text[48];
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d +0000", days[std::chrono::weekday(day).c_encoding()],
                static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

// RFC 8058 and RFC 2369. Whatever could end the brackets or the line is no address.
std::string way_out(std::string_view url) {
  const bool plain =
      !url.empty() && url.size() < 900 && std::ranges::all_of(url, [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
  return plain ? "List-Unsubscribe: <" + std::string(url) + ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : "";
}

std::string part(std::string_view type, std::string_view body) {
  return "Content-Type: " + std::string(type) + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         in_lines(base::to_base64(body));
}

}  // namespace

std::optional<std::string> normalised(std::string_view raw) {
  const auto first = raw.find_first_not_of(" \t\r\n");
  if (first == raw.npos) return std::nullopt;
  std::string text(raw.substr(first, raw.find_last_not_of(" \t\r\n") - first + 1));
  if (text.size() > 254) return std::nullopt;
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto at = text.rfind('@');
  if (at == text.npos || !is_local(std::string_view(text).substr(0, at)) || !is_domain(std::string_view(text).substr(at + 1)))
    return std::nullopt;
  return text;
}

std::string to_mime(const Message& m) {
  const auto from = address(m.from);
  std::string id;
  std::ranges::copy_if(m.id, std::back_inserter(id), [](char c) { return is_alnum(c); });
  const std::string boundary = "theset-" + id;
  std::string out = "From: " + display(m.from_name) + " <" + from + ">\r\nTo: <" + address(m.to) +
                    ">\r\nSubject: " + header_text(m.subject) + "\r\nDate: " + rfc5322_date(m.date) + "\r\nMessage-ID: <" + id +
                    from.substr(from.rfind('@')) + ">\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n" + way_out(m.unsubscribe) +
                    "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
  out += "--" + boundary + "\r\n" + part("text/plain", m.text);
  out += "--" + boundary + "\r\n" + part("text/html", m.html);
  return out + "--" + boundary + "--\r\n";
}

}  // namespace mail
