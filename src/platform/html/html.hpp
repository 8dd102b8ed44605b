// Html: text that is safe to send. Only string literals enter as they are; everything else goes through
// text(), attr(), href() or data(), which escape for their place (OWASP XSS prevention rules 1, 2 and 5).
//   Html page;
//   page << "<h1>" << text(name) << "</h1><a" << href("/artists/" + slug) << attr("title", name) << ">" << …;
#pragma once
#include <boost/json/fwd.hpp>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace html {

// A compile-time string: the only unescaped way in.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&s)[N]) : view_(s, N - 1) {}
  constexpr std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

class Html {
 public:
  Html() = default;
  Html(Literal s) : out_(s.view()) {}

  Html& operator<<(Literal s) { return out_.append(s.view()), *this; }
  Html& operator<<(const Html& other) { return out_.append(other.out_), *this; }

  const std::string& str() const& { return out_; }
  std::string str() && { return std::move(out_); }
  bool empty() const { return out_.empty(); }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  friend Html& operator<<(Html&, struct Text);
  friend Html& operator<<(Html&, struct Number);
  friend Html& operator<<(Html&, struct Attr);
  friend Html& operator<<(Html&, struct Href);
  friend Html& operator<<(Html&, struct Data);
  std::string out_;
};

// Element content.
struct Text {
  std::string_view value;
};
inline Text text(std::string_view value) { return {value}; }
Html& operator<<(Html&, Text);

struct Number {
  long long value;
};
inline Number num(std::integral auto value) { return {static_cast<long long>(value)}; }
Html& operator<<(Html&, Number);  // plain digits; "12,345" is made by thousands()

// ` name="value"`, with the leading blank. Never for href, src, action or event handlers.
struct Attr {
  std::string_view name;
  std::string_view value;
};
inline Attr attr(Literal name, std::string_view value) { return {name.view(), value}; }
Html& operator<<(Html&, Attr);

// ` href="…"` (or src, action): http, https, mailto and own paths ("/…", not "//…"), else "#".
struct Href {
  std::string_view name;
  std::string_view url;
};
inline Href href(std::string_view url) { return {"href", url}; }
inline Href src(std::string_view url) { return {"src", url}; }
inline Href action(std::string_view url) { return {"action", url}; }
Html& operator<<(Html&, Href);

// The content of <script type="application/json"> or ld+json: cannot close the element.
struct Data {
  const boost::json::value* value;
};
inline Data data(const boost::json::value& value) { return {&value}; }
Html& operator<<(Html&, Data);

std::string thousands(long long n);              // 12345 -> "12,345"
std::string encode_component(std::string_view);  // for a query or path part (RFC 3986 unreserved kept)
bool is_safe_url(std::string_view url);

}  // namespace html
