// setlist.fm speaks XML unless asked for JSON: single values become attributes, longer texts and objects elements, lists repeat.
#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

namespace sandbox {

std::string to_xml(std::string_view root, const boost::json::object& value);

}  // namespace sandbox
