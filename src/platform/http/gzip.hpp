// gzip for bodies of answers (RFC 1952).
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace http {

enum class GzipEffort { quick = 4, small = 9 };  // each time it is sent · made once and kept

std::shared_ptr<const std::string> gzip(std::string_view text, GzipEffort effort = GzipEffort::small);

}  // namespace http
