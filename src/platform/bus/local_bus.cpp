// The bus of a single process.
#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "platform/base/log.hpp"
#include "platform/bus/bus.hpp"

namespace bus {

namespace {

// One subscriber. Calls may run on several threads at once; leave() waits for those of other threads.
class Listener {
 public:
  explicit Listener(Bus::Call call) : call_(std::move(call)) {}

  void hear(std::string_view topic, std::string_view message) {
    {
      const std::scoped_lock lock(mutex_);
      if (gone_) return;
      ++running_;
    }
    hearing.push_back(this);
    try {
      call_(topic, message);
    } catch (const std::exception& e) { base::log_error("bus.subscriber_failed", {{"topic", topic}, {"what", e.what()}}); }
    hearing.pop_back();
    const std::scoped_lock lock(mutex_);
    --running_;
    quiet_.notify_all();
  }

  void leave() {
    std::unique_lock lock(mutex_);
    gone_ = true;
    // A subscriber may leave from within its own call.
    const auto own = std::ranges::count(hearing, this);
    quiet_.wait(lock, [&] { return running_ == own; });
  }

 private:
  static thread_local std::vector<const Listener*> hearing;

  const Bus::Call call_;
  std::mutex mutex_;
  std::condition_variable quiet_;
  std::ptrdiff_t running_ = 0;
  bool gone_ = false;
};

thread_local std::vector<const Listener*> Listener::hearing;

struct Topics {
  std::shared_mutex mutex;
  std::map<std::string, std::vector<std::shared_ptr<Listener>>, std::less<>> listeners;
};

class LocalSubscription final : public Bus::Subscription {
 public:
  LocalSubscription(std::shared_ptr<Topics> topics, std::string topic, std::shared_ptr<Listener> listener)
      : topics_(std::move(topics)), topic_(std::move(topic)), listener_(std::move(listener)) {}
  ~LocalSubscription() override {
    {
      const std::unique_lock lock(topics_->mutex);
      const auto entry = topics_->listeners.find(topic_);
      std::erase(entry->second, listener_);
      if (entry->second.empty()) topics_->listeners.erase(entry);
    }
    listener_->leave();
  }
  LocalSubscription(const LocalSubscription&) = delete;
  LocalSubscription& operator=(const LocalSubscription&) = delete;

 private:
  std::shared_ptr<Topics> topics_;  // a subscription may outlive its bus
  std::string topic_;
  std::shared_ptr<Listener> listener_;
};

class LocalBus final : public Bus {
 public:
  void publish(std::string_view topic, std::string_view message) override {
    std::vector<std::shared_ptr<Listener>> listeners;
    {
      const std::shared_lock lock(topics_->mutex);
      const auto entry = topics_->listeners.find(topic);
      if (entry == topics_->listeners.end()) return;
      listeners = entry->second;
    }
    for (const auto& listener : listeners) listener->hear(topic, message);
  }

  std::unique_ptr<Subscription> subscribe(std::string topic, Call call) override {
    auto listener = std::make_shared<Listener>(std::move(call));
    const std::unique_lock lock(topics_->mutex);
    topics_->listeners[topic].push_back(listener);
    return std::make_unique<LocalSubscription>(topics_, std::move(topic), std::move(listener));
  }

 private:
  std::shared_ptr<Topics> topics_ = std::make_shared<Topics>();
};

}  // namespace

std::unique_ptr<Bus> make_local_bus() { return std::make_unique<LocalBus>(); }

}  // namespace bus
