#include "frame/parts.hpp"

namespace frame {

using html::Html;

Html figure(std::string_view label, std::string_view value) {
  Html h;
  return h << "<div><dt>" << html::text(label) << "</dt><dd>" << html::text(value) << "</dd></div>";
}

Html figure(std::string_view label, std::int64_t value) { return figure(label, html::thousands(value)); }

Html bar(std::int64_t part, std::int64_t whole, std::string_view label) {
  const std::string percent = std::to_string(whole > 0 ? 100 * part / whole : 0);
  Html h;
  h << "<meter class=\"bar\" min=\"0\" max=\"100\"" << html::attr("value", percent);
  if (!label.empty()) h << html::attr("aria-label", label);
  return h << ">" << html::text(percent) << "%</meter>";
}

Html empty(std::string_view sentence) {
  Html h;
  return h << "<div class=\"empty\"><p>" << html::text(sentence) << "</p></div>";
}

Html hidden(std::string_view name, std::string_view value) {
  Html h;
  return h << "<input type=\"hidden\"" << html::attr("name", name) << html::attr("value", value) << ">";
}

}  // namespace frame
