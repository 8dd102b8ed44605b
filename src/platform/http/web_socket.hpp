// Private: a SocketSession as the server sees it, and the conversation over Beast's WebSocket stream.
#pragma once
#include "platform/base/task.hpp"
#include "platform/http/message.hpp"
#include "platform/http/outbox.hpp"
#include "platform/http/sockets.hpp"
#include "platform/http/stream.hpp"
#include "platform/http/wakes.hpp"

namespace http {

class ServedSocket final : public SocketSession {
 public:
  bool send(std::string text) override { return outbox.push(std::make_shared<const std::string>(std::move(text))); }
  bool send(Shared text) override { return outbox.push(std::move(text)); }
  std::size_t waiting() const override { return outbox.waiting(); }
  void close() override { outbox.close(); }
  void cut() override { outbox.cut(); }
  void on_message(std::function<void(std::string_view)> call) override { message_call = std::move(call); }
  void on_closed(std::function<void()> call) override { outbox.on_closed(std::move(call)); }

  Outbox outbox;
  std::function<void(std::string_view)> message_call;
};

struct SocketTerms {
  base::Duration handshake;
  base::Duration idle;      // without a frame from the peer; it is pinged at half of that
  bool going_away = false;  // why the outbox was closed: the server stops
};

// Answers the upgrade request and talks until either side closes. `target` and `upgrade` are the request's.
base::Task<void> converse(Socket& socket, asio::io_context& io, Wakes& wakes, std::string target, Headers upgrade,
                          std::shared_ptr<ServedSocket> session, std::shared_ptr<SocketTerms> terms);

}  // namespace http
