#include "platform/http/visitor_limit.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace http {

namespace {

std::string household(std::string_view address) {
  in6_addr ip;
  if (inet_pton(AF_INET6, std::string(address).c_str(), &ip) != 1) return std::string(address);
  std::array<char, INET_ADDRSTRLEN> text{};
  if (IN6_IS_ADDR_V4MAPPED(&ip)) return inet_ntop(AF_INET, ip.s6_addr + 12, text.data(), text.size());
  return {ip.s6_addr, ip.s6_addr + 8};
}

}  // namespace

std::optional<base::Time> VisitorLimit::enter(std::string_view address, base::Time now) {
  std::string visitor = household(address);
  const std::scoped_lock lock(mutex_);
  if (free_at_.size() >= pace_.most_visitors && !free_at_.contains(visitor)) {
    std::erase_if(free_at_, [now](const auto& one) { return one.second <= now; });
    if (free_at_.size() >= pace_.most_visitors) visitor = "the others";
  }
  base::Time& free_at = free_at_.try_emplace(std::move(visitor), now).first->second;
  const base::Time from = std::max(free_at, now);
  const base::Time may = from - pace_.each * (pace_.at_once - 1);
  if (may > now) return may;
  free_at = from + pace_.each;
  return std::nullopt;
}

}  // namespace http
