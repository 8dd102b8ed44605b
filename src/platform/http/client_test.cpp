#include "platform/http/client.hpp"

#include <netinet/in.h>

#include <thread>

#include "platform/http/gzip.hpp"
#include "platform/http/test_server.hpp"

namespace http {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

// Accepts one connection, reads a request and answers with the given bytes, whatever they are.
class RawServer {
 public:
  explicit RawServer(std::string answer) : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 1) != 0)
      throw std::runtime_error("cannot listen");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(answer)] {
      const int peer = accept(listener_, nullptr, nullptr);
      char buffer[4096];
      if (recv(peer, buffer, sizeof buffer, 0) > 0) send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
      close(peer);
    });
  }
  ~RawServer() {
    thread_.join();
    close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace

class ClientTest : public ServerFixture {
 protected:
  ClientTest() {
    router->add(Method::get, "/",
                [](const Request& r) { return text(200, std::string(r.headers.get("User-Agent"))).with("X-Rate", "12"); });
    router->add(Method::post, "/echo", [](const Request& r) {
      return text(201, std::string(r.headers.get("Content-Type")) + "|" + std::string(r.headers.get("Expect")) + "|" + r.body);
    });
    router->add(Method::put, "/echo", [](const Request& r) { return text(200, "put " + r.body); });
    router->add(Method::del, "/echo", [](const Request&) { return text(200, "gone"); });
    router->add(Method::get, "/pause", [this](Request) { return pause.handle(); });
    router->add(Method::get, "/large", [](const Request&) { return text(200, std::string(100'000, 'x')); });
    router->add(Method::get, "/away", [](const Request&) { return see_other("/"); });
    router->add(Method::get, "/fails", [](const Request&) { return text(503, "busy").with("Retry-After", "7"); });
  }
  base::Result<OutResponse> send(OutRequest request) {
    if (!server) start();
    if (request.url.starts_with("/")) request.url = "http://127.0.0.1:" + std::to_string(server->port()) + request.url;
    return client->send(request);
  }
  std::string error_of(OutRequest request) {
    const auto result = send(std::move(request));
    return result ? "none" : result.error().code;
  }

  Pause pause;
  std::unique_ptr<Client> client = make_client("TheSet/1.0");
};

TEST_F(ClientTest, GetsStatusHeadersAndBody) {
  const auto answer = send({.url = "/"}).value();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.get("x-rate"), "12");
  EXPECT_EQ(answer.body, "TheSet/1.0");
  EXPECT_EQ(send({.method = Method::head, .url = "/"}).value().body, "");
}

TEST_F(ClientTest, AnErrorStatusIsAnAnswer) {
  const auto answer = send({.url = "/fails"}).value();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.get("Retry-After"), "7");
}

TEST_F(ClientTest, SendsBodies) {
  Headers headers;
  headers.add("Content-Type", "application/json");
  const std::string large(100'000, 'j');
  EXPECT_EQ(send({.method = Method::post, .url = "/echo", .headers = headers, .body = large}).value().body, "application/json||" + large);
  EXPECT_EQ(send({.method = Method::put, .url = "/echo", .body = "x"}).value().body, "put x");
  EXPECT_EQ(send({.method = Method::del, .url = "/echo"}).value().body, "gone");
  EXPECT_EQ(send({.url = "/"}).value().body, "TheSet/1.0");  // nothing is left over in the handle
}

TEST_F(ClientTest, DecodesGzipAndHoldsTheDecodedBodyToTheLimit) {
  EXPECT_EQ(send({.url = "/large"}).value().body.size(), 100'000u);
  EXPECT_EQ(send({.url = "/large"}).value().headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(error_of({.url = "/large", .size_limit = 99'999}), "http.too_large");
  EXPECT_EQ(send({.url = "/large", .size_limit = 100'000}).value().body.size(), 100'000u);
}

TEST_F(ClientTest, FollowsNoRedirect) {
  const auto answer = send({.url = "/away"}).value();
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.headers.get("Location"), "/");
}

TEST_F(ClientTest, CallsNobodyInsideWhereOthersChoseTheAddress) {
  EXPECT_EQ(error_of({.url = "/"}), "none") << "there is a connection that could be used again";
  EXPECT_EQ(error_of({.url = "/", .public_only = true}), "http.not_public");
  const auto port = std::to_string(server->port());
  EXPECT_EQ(error_of({.url = "http://localhost:" + port + "/", .public_only = true}), "http.not_public");
  EXPECT_EQ(error_of({.url = "http://[::ffff:127.0.0.1]:" + port + "/", .public_only = true}), "http.not_public");
}

TEST_F(ClientTest, GivesUpInTime) {
  options.drain = milliseconds(500);
  EXPECT_EQ(error_of({.url = "/pause", .timeout = milliseconds(30)}), "http.timeout");
  pause.go_on();
}

TEST_F(ClientTest, StopsWhenTold) {
  auto answer = std::async(std::launch::async, [&] { return error_of({.url = "/pause"}); });
  pause.wait_until_reached();
  client->stop();
  EXPECT_EQ(answer.get(), "http.stopped");
  EXPECT_EQ(error_of({.url = "/"}), "http.stopped");
  pause.go_on();
}

TEST_F(ClientTest, AServerMayBeToldToCutAnAnswerShort) {
  router->add(Method::get, "/cut", [](const Request&) {
    auto response = text(200, std::string(1'000, 'x'));
    response.cut = true;
    return response;
  });
  EXPECT_EQ(error_of({.url = "/cut"}), "http.cut");
}

TEST_F(ClientTest, TellsCutAndBrokenAnswersApart) {
  std::string many_headers;
  for (int i = 0; i < 1'000; ++i) many_headers += "X: " + std::string(100, 'x') + "\r\n";
  const std::pair<std::string, std::string> cases[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this", "http.cut"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "http.cut"},
      {"", "http.cut"},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", "http.bad_answer"},
      {"HTTP/1.1 200 OK\r\n" + many_headers + "\r\n", "http.too_large"},
      {"SSH-2.0-OpenSSH\r\n\r\n", "http.bad_answer"},
  };
  for (const auto& [bytes, code] : cases) {
    const RawServer raw(bytes);
    EXPECT_EQ(error_of({.url = raw.url()}), code) << bytes.substr(0, 60);
  }
}

TEST_F(ClientTest, NobodyThere) {
  start();
  const auto url = "http://127.0.0.1:" + std::to_string(server->port()) + "/?apikey=topsecret";
  server->stop();
  const auto result = client->send({.url = url});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, "http.connect");
  EXPECT_THAT(result.error().message, AllOf(Not(HasSubstr("topsecret")), HasSubstr("127.0.0.1")));
}

TEST_F(ClientTest, RefusesWhatItMustNotSend) {
  for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1/", "http://", "http://127.0.0.1/\r\nX: y", ""})
    EXPECT_EQ(error_of({.url = url}), "http.bad_request_out") << url;
  Headers split;
  split.add("X-Name", "a\r\nX-Other: b");
  EXPECT_EQ(error_of({.url = "/", .headers = split}), "http.bad_request_out");
}

TEST_F(ClientTest, IsSafeFromManyThreads) {
  options.threads = 2;
  start();
  std::vector<std::future<int>> all;
  for (int t = 0; t < 8; ++t)
    all.push_back(std::async(std::launch::async, [&] {
      int good = 0;
      for (int i = 0; i < 25; ++i) good += send({.url = "/"}).value().status == 200;
      return good;
    }));
  for (auto& one : all) EXPECT_EQ(one.get(), 25);
}

TEST(Redacted, HidesSecretsOnly) {
  EXPECT_EQ(redacted("https://a.example/v2/events?size=2&apikey=abc&city=x"), "https://a.example/v2/events?size=2&apikey=…&city=x");
  EXPECT_EQ(redacted("https://a.example/cb?code=1&state=2#access_token=3"), "https://a.example/cb?code=…&state=2#access_token=…");
  EXPECT_EQ(redacted("https://user:word@a.example/x?Client_Secret=s"), "https://…@a.example/x?Client_Secret=…");
  EXPECT_EQ(redacted("https://a.example/x?key"), "https://a.example/x?key");
  EXPECT_EQ(redacted("nonsense"), "nonsense");
  EXPECT_EQ(redacted(""), "");
}

}  // namespace http
