// Connections on both engines, with a Spotify that answers from a list.
#pragma once
#include <gmock/gmock.h>

#include "connections/connections.hpp"
#include "platform/http/message.hpp"
#include "providers/spotify/client.hpp"
#include "support/database.hpp"
#include "support/fake_gate.hpp"
#include "support/fake_http.hpp"

namespace connections {

class ConnectionsTest : public testing::TestWithParam<db::Engine> {
 protected:
  Begun begin(const Wish& wish) {
    return database->write_now([&](db::Tx& tx) { return connections.begin(tx, wish); });
  }
  std::optional<Pending> take(const std::string& state, const std::string& browser) {
    return database->write_now([&](db::Tx& tx) { return connections.take(tx, state, browser); });
  }
  static std::string state_of(const Begun& begun) { return query_of(begun, "state"); }
  static std::string query_of(const Begun& begun, std::string_view name) {
    return std::string(http::parse_query(std::string_view(begun.url).substr(begun.url.find('?') + 1)).value().get(name));
  }

  support::TestDatabase database{GetParam()};
  base::FakeClock clock;
  support::FakeHttp http;
  support::FakeGate gate;
  spotify::Client client{
      {.base_url = "https://api.test", .auth_url = "https://accounts.test", .client_id = "id", .client_secret = "s"}, http, gate, clock};
  Spotify connections{{client, database, clock, "key", [] { return std::string("https://theset.test/back"); }}};
};

}  // namespace connections
