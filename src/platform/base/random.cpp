#include "platform/base/random.hpp"

#include <sodium.h>

#include <string_view>

#include "platform/base/hex.hpp"

namespace base {

std::string random_token(std::size_t bytes) {
  std::string raw(bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  return to_hex(raw);
}

std::uint32_t random_below(std::uint32_t bound) { return randombytes_uniform(bound); }

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace base
