#include "platform/base/workers.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>

namespace base {
namespace {

TEST(Workers, AnswersFromAnotherThread) {
  Workers workers(1, 4);
  const auto here = std::this_thread::get_id();
  const auto there = wait(workers.run([] { return std::this_thread::get_id(); }));
  ASSERT_TRUE(there);
  EXPECT_NE(*there, here);
}

TEST(Workers, WhatACallThrowsReachesWhoAsked) {
  Workers workers(1, 4);
  EXPECT_THROW(static_cast<void>(wait(workers.run([]() -> int { throw std::runtime_error("broken"); }))), std::runtime_error);
  EXPECT_EQ(wait(workers.run([] { return 7; })), 7) << "the thread lives on";
}

TEST(Workers, MoreThanMayWaitIsRefusedAtOnce) {
  Workers workers(1, 1);
  std::latch busy(1), go_on(1), both(2);
  const auto slow = [&]() -> Task<void> {
    auto call = [&] {
      busy.count_down();
      go_on.wait();
      return 1;
    };
    EXPECT_EQ(co_await workers.run(call), 1);
  };
  const auto queued = [&]() -> Task<void> {
    auto call = [] { return 2; };
    EXPECT_EQ(co_await workers.run(call), 2);
  };
  const auto count = [&](std::exception_ptr) { both.count_down(); };
  start(slow(), count);
  busy.wait();
  start(queued(), count);
  EXPECT_EQ(wait(workers.run([] { return 3; })), std::nullopt);
  go_on.count_down();
  both.wait();
}

TEST(Workers, WhatWasTakenIsFinishedAndNothingMoreIsTaken) {
  Workers workers(1, 8);
  int done = 0;
  const auto call = [&]() -> Task<void> {
    auto add = [&] { return ++done; };
    static_cast<void>(co_await workers.run(add));
  };
  for (int i = 0; i < 5; ++i) start(call(), [](std::exception_ptr) {});
  workers.stop();
  EXPECT_EQ(done, 5);
  EXPECT_EQ(wait(workers.run([] { return 1; })), std::nullopt);
}

}  // namespace
}  // namespace base
