#include "pages/site_address.hpp"

#include "frame/frame.hpp"

namespace pages {

std::string site_address(const http::Request& request) {
  const auto& own = frame::site().public_url;
  return own.empty() ? "http://" + std::string(request.headers.get("Host")) : own;
}

}  // namespace pages
