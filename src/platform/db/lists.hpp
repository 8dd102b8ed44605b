// Many values as one parameter of a statement: a JSON list, which both engines can read as rows.
#pragma once
#include <boost/json.hpp>
#include <functional>
#include <string>

namespace db {

// "[1,2]" of ids, "[\"a\"]" of texts; `part` says what of each value is meant.
template <class Values, class Part = std::identity>
std::string json_list(const Values& values, Part part = {}) {
  boost::json::array list;
  for (const auto& v : values) {
    const auto& one = std::invoke(part, v);
    if constexpr (requires { one.value; }) list.emplace_back(one.value);
    else list.emplace_back(one);
  }
  return boost::json::serialize(list);
}

}  // namespace db
