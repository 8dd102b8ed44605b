// The addresses of live setlists (docs/live-protocol.md): the same deeds over WebSocket, event stream, polling, POST and plain forms.
#pragma once
#include "accounts/keys.hpp"
#include "live/live.hpp"
#include "platform/http/router.hpp"

namespace live {

// All must outlive the router.
struct HandlerNeeds {
  db::Database& database;
  const base::Clock& clock;
  const accounts::Keys& keys;
  Rooms& rooms;
};
void add_routes(http::Router& router, HandlerNeeds needs);

}  // namespace live
