#include "platform/http/event_stream.hpp"

#include "platform/http/test_server.hpp"

namespace http {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(EncodeEvent, FollowsTheFormat) {
  EXPECT_EQ(encode_event("7", "progress", "{}"), "event: progress\nid: 7\ndata: {}\n\n");
  EXPECT_EQ(encode_event("", "", "one\ntwo\r\nthree\rfour\n"), "data: one\ndata: two\ndata: three\ndata: four\ndata: \n\n");
  EXPECT_EQ(encode_event("1\ndata: forged", "a\r\nb", "x"), "event: ab\nid: 1data: forged\ndata: x\n\n");
}

class EventStreamTest : public ServerFixture {
 protected:
  EventStreamTest() {
    router->add(Method::get, "/events", [this](const Request&) {
      Response response;
      response.events = stream;
      return response;
    });
    stream->on_closed([this] { closed.set_value(); });
  }
  void wait_until_closed() { ASSERT_EQ(closed.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready); }

  std::shared_ptr<EventStream> stream = EventStream::make();
  std::promise<void> closed;
};

TEST_F(EventStreamTest, DeliversWhatWasPushedBeforeAndAfterTheReaderCame) {
  EXPECT_TRUE(stream->push("1", "progress", "early"));
  TestPeer peer(start());
  peer.send(get("/events"));
  EXPECT_THAT(peer.read_until("\r\n\r\n"), AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("\r\nContent-Type: text/event-stream\r\n"),
                                                 HasSubstr("\r\nCache-Control: no-store\r\n"), HasSubstr("\r\nX-Accel-Buffering: no\r\n"),
                                                 HasSubstr("\r\nConnection: close\r\n"), Not(HasSubstr("Content-Length"))));
  EXPECT_EQ(peer.read_until("\n\n"), "event: progress\nid: 1\ndata: early\n\n");
  for (int i = 2; i < 100; ++i) {
    EXPECT_TRUE(stream->push(std::to_string(i), "", "late"));
    EXPECT_EQ(peer.read_until("\n\n"), "id: " + std::to_string(i) + "\ndata: late\n\n");
  }
  stream->push("100", "done", "last");
  stream->close();
  EXPECT_FALSE(stream->push("101", "", "too late"));
  EXPECT_EQ(peer.read_to_end(), "event: done\nid: 100\ndata: last\n\n");
  wait_until_closed();
}

TEST_F(EventStreamTest, NoticesThatTheReaderHasGone) {
  {
    TestPeer peer(start());
    peer.send(get("/events"));
    peer.read_until("\r\n\r\n");
  }
  wait_until_closed();
  EXPECT_FALSE(stream->push("1", "", "x"));
  bool at_once = false;
  stream->on_closed([&] { at_once = true; });
  EXPECT_TRUE(at_once);
}

TEST_F(EventStreamTest, BeatsWhenQuiet) {
  options.heartbeat = milliseconds(10);
  TestPeer peer(start());
  peer.send(get("/events"));
  peer.read_until("\r\n\r\n");
  EXPECT_EQ(peer.read_until("\n\n"), ":\n\n");
  EXPECT_EQ(peer.read_until("\n\n"), ":\n\n");
}

TEST_F(EventStreamTest, ClosesOnAReaderThatTakesNothing) {
  options.send_deadline = milliseconds(30);
  TestPeer peer(start());
  peer.send(get("/events"));
  peer.read_until("\r\n\r\n");
  const std::string large(100'000, 'x');
  int pushed = 0;
  while (stream->push("1", "", large)) ASSERT_LT(++pushed, 10'000);
  wait_until_closed();
}

TEST_F(EventStreamTest, EndsWhenTheServerStops) {
  TestPeer peer(start());
  peer.send(get("/events"));
  peer.read_until("\r\n\r\n");
  stream->push("1", "", "kept");
  server->stop();
  EXPECT_EQ(peer.read_to_end(), "id: 1\ndata: kept\n\n");
  wait_until_closed();
}

TEST_F(EventStreamTest, HeadGetsNoStream) {
  TestPeer peer(start());
  peer.send("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(peer.read_to_end(), EndsWith("\r\n\r\n"));
  wait_until_closed();
}

}  // namespace http
