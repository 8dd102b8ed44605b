#include "platform/http/request_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace http {

namespace {

// The outcome of a request that comes in one piece: its body, or the code of its error.
std::string parse(std::string_view bytes, RequestParser::Limits limits = {}) {
  RequestParser parser(limits);
  for (;;) {
    std::size_t used = 0;
    const auto step = parser.put(bytes, used);
    if (!step) return step.error().code;
    if (*step == RequestParser::Step::done) return "ok:" + parser.request().path + ":" + parser.request().body;
    if (*step == RequestParser::Step::need_more) return "more";
    bytes.remove_prefix(used);
    if (bytes.empty()) return "more";
  }
}

}  // namespace

TEST(RequestParser, ReadsARequestThatComesByteByByte) {
  const std::string_view bytes =
      "POST http://x/a%20b?q=1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;note=x\r\nhello\r\n3\r\n, y\r\n0\r\nTrailer: "
      "t\r\n\r\n";
  RequestParser parser({});
  std::string unread;
  RequestParser::Step step{};
  for (const char c : bytes) {
    ASSERT_NE(step, RequestParser::Step::done);
    unread += c;
    std::size_t used = 0;
    const auto result = parser.put(unread, used);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    unread.erase(0, used);
    step = *result;
  }
  EXPECT_EQ(step, RequestParser::Step::done);
  const auto& request = parser.request();
  EXPECT_EQ(request.method, Method::post);
  EXPECT_EQ(request.path, "/a b");
  EXPECT_EQ(request.query.get("q"), "1");
  EXPECT_EQ(request.body, "hello, y");
  EXPECT_EQ(request.headers.get("host"), "x");
  EXPECT_FALSE(request.headers.find("Trailer"));
  EXPECT_TRUE(parser.keep_alive());
}

TEST(RequestParser, StopsAtTheEndOfEachRequest) {
  const std::string_view bytes = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nabGET /b HTTP/1.1\r\nHost: x\r\n\r\n";
  RequestParser parser({});
  std::size_t used = 0;
  ASSERT_EQ(parser.put(bytes, used).value(), RequestParser::Step::head);
  auto rest = bytes.substr(used);
  ASSERT_EQ(parser.put(rest, used).value(), RequestParser::Step::done);
  EXPECT_EQ(parser.request().body, "ab");
  rest.remove_prefix(used);
  parser.reset();
  ASSERT_EQ(parser.put(rest, used).value(), RequestParser::Step::done);
  EXPECT_EQ(parser.request().path, "/b");
}

TEST(RequestParser, RefusesWhatTwoReadersCouldReadDifferently) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  for (const char* both :
       {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        "Content-Length: +4\r\n\r\nabcd", "Content-Length: -1\r\n\r\n", "Content-Length: 4, 5\r\n\r\nabcd",
        "Content-Length: 0x4\r\n\r\nabcd", "Content-Length: 99999999999999999999999\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Content-Length : 4\r\n\r\nabcd",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", "Bad Name: x\r\n\r\n",
        "X: a\x01b\r\n\r\n"})
    EXPECT_EQ(parse(head + both), "http.malformed_request") << both;
  for (const char* coding : {"gzip, chunked", "identity", "xchunked", "chunked, identity", ""})
    EXPECT_EQ(parse(head + "Transfer-Encoding: " + coding + "\r\n\r\n"), "http.transfer_encoding") << coding;
  EXPECT_EQ(parse("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), "http.malformed_request");
  EXPECT_THAT(parse("GET / HTTP/1.1\nHost: x\n\n"), testing::AnyOf("http.malformed_request", "http.version"));
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: x\nX: y\n\n"), "http.malformed_request");
}

TEST(RequestParser, WantsOneHost) {
  EXPECT_EQ(parse("GET / HTTP/1.1\r\n\r\n"), "http.bad_host");
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), "http.bad_host");
  EXPECT_EQ(parse("GET / HTTP/1.0\r\n\r\n"), "ok:/:");
}

TEST(RequestParser, RefusesBadLines) {
  for (const char* bad : {"GARBAGE\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET / HTTP/x\r\n\r\n", "GET / FTP/1.1\r\n\r\n",
                          "\x16\x03\x01\x02\r\n\r\n", "GET\r\n\r\n", " GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n"})
    EXPECT_THAT(parse(bad), testing::AnyOf("http.malformed_request", "http.version")) << bad;
  EXPECT_EQ(parse("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "http.version");
}

TEST(RequestParser, RefusesBadPathsAndQueries) {
  const auto get = [](std::string_view target) { return parse("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n"); };
  for (const char* bad : {"/%ff", "/%00", "/a/../b", "/%2e%2e/etc/passwd", "relative", "/%"}) EXPECT_EQ(get(bad), "http.bad_path") << bad;
  EXPECT_EQ(get("/?a=%ff"), "http.malformed_query");
  EXPECT_EQ(get("*"), "ok:*:");
  EXPECT_EQ(get("http://x"), "ok:/:");
  EXPECT_EQ(get("https://x?q=1"), "ok:/:");
}

TEST(RequestParser, HoldsToItsLimits) {
  const std::string end = " HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_EQ(parse("GET /" + std::string(9'000, 'a') + end), "http.uri_too_long");
  EXPECT_EQ(parse("GET /" + std::string(20'000, 'a')), "http.uri_too_long");
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17'000, 'a')), "http.header_too_large");
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17'000, 'a') + "\r\n\r\n"), "http.header_too_large");
  std::string many;
  for (int i = 0; i < 120; ++i) many += "X: y\r\n";
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: x\r\n" + many + "\r\n"), "http.header_too_large");
  const RequestParser::Limits small{.body = 4};
  EXPECT_EQ(parse("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", small), "http.body_too_large");
  EXPECT_EQ(parse("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", small),
            "http.body_too_large");
  EXPECT_EQ(parse("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd", small), "ok:/:abcd");
}

TEST(RequestParser, BoundsAChunkHeaderWithoutEnd) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(parse(head + "5;" + std::string(2'000, 'x')), "http.malformed_request");
  std::string trailers;
  for (int i = 0; i < 1'000; ++i) trailers += "T: " + std::string(20, 't') + "\r\n";
  EXPECT_EQ(parse(head + "0\r\n" + trailers), "http.malformed_request");
}

TEST(RequestParser, ReadsChunksStrictly) {
  const auto chunks = [](std::string_view bytes) {
    return parse("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(bytes));
  };
  EXPECT_EQ(chunks("A;x=\"y\"\r\n0123456789\r\n00\r\n\r\n"), "ok:/:0123456789");
  EXPECT_EQ(chunks("3\r\nab"), "more");
  for (const char* bad : {"3\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "\r\nabc", ";\r\n", "0x3\r\nabc",
                          "+3\r\nabc", "3 3\r\nabc", "3\r\r\nabc", "3;a\rb\r\nabc"})
    EXPECT_EQ(chunks(bad), "http.malformed_request") << bad;
  EXPECT_EQ(chunks("ffffffffffffffff\r\n"), "http.body_too_large");
  EXPECT_EQ(chunks("fffffffffffffffff\r\n"), "http.body_too_large");
}

TEST(RequestParser, KnowsExpectationsAndClosing) {
  RequestParser parser({});
  std::size_t used = 0;
  ASSERT_EQ(
      parser.put("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nConnection: close\r\nContent-Length: 1\r\n\r\n", used).value(),
      RequestParser::Step::head);
  EXPECT_TRUE(parser.expects_continue());
  EXPECT_FALSE(parser.keep_alive());
  EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n"), "http.expectation");
}

}  // namespace http
