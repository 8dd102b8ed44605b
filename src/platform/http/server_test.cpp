#include "platform/http/server.hpp"

#include <system_error>
#include <thread>

#include "platform/base/log.hpp"
#include "platform/http/gzip.hpp"
#include "platform/http/logged_path.hpp"
#include "platform/http/test_server.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

class ServerTest : public ServerFixture {
 protected:
  ServerTest() {
    router->add(Method::get, "/", [](const Request&) { return text(200, "hello"); });
    router->add(Method::post, "/echo", [](const Request& r) { return text(200, r.body); });
    router->add(Method::get, "/query", [](const Request& r) { return text(200, std::string(r.query.get("q"))); });
    router->add(Method::get, "/big", [](const Request&) { return text(200, std::string(8u << 20, 'b'), "application/octet-stream"); });
    router->add(Method::get, "/page", [](const Request&) { return text(200, std::string(5000, 'p'), "text/html; charset=utf-8"); });
    router->add(Method::get, "/peer",
                [](const Request& r) { return text(200, r.peer + " " + r.request_id + " " + std::string(r.headers.get("Host"))); });
  }
};

TEST_F(ServerTest, AnswersWithAllItsHeaders) {
  EXPECT_THAT(ask(get("/")), AllOf(StartsWith("HTTP/1.1 200 OK\r\nDate: "), HasSubstr("\r\nContent-Length: 5\r\n"), HasSubstr(" GMT\r\n"),
                                   HasSubstr("\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; "),
                                   HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"), HasSubstr("\r\nReferrer-Policy: "),
                                   HasSubstr("\r\nPermissions-Policy: "), HasSubstr("\r\nCross-Origin-Opener-Policy: same-origin\r\n"),
                                   MatchesRegex("(.|[\r\n])*\r\nX-Request-Id: [0-9a-f]{16}\r\n(.|[\r\n])*"), EndsWith("\r\n\r\nhello"),
                                   Not(HasSubstr("Connection:"))));
}

TEST_F(ServerTest, LetsAHandlerChooseItsOwnPolicy) {
  router->add(Method::get, "/embed", [](const Request&) { return text(200, "x").with("content-security-policy", "frame-ancestors *"); });
  EXPECT_THAT(ask(get("/embed")), AllOf(HasSubstr("content-security-policy: frame-ancestors *\r\n"),
                                        Not(HasSubstr("Content-Security-Policy")), HasSubstr("nosniff")));
}

TEST_F(ServerTest, AsksForTlsOnlyWhereReadersHaveIt) {
  EXPECT_THAT(ask(get("/")), Not(HasSubstr("Strict-Transport-Security")));
  options.behind_tls = true;
  start();
  EXPECT_THAT(ask(get("/")), HasSubstr("\r\nStrict-Transport-Security: max-age=31536000"));
}

TEST_F(ServerTest, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  TestPeer peer(start());
  std::string many;
  for (int i = 0; i < 200; ++i) many += get("/query?q=" + std::to_string(i)) + "\r\n";
  peer.send(many);
  for (int i = 0; i < 200; ++i) ASSERT_THAT(peer.read_answer(), EndsWith("\r\n\r\n" + std::to_string(i)));
}

TEST_F(ServerTest, AnswersInOrderAlsoWhenAHandlerTakesItsTime) {
  Pause pause;
  router->add(Method::get, "/pause", [&](Request) { return pause.handle(); });
  TestPeer peer(start());
  peer.send(get("/pause") + get("/"));
  pause.wait_until_reached();
  pause.go_on();
  EXPECT_THAT(peer.read_answer(), EndsWith("went on"));
  EXPECT_THAT(peer.read_answer(), EndsWith("hello"));
}

TEST_F(ServerTest, ClosesWhenAskedTo) {
  TestPeer peer(start());
  EXPECT_THAT(peer.ask(get("/", "Connection: close\r\n")), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(peer.is_closed());
  TestPeer old(server->port());
  EXPECT_THAT(old.ask("GET / HTTP/1.0\r\n\r\n"), EndsWith("hello"));
  EXPECT_TRUE(old.is_closed());
}

TEST_F(ServerTest, HeadHasTheHeadersOfGetAndNoBody) {
  TestPeer peer(start());
  peer.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + get("/query?q=next"));
  EXPECT_THAT(peer.read_answer(true), AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("Content-Length: 5\r\n"), EndsWith("\r\n\r\n")));
  EXPECT_THAT(peer.read_answer(), EndsWith("next"));
}

TEST_F(ServerTest, TakesBodiesUpToTheLimit) {
  TestPeer peer(start());
  const std::string body(options.body_limit, 'x');
  EXPECT_THAT(peer.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
              EndsWith("\r\n\r\n" + body));
  EXPECT_THAT(peer.ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
              EndsWith("\r\n\r\nabcde"));
  EXPECT_THAT(peer.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size() + 1) + "\r\n\r\n"),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(peer.is_closed());
}

TEST_F(ServerTest, TheRefusalOfABodyArrivesWhileItIsStillBeingSent) {
  TestPeer peer(start());
  peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n" + std::string(3'000'000, 'x'));
  EXPECT_THAT(peer.read_answer(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, InvitesABodyThatWaitsForIt) {
  TestPeer peer(start());
  peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(peer.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(peer.ask("ok"), EndsWith("\r\n\r\nok"));
  EXPECT_THAT(peer.ask("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"),
              StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, RefusesMalformedRequestsAndCloses) {
  start();
  const std::pair<std::string, const char*> cases[] = {
      {"GARBAGE\r\n\r\n", "HTTP/1.1 400 "},
      {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
      {"GET /../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
      {"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
      {"GET /query?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
      {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400 "},
      {"GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 414 "},
      {"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(17'000, 'a'), "HTTP/1.1 431 "},
      {"GET / HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n", "HTTP/1.1 417 "},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 501 "},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 505 "},
  };
  for (const auto& [request, status] : cases) {
    TestPeer peer(server->port());
    peer.send(request);
    EXPECT_THAT(peer.read_answer(), AllOf(StartsWith(status), HasSubstr("\r\nConnection: close\r\n"))) << request.substr(0, 80);
    EXPECT_TRUE(peer.is_closed());
  }
}

TEST_F(ServerTest, TellsProgramsInJsonWhatWasWrong) {
  EXPECT_THAT(ask("GET /api/v1/x?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n"),
              AllOf(HasSubstr("application/json"), HasSubstr(R"("code":"http.malformed_query")"), HasSubstr("request_id")));
}

TEST_F(ServerTest, SurvivesConnectionsThatEndAnywhere) {
  start();
  const std::string request = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345";
  for (std::size_t n = 0; n <= request.size(); n += 3) {
    TestPeer peer(server->port());
    peer.send(std::string_view(request).substr(0, n));
    peer.send_end();
    EXPECT_EQ(peer.read_to_end(), "") << n;
  }
  EXPECT_THAT(ask(get("/")), EndsWith("hello"));
}

TEST_F(ServerTest, AHeaderThatTakesTooLongIsToldSo) {
  options.header_deadline = milliseconds(20);
  TestPeer peer(start());
  peer.send("GET / HTTP/1.1\r\nHo");
  EXPECT_THAT(peer.read_answer(), StartsWith("HTTP/1.1 408 "));
  EXPECT_TRUE(peer.is_closed());
}

TEST_F(ServerTest, ABodyThatTakesTooLongIsToldSo) {
  options.body_deadline = milliseconds(20);
  TestPeer peer(start());
  peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123");
  EXPECT_THAT(peer.read_answer(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(ServerTest, IdleConnectionsAreClosedSilently) {
  options.idle_deadline = milliseconds(20);
  TestPeer peer(start());
  EXPECT_THAT(peer.ask(get("/")), EndsWith("hello"));
  EXPECT_TRUE(peer.is_closed());
  options.header_deadline = milliseconds(20);
  TestPeer silent(start());
  EXPECT_TRUE(silent.is_closed());
}

TEST_F(ServerTest, SendsLargeAnswersAsTheReaderTakesThem) {
  const auto answer = ask(get("/big"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 8u << 20);
}

TEST_F(ServerTest, DropsAReaderThatTakesNothing) {
  options.send_deadline = milliseconds(30);
  TestPeer peer(start());
  peer.send(get("/big") + get("/big"));
  server->stop();  // would wait for the whole drain time if the reader were still there
  EXPECT_LT(peer.read_to_end().size(), 16u << 20);
}

TEST_F(ServerTest, CompressesTextForThoseWhoAcceptIt) {
  TestPeer peer(start());
  EXPECT_THAT(peer.ask(get("/page", "Accept-Encoding: gzip, br\r\n")),
              AllOf(HasSubstr("\r\nContent-Encoding: gzip\r\n"), HasSubstr("\r\nVary: Accept-Encoding\r\n"),
                    EndsWith(*gzip(std::string(5000, 'p'), GzipEffort::quick))));
  EXPECT_THAT(peer.ask(get("/page")),
              AllOf(Not(HasSubstr("Content-Encoding")), HasSubstr("\r\nVary: Accept-Encoding\r\n"), EndsWith("ppp")));
  EXPECT_THAT(peer.ask(get("/", "Accept-Encoding: gzip\r\n")), Not(HasSubstr("Content-Encoding")));
}

TEST_F(ServerTest, SendsWhatWasCompressedBefore) {
  router->add(Method::get, "/cached", [](const Request&) {
    auto response = text(200, std::string(5000, 'p'));
    response.gzipped = std::make_shared<const std::string>("made before");
    return response;
  });
  EXPECT_THAT(ask(get("/cached", "Accept-Encoding: gzip\r\n")), AllOf(HasSubstr("Content-Length: 11\r\n"), EndsWith("made before")));
}

TEST_F(ServerTest, NeverLetsAHeaderBreakTheAnswer) {
  router->add(Method::get, "/split",
              [](const Request& r) { return text(200, "ok").with("X-Name", std::string(r.query.get("q"))).with("Content-Length", "99"); });
  EXPECT_THAT(ask(get("/split?q=a%0D%0ASet-Cookie:%20b=c")),
              AllOf(Not(HasSubstr("Set-Cookie")), HasSubstr("\r\nContent-Length: 2\r\n"), EndsWith("ok")));
}

TEST_F(ServerTest, LimitsTheConnectionsOfAnAddress) {
  options.connections_per_address = 2;
  TestPeer first(start());
  EXPECT_THAT(first.ask(get("/")), EndsWith("hello"));
  {
    TestPeer second(server->port());
    EXPECT_THAT(second.ask(get("/")), EndsWith("hello"));
    TestPeer third(server->port());
    EXPECT_THAT(third.read_answer(), StartsWith("HTTP/1.1 429 "));
    EXPECT_TRUE(third.is_closed());
    second.ask(get("/", "Connection: close\r\n"));
    EXPECT_TRUE(second.is_closed());
  }
  EXPECT_THAT(first.ask(get("/")), EndsWith("hello"));
}

TEST_F(ServerTest, BelievesAProxyOnlyWhenTold) {
  const auto request =
      get("/peer", "X-Forwarded-For: 10.0.0.1, 203.0.113.9\r\nX-Request-Id: from-proxy\r\nX-Forwarded-Host: set.example\r\n");
  EXPECT_THAT(ask(request), MatchesRegex("(.|[\r\n])*\r\n\r\n127.0.0.1 [0-9a-f]{16} x"));
  options.trust_proxy = true;
  start();
  EXPECT_THAT(ask(request), EndsWith("\r\n\r\n203.0.113.9 from-proxy set.example"));
  EXPECT_THAT(ask(get("/peer", "X-Forwarded-For: nonsense\r\nX-Request-Id: a b\r\n")),
              MatchesRegex("(.|[\r\n])*\r\n\r\n127.0.0.1 [0-9a-f]{16} x"));
}

TEST_F(ServerTest, LogsEachRequestWithoutItsQuery) {
  base::configure_log("info", base::LogFormat::text);
  testing::internal::CaptureStderr();
  ask(get("/query?q=secret"));
  server->stop();
  const auto line = testing::internal::GetCapturedStderr();
  base::configure_log("warn", base::LogFormat::text);
  EXPECT_THAT(line, AllOf(HasSubstr("http.request"), HasSubstr("method=GET path=/query status=200 ms="), HasSubstr("peer=127.0.0.1"),
                          Not(HasSubstr("secret"))));
}

TEST(LoggedPath, HidesAddressesThatAreKeys) {
  const std::string token(64, 'a');
  EXPECT_EQ(logged_path("/calendar/" + token + ".ics"), "/calendar/aaaaaaaa….ics");
  EXPECT_EQ(logged_path("/x/" + token + "/" + token), "/x/aaaaaaaa…/aaaaaaaa…");
  for (const auto* path :
       {"/", "", "/artists/deadbeef-and-the-facades", "/settings/export/123456789012345678", "/u/0123456789abcdef0123456789abcde"})
    EXPECT_EQ(logged_path(path), path);
}

TEST_F(ServerTest, CountsWhatItRefusesAndWhatIsOpen) {
  const auto refused = metrics::counter("http_refused_total", "", {{"code", "http.bad_host"}});
  const auto open = metrics::gauge("http_connections_open", "");
  const auto before = refused.value(), open_before = open.value();
  EXPECT_THAT(ask("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_EQ(refused.value(), before + 1);
  TestPeer peer(server->port());
  EXPECT_THAT(peer.ask(get("/")), EndsWith("hello"));
  EXPECT_GT(open.value(), open_before);
  server->stop();
  EXPECT_EQ(open.value(), open_before);
}

TEST_F(ServerTest, ATakenPortIsAnError) {
  ServerOptions second = options;
  second.port = start();
  Server other(second, router);
  EXPECT_THROW(other.start(), std::system_error);
}

TEST_F(ServerTest, WorkComesBackToTheLoopItLeft) {
  std::promise<bool> same;
  router->add(Method::get, "/hop", [](Request) -> base::Task<Response> {
    const auto before = std::this_thread::get_id();
    co_await base::hop([](auto resume) { std::thread(resume).detach(); });
    co_return text(200, before == std::this_thread::get_id() ? "same" : "another");
  });
  EXPECT_THAT(ask(get("/hop")), EndsWith("same"));
  server->loop().after(milliseconds(1), [&] { same.set_value(base::Executor::current() == &server->loop()); });
  EXPECT_TRUE(same.get_future().get());
}

TEST_F(ServerTest, ManyLoopsShareThePort) {
  options.threads = 3;
  start();
  for (int i = 0; i < 30; ++i) EXPECT_THAT(ask(get("/")), EndsWith("hello"));
}

}  // namespace http
