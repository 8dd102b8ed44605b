#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "platform/bus/bus.hpp"

namespace bus {

using testing::ElementsAre;

class LocalBusTest : public testing::Test {
 protected:
  Bus::Call note(const std::string& who) {
    return [this, who](std::string_view topic, std::string_view message) {
      heard.push_back(who + ":" + std::string(topic) + ":" + std::string(message));
    };
  }
  std::unique_ptr<Bus> bus = make_local_bus();
  std::vector<std::string> heard;
};

TEST_F(LocalBusTest, ReachesEverySubscriberOfTheTopic) {
  const auto a = bus->subscribe("jobs", note("a"));
  const auto b = bus->subscribe("jobs", note("b"));
  const auto c = bus->subscribe("artists", note("c"));
  bus->publish("jobs", "high");
  bus->publish("nobody");
  EXPECT_THAT(heard, ElementsAre("a:jobs:high", "b:jobs:high"));
}

TEST_F(LocalBusTest, ASubscriptionEndsWithItsHandle) {
  auto a = bus->subscribe("jobs", note("a"));
  a.reset();
  bus->publish("jobs", "high");
  EXPECT_TRUE(heard.empty());
}

TEST_F(LocalBusTest, MayPublishSubscribeAndLeaveFromWithinACall) {
  std::unique_ptr<Bus::Subscription> own, made;
  own = bus->subscribe("first", [&](auto, auto) {
    made = bus->subscribe("second", note("inner"));
    bus->publish("second", "x");
    own.reset();
  });
  bus->publish("first");
  bus->publish("first");
  EXPECT_THAT(heard, ElementsAre("inner:second:x"));
}

TEST_F(LocalBusTest, AFailingSubscriberDoesNotStopTheOthers) {
  const auto bad = bus->subscribe("jobs", [](auto, auto) { throw std::runtime_error("no"); });
  const auto good = bus->subscribe("jobs", note("good"));
  bus->publish("jobs", "1");
  EXPECT_THAT(heard, ElementsAre("good:jobs:1"));
}

TEST_F(LocalBusTest, LeavingWaitsForACallUnderWay) {
  std::latch inside{1}, go{1};
  std::atomic<bool> finished = false;
  auto slow = bus->subscribe("jobs", [&](auto, auto) {
    inside.count_down();
    go.wait();
    finished = true;
  });
  std::thread publisher([&] { bus->publish("jobs"); });
  inside.wait();
  std::thread leaver([&] {
    slow.reset();
    EXPECT_TRUE(finished);
  });
  go.count_down();
  publisher.join();
  leaver.join();
}

TEST_F(LocalBusTest, ASubscriptionMayOutliveTheBus) {
  const auto a = bus->subscribe("jobs", note("a"));
  bus.reset();
}

}  // namespace bus
