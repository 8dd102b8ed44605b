#include "platform/http/web_socket.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <optional>

#include "platform/base/log.hpp"

namespace http {

namespace beast = boost::beast;
namespace ws = beast::websocket;

namespace {

constexpr std::size_t message_limit = 64u << 10;

struct Conversation final : Wakeable {
  Conversation(Socket& socket, asio::io_context& io, std::shared_ptr<ServedSocket> s)
      : stream(socket), session(std::move(s)), wake(io), reader_done(io) {}
  void woken() override {
    // A peer that is too slow may never take what is being written: its socket is closed under it.
    error_code ignored;
    if (!over && session->outbox.overflowed()) stream.next_layer().shutdown(Socket::shutdown_both, ignored);
    wake.set_now();
  }
  ws::stream<Socket&> stream;
  const std::shared_ptr<ServedSocket> session;
  beast::flat_buffer buffer;
  Signal wake;  // something to send, or the end
  Signal reader_done;
  bool over = false;  // the peer is gone or has said goodbye
};

base::Task<void> read_all(Conversation& c, ServedSocket& session) {
  for (;;) {
    const auto [error, bytes] = co_await completion([&](auto done) { c.stream.async_read(c.buffer, done); });
    if (error) break;
    if (!c.stream.got_text()) {
      co_await completion([&](auto done) { c.stream.async_close({ws::close_code::unknown_data, "text only"}, done); });
      break;
    }
    const auto data = c.buffer.data();
    if (session.message_call) session.message_call({static_cast<const char*>(data.data()), data.size()});
    c.buffer.consume(c.buffer.size());
    if (c.buffer.capacity() > 4096) c.buffer.shrink_to_fit();  // an idle socket keeps no buffer
  }
}

base::Task<void> write_all(Conversation& c, ServedSocket& session, const SocketTerms& terms) {
  std::vector<Shared> batch;
  while (!c.over) {
    session.outbox.take(batch);
    for (const auto& text : batch) {
      const auto [error, bytes] = co_await completion([&](auto done) { c.stream.async_write(asio::buffer(*text), done); });
      if (error) co_return;
    }
    if (!batch.empty()) continue;
    if (session.outbox.closing()) {
      const auto code = session.outbox.overflowed() ? ws::close_code::try_again_later
                        : terms.going_away          ? ws::close_code::going_away
                                                    : ws::close_code::normal;
      co_await completion([&](auto done) { c.stream.async_close(code, done); });
      co_return;
    }
    co_await c.wake;
  }
}

beast::http::request<beast::http::empty_body> as_beast(const std::string& target, const Headers& headers) {
  beast::http::request<beast::http::empty_body> request{beast::http::verb::get, target, 11};
  for (const auto& [name, value] : headers.all()) request.insert(name, value);
  return request;
}

}  // namespace

std::shared_ptr<SocketSession> SocketSession::make() { return std::make_shared<ServedSocket>(); }

base::Task<void> converse(Socket& socket, asio::io_context& io, Wakes& wakes, std::string target, Headers upgrade,
                          std::shared_ptr<ServedSocket> session, std::shared_ptr<SocketTerms> terms) {
  // Shared, because a wake-up by another thread may come after the end.
  const auto conversation = std::make_shared<Conversation>(socket, io, session);
  auto& c = *conversation;
  c.stream.set_option(ws::stream_base::timeout{terms->handshake, terms->idle, true});
  c.stream.read_message_max(message_limit);
  c.stream.text(true);
  c.stream.auto_fragment(false);  // a message is one frame
  std::optional request(as_beast(target, upgrade));
  const auto [refused, none] = co_await completion([&](auto done) { c.stream.async_accept(*request, done); });
  request.reset();
  upgrade = {};
  if (!refused) {
    session->outbox.attach([&wakes, conversation] { wakes.add(conversation); });
    base::start(read_all(c, *session), [&c](std::exception_ptr failure) {
      if (failure) base::log_error("http.socket_failed", {{"what", what_of(failure)}});
      c.over = true;
      c.wake.set();
      c.reader_done.set();
    });
    co_await write_all(c, *session, *terms);
    session->outbox.finish();
    error_code ignored;
    socket.close(ignored);
    co_await c.reader_done;
  }
  session->outbox.finish();
}

}  // namespace http
