#include "platform/http/accept.hpp"

#include "platform/http/ascii.hpp"

namespace http {

namespace {

// "q=0.8" among the parameters of an entry; 1 when it is absent. Three decimals count (RFC 9110, 12.4.2).
double quality_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto p = next_part(parameters, ';');
    if (p.size() < 3 || lower(p[0]) != 'q' || p[1] != '=') continue;
    if (p[2] == '1') return 1;
    if (p[2] != '0') return 0;
    double value = 0, scale = 0.1;
    for (std::size_t i = 4; i < p.size() && i < 7 && p[i] >= '0' && p[i] <= '9'; ++i, scale /= 10) value += (p[i] - '0') * scale;
    return value;
  }
  return 1;
}

int specificity_of(std::string_view range, std::string_view type) {
  if (same_ignoring_case(range, type)) return 2;
  if (range == "*/*") return 0;
  const auto slash = type.find('/');
  return range.ends_with("/*") && same_ignoring_case(range.substr(0, range.size() - 2), type.substr(0, slash)) ? 1 : -1;
}

}  // namespace

Preference preference(std::string_view accept, std::string_view media_type) {
  Preference best;
  for (int position = 0; !accept.empty(); ++position) {
    auto entry = next_part(accept, ',');
    const auto range = next_part(entry, ';');
    const int specificity = specificity_of(range, media_type);
    if (specificity > best.specificity) best = {quality_of(entry), specificity, position};
  }
  return best;
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    auto entry = next_part(accept_encoding, ',');
    const auto name = next_part(entry, ';');
    if (same_ignoring_case(name, coding)) return quality_of(entry) > 0;
    if (name == "*") any = quality_of(entry) > 0;
  }
  return any;
}

}  // namespace http
