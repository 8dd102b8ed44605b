#include "live/line.hpp"

namespace live {

namespace {

class SocketLine final : public Line {
 public:
  explicit SocketLine(std::shared_ptr<http::SocketSession> socket) : socket_(std::move(socket)) {}
  bool send(const Frame& frame) override { return socket_->send(frame.text()); }
  std::size_t waiting() const override { return socket_->waiting(); }
  void close() override { socket_->close(); }
  void cut() override { socket_->cut(); }

 private:
  std::shared_ptr<http::SocketSession> socket_;
};

class StreamLine final : public Line {
 public:
  explicit StreamLine(std::shared_ptr<http::EventStream> stream) : stream_(std::move(stream)) {}
  bool send(const Frame& frame) override { return stream_->push(frame.event()); }
  std::size_t waiting() const override { return stream_->waiting(); }
  void close() override { stream_->close(); }
  void cut() override { stream_->cut(); }
  bool remote_answers() const override { return true; }

 private:
  std::shared_ptr<http::EventStream> stream_;
};

}  // namespace

LinePtr socket_line(std::shared_ptr<http::SocketSession> socket) { return std::make_shared<SocketLine>(std::move(socket)); }
LinePtr stream_line(std::shared_ptr<http::EventStream> stream) { return std::make_shared<StreamLine>(std::move(stream)); }

}  // namespace live
