// One call to a stand-in service, as its API sees it.
#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/http/message.hpp"

namespace sandbox {

struct Call {
  const http::Request& request;
  std::vector<std::string_view> parts;  // of the path behind the service's prefix: {"artists", "4Z8…", "albums"}
  std::string site;                     // "http://127.0.0.1:4711": in front of links that must lead back here
  base::Time now;

  std::string_view query(std::string_view key) const { return request.query.get(key); }
  bool is(std::initializer_list<std::string_view> pattern) const;  // "*" fits any one part
};

std::vector<std::string_view> parts_of(std::string_view path);
// A query value that must be a whole number; nothing when it is not one, `fallback` when it is absent.
std::optional<int> number(const Call& call, std::string_view key, int fallback);
http::Response json_answer(int status, const boost::json::value& body, std::string type = "application/json; charset=utf-8");

}  // namespace sandbox
