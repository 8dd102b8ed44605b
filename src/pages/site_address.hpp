// Where this site is, for people and programs elsewhere.
#pragma once
#include <string>

#include "platform/http/message.hpp"

namespace pages {

// "https://theset.example": the configured address, else the one this was asked at. Not for pages that others get from a cache.
std::string site_address(const http::Request& request);

}  // namespace pages
