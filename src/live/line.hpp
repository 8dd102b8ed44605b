// Frames, and the lines they go out on: a WebSocket, an event stream or a waiting poll. A frame is encoded once and shared by all lines.
#pragma once
#include <memory>
#include <string>

#include "platform/http/stream.hpp"

namespace live {

class Frame {
 public:
  // `json` is a whole message, `type` its t; `id`: "rev.n", from where an event stream goes on.
  Frame(std::string_view type, std::string json, std::string id)
      : type_(type), id_(std::move(id)), text_(std::make_shared<const std::string>(std::move(json))) {}
  std::string_view type() const { return type_; }
  const std::string& id() const { return id_; }
  const http::Shared& text() const { return text_; }
  const http::Shared& event() const {  // made when the first stream asks
    if (!event_) event_ = http::EventStream::encode(id_, type_, *text_);
    return event_;
  }

 private:
  std::string_view type_;
  std::string id_;
  http::Shared text_;
  mutable http::Shared event_;
};

// Used on the room's thread only.
class Line {
 public:
  virtual ~Line() = default;
  virtual bool send(const Frame& frame) = 0;  // false: the reader is gone
  virtual std::size_t waiting() const = 0;    // bytes not taken yet
  virtual void close() = 0;
  virtual void cut() = 0;                                // at once: who takes nothing takes no goodbye
  virtual bool brief() const { return false; }           // a poll: its end does not say that the reader left
  virtual bool remote_answers() const { return false; }  // deeds are answered elsewhere (by POST), so acknowledgements come here too
};
using LinePtr = std::shared_ptr<Line>;

LinePtr socket_line(std::shared_ptr<http::SocketSession> socket);
LinePtr stream_line(std::shared_ptr<http::EventStream> stream);

}  // namespace live
