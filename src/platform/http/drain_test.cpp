#include "platform/http/test_server.hpp"

namespace http {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

class DrainTest : public ServerFixture {
 protected:
  DrainTest() {
    router->add(Method::get, "/", [](const Request&) { return text(200, "hello"); });
    router->add(Method::get, "/pause", [this](Request) { return pause.handle(); });
  }
  Pause pause;
};

TEST_F(DrainTest, FinishesWhatIsUnderWayAndClosesWhatIsIdle) {
  TestPeer idle(start()), busy(server->port()), half(server->port());
  EXPECT_THAT(idle.ask(get("/")), EndsWith("hello"));
  half.send("GET / HTTP/1.1\r\n");
  busy.send(get("/pause"));
  pause.wait_until_reached();
  auto stopped = std::async(std::launch::async, [&] { server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_THROW(TestPeer{server->port()}, std::exception);
  half.send("Host: x\r\n\r\n");
  EXPECT_THAT(half.read_answer(), AllOf(HasSubstr("\r\nConnection: close\r\n"), EndsWith("hello")));
  pause.go_on();
  EXPECT_THAT(busy.read_answer(), AllOf(HasSubstr("\r\nConnection: close\r\n"), EndsWith("went on")));
  EXPECT_TRUE(busy.is_closed() && half.is_closed());
  stopped.get();
}

TEST_F(DrainTest, DoesNotWaitForEverForAHandler) {
  options.drain = milliseconds(10);
  TestPeer busy(start());
  busy.send(get("/pause"));
  pause.wait_until_reached();
  server->stop();
  EXPECT_TRUE(busy.is_closed());
  server.reset();
  pause.go_on();  // late, on a loop that only still exists for this
}

TEST_F(DrainTest, StoppingTwiceOrUnstartedIsFine) {
  Server never(options, router);
  never.stop();
  start();
  server->stop();
  server->stop();
}

}  // namespace http
