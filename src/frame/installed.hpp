// The site as something one has on a phone (RT-4): the manifest that makes it installable (https://www.w3.org/TR/appmanifest/), and the
// page that stands in, without a network, for pages that were never opened.
#pragma once
#include "platform/http/router.hpp"

namespace frame {

// GET /manifest.webmanifest, /offline
void add_installed_routes(http::Router& router);

}  // namespace frame
