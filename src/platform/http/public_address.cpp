#include "platform/http/public_address.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <cstring>

#include "platform/http/sockets.hpp"

namespace http {

namespace ip = asio::ip;

namespace {

// https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast (224/4).
constexpr std::array set_aside_v4 = {"0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
                                     "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
                                     "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"};
// Of IPv6, what is given out (2000::/3) without what is set aside in it or leads back to IPv4 addresses.
constexpr std::array set_aside_v6 = {"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"};

template <class Network, class Address>
bool within(const Network& network, const Address& address) {
  return Network(address, network.prefix_length()).canonical() == network.canonical();
}

bool is_public(const ip::address_v4& address) {
  return std::ranges::none_of(set_aside_v4, [&](const char* network) { return within(ip::make_network_v4(network), address); });
}

bool is_public(const ip::address_v6& address) {
  return within(ip::make_network_v6("2000::/3"), address) &&
         std::ranges::none_of(set_aside_v6, [&](const char* network) { return within(ip::make_network_v6(network), address); });
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) return is_public(ip::address_v4(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr)));
  if (address.sa_family != AF_INET6) return false;
  ip::address_v6::bytes_type bytes;
  std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, bytes.size());
  return is_public(ip::address_v6(bytes));
}

}  // namespace http
