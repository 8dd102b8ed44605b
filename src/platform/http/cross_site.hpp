// Cross-site request forgery: a browser tells where a request comes from (Sec-Fetch-Site, else Origin). One that changes
// something, or opens a WebSocket, must come from our own pages. Programs that are not browsers send neither header and pass.
// https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html (Fetch Metadata)
#pragma once
#include "platform/http/message.hpp"

namespace http {

bool is_cross_site(const Request& request);
bool wants_web_socket(const Request& request);

}  // namespace http
