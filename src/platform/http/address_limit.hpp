// How many connections an address has open, over all loops.
#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

namespace http {

class AddressLimit {
 public:
  bool enter(const std::string& address, unsigned limit);  // false: too many already
  void leave(const std::string& address);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, unsigned> open_;
};

}  // namespace http
