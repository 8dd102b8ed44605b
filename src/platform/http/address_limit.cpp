#include "platform/http/address_limit.hpp"

namespace http {

bool AddressLimit::enter(const std::string& address, unsigned limit) {
  const std::scoped_lock lock(mutex_);
  auto& count = open_[address];
  if (count >= limit) return false;
  ++count;
  return true;
}

void AddressLimit::leave(const std::string& address) {
  const std::scoped_lock lock(mutex_);
  const auto entry = open_.find(address);
  if (entry != open_.end() && --entry->second == 0) open_.erase(entry);
}

}  // namespace http
