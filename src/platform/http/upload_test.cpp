// Bodies above the ordinary limit, where a route takes them.
#include "platform/http/test_server.hpp"

namespace http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class UploadTest : public ServerFixture {
 protected:
  UploadTest() {
    options.body_limit = 100;
    const auto count = [](const Request& r) { return text(200, std::to_string(r.body.size())); };
    router->add(Method::post, "/files", count);
    router->add(Method::put, "/files", count);
    router->add(Method::post, "/words", count);
    router->take_uploads("/files", {100'000, std::chrono::seconds(20), {base::Kind::too_large, "test.too_large", "Too large a file."}});
  }
  static std::string head(std::string_view method, std::string_view path, std::size_t length) {
    return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
  }
  std::string send(std::string_view method, std::string_view path, std::size_t length) {
    return ask(head(method, path, length) + std::string(length, 'x'));
  }
};

TEST_F(UploadTest, OneRouteTakesMoreThanTheOthers) {
  EXPECT_THAT(send("POST", "/files", 100'000), EndsWith("\r\n\r\n100000"));
  EXPECT_THAT(
      ask("POST /files HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + std::string(1024, 'x') + "\r\n0\r\n\r\n"),
      EndsWith("\r\n\r\n1024"));
  EXPECT_THAT(send("POST", "/files", 100'001), AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("Too large a file.")));
  for (const auto& [method, path] : {std::pair("POST", "/words"), std::pair("PUT", "/files"), std::pair("POST", "/files/x")})
    EXPECT_THAT(send(method, path, 101), AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("What was sent is too large."))) << method << path;
}

TEST_F(UploadTest, WhoSendsTooMuchIsHeardOutAndReadsWhy) {
  TestPeer peer(start());
  ASSERT_TRUE(peer.send(head("POST", "/files", 50'000'000)));
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(peer.send(std::string(100'000, 'x'))) << "after " << i;
  EXPECT_THAT(peer.read_answer(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(UploadTest, ThereIsRoomForSomeAtOnce) {
  options.uploads = 2;
  start();
  TestPeer first(server->port()), second(server->port()), third(server->port());
  for (auto* peer : {&first, &second}) {
    peer->send("POST /files HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    ASSERT_THAT(peer->read_until("\r\n\r\n"), StartsWith("HTTP/1.1 100 "));
  }
  EXPECT_THAT(third.ask(head("POST", "/files", 3) + "abc"), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("try again")));
  EXPECT_THAT(send("POST", "/words", 3), EndsWith("\r\n\r\n3")) << "others are not concerned";
  first.send("abc");
  EXPECT_THAT(first.read_answer(), EndsWith("\r\n\r\n3"));
  EXPECT_THAT(send("POST", "/files", 3), EndsWith("\r\n\r\n3"));
  second.send_end();
  EXPECT_EQ(second.read_to_end(), "") << "whoever goes away half-way makes room too";
  first.send(head("POST", "/files", 3) + "abc");
  EXPECT_THAT(first.read_answer(), EndsWith("\r\n\r\n3"));
  EXPECT_THAT(send("POST", "/files", 3), EndsWith("\r\n\r\n3"));
}

}  // namespace
}  // namespace http
