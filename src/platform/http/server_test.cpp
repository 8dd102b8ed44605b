#include "platform/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/http/test_peer.hpp"

namespace http {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    options.port = 0;
    options.threads = 1;
    router->add(Method::get, "/", [](const Request&) { return text(200, "hello"); });
    router->add(Method::post, "/echo", [](const Request& r) { return text(200, r.body); });
    router->add(Method::get, "/query", [](const Request& r) { return text(200, std::string(r.query.get("q"))); });
    router->add(Method::get, "/throw", [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
    router->add(Method::get, "/big", [](const Request&) { return text(200, std::string(4u << 20, 'b'), "application/octet-stream"); });
  }
  std::uint16_t start() {
    server.emplace(options, router);
    server->start();
    return server->port();
  }
  std::string ask(std::string_view request) {
    if (!server) start();
    return TestPeer(server->port()).ask(request);
  }

  ServerOptions options;
  std::shared_ptr<Router> router = std::make_shared<Router>();
  std::optional<Server> server;
};

TEST_F(ServerTest, AnswersWithAllItsHeaders) {
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("\r\nContent-Length: 5\r\n"), HasSubstr("\r\nX-Request-Id: "), HasSubstr(" GMT\r\n"),
                    HasSubstr("\r\nContent-Security-Policy: default-src 'none'"), HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"), EndsWith("\r\n\r\nhello")));
}

TEST_F(ServerTest, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  TestPeer peer(start());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "GET /query?q=" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  peer.send(many);
  for (int i = 0; i < 100; ++i) EXPECT_THAT(peer.read_answer(), EndsWith("\r\n\r\n" + std::to_string(i)));
}

}  // namespace http
