// Which calls came in: counted by endpoint, the latest kept in full (without keys).
#pragma once
#include <boost/json/fwd.hpp>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"

namespace sandbox {

class Journal {
 public:
  void add(base::Time at, std::string_view service, std::string_view method, std::string path, const std::vector<std::string_view>& parts,
           int status);
  void clear() { counts_.clear(), recent_.clear(); }
  const std::map<std::string, int>& counts() const { return counts_; }
  boost::json::object to_json() const;

 private:
  struct Entry {
    base::Time at;
    std::string service, method, path;
    int status;
  };
  static constexpr std::size_t kept = 200;
  std::map<std::string, int> counts_;  // "spotify /artists/{id}/albums"
  std::deque<Entry> recent_;
};

}  // namespace sandbox
