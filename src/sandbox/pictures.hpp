// Drawn portraits and covers, and the pages behind outward links: so that nothing made up points at a real service.
#pragma once
#include "sandbox/call.hpp"

namespace sandbox {

http::Response picture(const Call& call);  // /pictures/{attraction}/{release}/{640.svg or 640x360.svg}
http::Response outward(const Call& call);  // /out/{service}/…

}  // namespace sandbox
