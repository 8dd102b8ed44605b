#include "sandbox/xml.hpp"

#include <boost/json.hpp>

namespace sandbox {

namespace {

namespace json = boost::json;

void escape(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
}

bool is_text_element(std::string_view key) { return key == "url" || key == "info"; }

void element(std::string& out, std::string_view name, const json::value& value) {
  if (const auto* list = value.if_array()) {
    for (const auto& item : *list) element(out, name, item);
    return;
  }
  out += '<';
  out += name;
  const auto* object = value.if_object();
  if (!object) {
    out += '>';
    escape(out, value.is_string() ? std::string_view(value.get_string()) : json::serialize(value));
  } else {
    for (const auto& [key, member] : *object) {
      if (member.is_structured() || is_text_element(key)) continue;
      out += ' ';
      out += key;
      out += "=\"";
      escape(out, member.is_string() ? std::string_view(member.get_string()) : std::string_view(json::serialize(member)));
      out += '"';
    }
    out += '>';
    for (const auto& [key, member] : *object)
      if (member.is_structured() || is_text_element(key)) element(out, key, member);
  }
  out += "</";
  out += name;
  out += '>';
}

}  // namespace

std::string to_xml(std::string_view root, const json::object& value) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  element(out, root, value);
  return out;
}

}  // namespace sandbox
