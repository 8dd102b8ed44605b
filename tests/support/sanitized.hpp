// Whether this is the build with AddressSanitizer: simulations are shorter there, and memory is not measured, since its quarantine keeps
// what was freed.
#pragma once

#ifndef __has_feature
#define __has_feature(x) 0
#endif

namespace support {
inline constexpr bool sanitized = __has_feature(address_sanitizer);
}
