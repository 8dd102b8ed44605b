// Long-lived answers: Server-Sent Events and WebSockets. Both have a bounded outbox that any thread may fill.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace http {

// What is sent to many readers is made once and shared by all of their outboxes.
using Shared = std::shared_ptr<const std::string>;

// Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html). The server sends a comment every 15 s.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // False once the reader is gone or its outbox is full (1 MB): the stream is then closed and the reader comes back with Last-Event-ID.
  virtual bool push(std::string_view id, std::string_view event, std::string_view data) = 0;
  virtual bool push(Shared encoded) = 0;                   // made by encode()
  virtual std::size_t waiting() const = 0;                 // bytes that the reader has not taken yet
  virtual void close() = 0;                                // after what was pushed
  virtual void cut() = 0;                                  // at once
  virtual void on_closed(std::function<void()> call) = 0;  // once, on the reader's loop; at once when already closed

  // One event in the stream's format, to be pushed to many.
  static Shared encode(std::string_view id, std::string_view event, std::string_view data);
  static std::shared_ptr<EventStream> make();
};

// One WebSocket (RFC 6455), text messages up to 64 KB.
class SocketSession {
 public:
  virtual ~SocketSession() = default;
  virtual bool send(std::string text) = 0;
  virtual bool send(Shared text) = 0;
  virtual std::size_t waiting() const = 0;  // bytes that the peer has not taken yet
  virtual void close() = 0;
  virtual void cut() = 0;                                                   // at once: for a peer that does not even take the goodbye
  virtual void on_message(std::function<void(std::string_view)> call) = 0;  // on the socket's loop
  virtual void on_closed(std::function<void()> call) = 0;

  static std::shared_ptr<SocketSession> make();
};

}  // namespace http
