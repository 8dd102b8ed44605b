// Queries and form bodies of calls out: application/x-www-form-urlencoded, with %20 for blanks, which every service reads.
#pragma once
#include <string>

#include "platform/http/message.hpp"

namespace http {

std::string to_query(const Params& params);  // "a=1&b=x%20y", in order; empty for none

}  // namespace http
