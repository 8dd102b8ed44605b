#include "platform/http/public_address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <string>

namespace http {
namespace {

bool is_public(const std::string& text) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) return http::is_public(reinterpret_cast<const sockaddr&>(v4));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  return http::is_public(reinterpret_cast<const sockaddr&>(v6));
}

TEST(PublicAddress, OnesOwnMachineAndNetworkAreNot) {
  for (const auto* inside : {"127.0.0.1", "0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.31.255.255", "192.168.1.1",
                             "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1",
                             "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "2001::1"})
    EXPECT_FALSE(is_public(inside)) << inside;
}

TEST(PublicAddress, WhatIsGivenOutIs) {
  for (const auto* outside : {"1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.0.1", "172.32.0.1", "192.167.255.255", "223.255.255.255",
                              "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888"})
    EXPECT_TRUE(is_public(outside)) << outside;
}

TEST(PublicAddress, AnotherFamilyIsNot) {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  EXPECT_FALSE(http::is_public(local));
}

}  // namespace
}  // namespace http
