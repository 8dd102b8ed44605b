// clang-format off: tells Asio and Beast that they are compiled separately
#include "platform/http/sockets.hpp"
// clang-format on

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "platform/http/stream.hpp"
#include "platform/http/test_server.hpp"

namespace http {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
namespace ws = boost::beast::websocket;

namespace {

// A blocking WebSocket client.
class WsPeer {
 public:
  explicit WsPeer(std::uint16_t port, std::string origin = {}) : stream_(io_.get_executor()) {
    stream_.next_layer().connect({asio::ip::address_v4::loopback(), port});
    if (!origin.empty()) stream_.set_option(ws::stream_base::decorator([origin](ws::request_type& r) { r.set("Origin", origin); }));
    stream_.handshake("localhost", "/socket", error);
  }
  void send(std::string_view text, bool binary = false) {
    stream_.binary(binary);
    stream_.write(asio::buffer(text), error);
  }
  std::string read() {
    boost::beast::flat_buffer buffer;
    stream_.read(buffer, error);
    return boost::beast::buffers_to_string(buffer.data());
  }
  // Reads until the server closes; the code it gave.
  int close_code() {
    while (!error) read();
    return error == ws::error::closed ? stream_.reason().code : 0;
  }
  void leave() { stream_.close(ws::close_code::normal, error); }
  void vanish() { stream_.next_layer().close(error); }

  error_code error;

 private:
  asio::io_context io_;
  ws::stream<Socket> stream_;
};

}  // namespace

class WebSocketTest : public ServerFixture {
 protected:
  WebSocketTest() {
    router->add(Method::get, "/socket", [this](const Request&) {
      session->on_message([this](std::string_view text) {
        if (text == "throw") throw std::runtime_error("handler");
        session->send("heard " + std::string(text));
      });
      Response response;
      response.socket = session;
      return response;
    });
    session->on_closed([this] { closed.set_value(); });
  }
  void wait_until_closed() { ASSERT_EQ(closed.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready); }

  std::shared_ptr<SocketSession> session = SocketSession::make();
  std::promise<void> closed;
};

TEST_F(WebSocketTest, TalksBothWays) {
  session->send("welcome");
  WsPeer peer(start());
  EXPECT_EQ(peer.read(), "welcome");
  for (int i = 0; i < 50; ++i) {
    peer.send(std::to_string(i));
    EXPECT_EQ(peer.read(), "heard " + std::to_string(i));
  }
  const std::string longest(64u << 10, 'x');
  peer.send(longest);
  EXPECT_EQ(peer.read().size(), longest.size() + 6);
  peer.leave();
  wait_until_closed();
  EXPECT_FALSE(session->send("nobody"));
}

TEST_F(WebSocketTest, ClosesAfterWhatWasSent) {
  WsPeer peer(start());
  session->send("last words");
  session->close();
  EXPECT_EQ(peer.read(), "last words");
  EXPECT_EQ(peer.close_code(), ws::close_code::normal);
  wait_until_closed();
}

TEST_F(WebSocketTest, RefusesWhatIsTooLongOrNotText) {
  {
    WsPeer peer(start());
    peer.send(std::string((64u << 10) + 1, 'x'));
    EXPECT_EQ(peer.close_code(), ws::close_code::too_big);
  }
  wait_until_closed();
  session = SocketSession::make();
  WsPeer peer(server->port());
  peer.send("bytes", true);
  EXPECT_EQ(peer.close_code(), ws::close_code::unknown_data);
}

TEST_F(WebSocketTest, RefusesTextThatIsNotUtf8) {
  WsPeer peer(start());
  peer.send("\xff\xfe");
  EXPECT_EQ(peer.close_code(), ws::close_code::bad_payload);
  wait_until_closed();
}

TEST_F(WebSocketTest, NoticesAPeerThatVanishes) {
  WsPeer peer(start());
  peer.vanish();
  wait_until_closed();
}

TEST_F(WebSocketTest, AFailingHandlerEndsOnlyItsSocket) {
  WsPeer peer(start());
  peer.send("throw");
  EXPECT_EQ(peer.close_code(), 0);
  wait_until_closed();
  session = SocketSession::make();
  WsPeer next(server->port());
  next.send("hello");
  EXPECT_EQ(next.read(), "heard hello");
}

TEST_F(WebSocketTest, DropsAPeerThatSaysNothing) {
  options.idle_deadline = milliseconds(40);
  WsPeer peer(start());  // does not read, so it answers no ping
  wait_until_closed();
}

TEST_F(WebSocketTest, CutsAPeerThatTakesTooLittle) {
  WsPeer peer(start());
  const auto large = std::make_shared<const std::string>(100'000, 'x');
  for (int sent = 0; session->send(large); ++sent) ASSERT_LT(sent, 10'000);
  wait_until_closed();
}

TEST_F(WebSocketTest, SaysThatItIsGoingAwayWhenTheServerStops) {
  WsPeer peer(start());
  auto stopped = std::async(std::launch::async, [&] { server->stop(); });
  EXPECT_EQ(peer.close_code(), ws::close_code::going_away);
  stopped.get();
  wait_until_closed();
}

TEST_F(WebSocketTest, RefusesPagesOfOtherSites) {
  WsPeer peer(start(), "https://evil.example");
  EXPECT_EQ(peer.error, ws::error::upgrade_declined);
  WsPeer own(server->port(), "http://localhost");
  EXPECT_FALSE(own.error);
}

TEST_F(WebSocketTest, TellsOthersToUpgrade) {
  EXPECT_THAT(ask(get("/socket")), AllOf(StartsWith("HTTP/1.1 426 "), HasSubstr("\r\nUpgrade: websocket\r\n")));
  wait_until_closed();
}

TEST_F(WebSocketTest, RefusesABrokenHandshake) {
  EXPECT_THAT(ask(get("/socket", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")),
              StartsWith("HTTP/1.1 400 "));
  wait_until_closed();
}

}  // namespace http
