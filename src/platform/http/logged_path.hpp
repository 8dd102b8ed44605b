// A path as the log may have it: an address that is itself a key (32 hexadecimal digits or more, as base::random_token makes them) opens
// nothing for whoever reads the log. Its first eight digits stay, so that requests can still be told apart.
#pragma once
#include <string>
#include <string_view>

namespace http {

std::string logged_path(std::string_view path);

}  // namespace http
