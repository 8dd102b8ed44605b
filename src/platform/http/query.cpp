#include "platform/http/query.hpp"

#include "platform/html/html.hpp"

namespace http {

std::string to_query(const Params& params) {
  std::string out;
  for (const auto& [key, value] : params.pairs()) {
    if (!out.empty()) out += '&';
    out += html::encode_component(key) + '=' + html::encode_component(value);
  }
  return out;
}

}  // namespace http
