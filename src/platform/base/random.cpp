#include "platform/base/random.hpp"

#include <sodium.h>

#include <string_view>

namespace base {

std::string random_token(std::size_t bytes) {
  std::string raw(bytes, '\0'), hex(bytes * 2 + 1, '\0');
  randombytes_buf(raw.data(), raw.size());
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
  hex.pop_back();
  return hex;
}

std::uint32_t random_below(std::uint32_t bound) { return randombytes_uniform(bound); }

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace base
