// The bodies of Asio and Beast, compiled once. sockets.hpp says so to them and must come first.
// clang-format off
#include "platform/http/sockets.hpp"

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
