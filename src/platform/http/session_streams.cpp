#include "platform/http/event_stream.hpp"
#include "platform/http/session.hpp"
#include "platform/http/web_socket.hpp"

namespace http {

base::Task<void> Session::send_events() {
  release(head_);
  in_ = std::string(64, '\0');
  watch_for_end();
  events_->outbox.attach([self = weak_from_this(), &io = loop_.io()] {
    asio::post(io, [self] {
      if (const auto session = self.lock()) session->wake_.set();
    });
  });
  if (loop_.draining()) events_->outbox.close();
  std::vector<Shared> batch;
  while (!peer_gone_) {
    std::string bytes;
    events_->outbox.take(batch);
    for (const auto& event : batch) bytes += *event;
    if (bytes.empty() && std::exchange(heartbeat_due_, false)) bytes = ":\n\n";
    if (!bytes.empty()) {
      if (!co_await send({asio::buffer(bytes), {}})) break;
      continue;
    }
    if (events_->outbox.closing()) break;
    enter(Phase::events, options_.heartbeat);
    co_await wake_;
  }
  error_code ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
}

// Readers of events say nothing more; whatever comes is dropped, and the end of it is the end of the reader.
void Session::watch_for_end() {
  socket_.async_read_some(asio::buffer(in_), [self = shared_from_this()](error_code error, std::size_t) {
    if (!error) return self->watch_for_end();
    self->peer_gone_ = true;
    self->wake_.set();
  });
}

base::Task<void> Session::talk() {
  release(in_);
  release(head_);
  deadline_ = SteadyTime::max();  // Beast keeps its own
  terms_ = std::make_shared<SocketTerms>(SocketTerms{options_.header_deadline, options_.idle_deadline});
  if (loop_.draining()) drain();
  auto [target, headers] = std::move(*upgrade_);
  upgrade_.reset();
  co_await converse(socket_, loop_.io(), loop_.wakes(), std::move(target), std::move(headers), web_socket_, terms_);
}

void Session::end_streams() {
  if (events_) events_->outbox.finish();
  if (!web_socket_) return;
  web_socket_->outbox.finish();
  web_socket_->message_call = nullptr;  // its owner holds the socket, and it holds its owner
}

}  // namespace http
