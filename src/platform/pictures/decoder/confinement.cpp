#include "platform/pictures/decoder/confinement.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "platform/pictures/wire.hpp"

namespace pictures::decoder {

namespace {

constexpr rlim_t most_seconds = 10;
// Of address space. 50 megapixels of AVIF, which is decoded as a whole, take most: 360 MB of memory.
constexpr rlim_t most_memory = rlim_t{1} << 30;

bool limit(int what, rlim_t most) {
  const rlimit both{most, most};
  return setrlimit(static_cast<__rlimit_resource_t>(what), &both) == 0;
}

// AddressSanitizer reserves terabytes that it does not use.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define THESET_RESERVES_MUCH
#endif
#endif
bool limit_memory() {
#ifdef THESET_RESERVES_MUCH
  return true;
#else
  return limit(RLIMIT_AS, most_memory);
#endif
}

}  // namespace

bool confine() {
  setpriority(PRIO_PROCESS, 0, 10);  // those who serve pages go first; it matters little where it is refused
  return limit(RLIMIT_CPU, most_seconds) && limit(RLIMIT_FSIZE, largest_answer) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 0) &&
         limit_memory() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

}  // namespace pictures::decoder
