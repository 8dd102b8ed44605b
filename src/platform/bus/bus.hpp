// Bus: "something happened" between parts of the program, and with other engines between processes. Messages may be lost or
// doubled; they only wake readers, who then look at the database. Subscribers run on the publisher's thread: they must be quick.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace bus {

class Bus {
 public:
  using Call = std::function<void(std::string_view topic, std::string_view message)>;
  // Unsubscribes when destroyed; no call is under way after that.
  class Subscription {
   public:
    virtual ~Subscription() = default;
  };

  virtual ~Bus() = default;
  virtual void publish(std::string_view topic, std::string_view message = {}) = 0;
  [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(std::string topic, Call call) = 0;
};

std::unique_ptr<Bus> make_local_bus();

}  // namespace bus
