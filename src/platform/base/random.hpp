// Randomness for secrets and jitter (libsodium).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

std::string random_token(std::size_t bytes = 16);          // lower-case hex
std::uint32_t random_below(std::uint32_t bound);           // 0 … bound-1, unbiased
bool same_secret(std::string_view a, std::string_view b);  // in time that depends only on the lengths

}  // namespace base
