// Private to platform/http: which addresses are those of the public internet, for calls to where somebody outside has sent us (server-side
// request forgery, OWASP ASVS 5.2.6 and 12.6.1).
#pragma once
#include <sys/socket.h>

namespace http {

// False for one's own machine and network, for what is set aside (the registries of RFC 6890), and for families other than IPv4 and IPv6.
bool is_public(const sockaddr& address);

}  // namespace http
