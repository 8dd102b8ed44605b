// Private: an EventStream as the server sees it.
#pragma once
#include "platform/http/outbox.hpp"
#include "platform/http/stream.hpp"

namespace http {

// One event in the stream format. Line breaks in the data become several data lines; id and event lose theirs.
std::string encode_event(std::string_view id, std::string_view event, std::string_view data);

class ServedEventStream final : public EventStream {
 public:
  bool push(std::string_view id, std::string_view event, std::string_view data) override { return outbox.push(encode(id, event, data)); }
  bool push(Shared encoded) override { return outbox.push(std::move(encoded)); }
  std::size_t waiting() const override { return outbox.waiting(); }
  void close() override { outbox.close(); }
  void cut() override { outbox.cut(); }
  void on_closed(std::function<void()> call) override { outbox.on_closed(std::move(call)); }

  Outbox outbox;
};

}  // namespace http
