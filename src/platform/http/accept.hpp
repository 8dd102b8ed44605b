// What a client says it can read (RFC 9110, 12.5).
#pragma once
#include <string_view>

namespace http {

// How much the Accept header wants a media type. Malformed entries are passed over.
struct Preference {
  double quality = 0;
  int specificity = -1;  // 2 named, 1 "type/*", 0 "*/*", -1 not at all
  int position = 0;      // of the entry that decided
};
Preference preference(std::string_view accept, std::string_view media_type);

bool accepts_coding(std::string_view accept_encoding, std::string_view coding);  // "gzip", "br"

}  // namespace http
