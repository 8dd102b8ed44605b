// The bodies of Asio and Beast, compiled once.
#include "platform/http/sockets.hpp"

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
