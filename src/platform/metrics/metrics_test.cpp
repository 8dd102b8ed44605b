#include "platform/metrics/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace metrics {

using testing::HasSubstr;

TEST(Metrics, SameNameAndLabelsIsTheSameCounter) {
  counter("test_pulls_total", "Pulls.", {{"side", "left"}}).add(2);
  counter("test_pulls_total", "Pulls.", {{"side", "left"}}).add();
  counter("test_pulls_total", "Pulls.", {{"side", "right"}}).add();
  EXPECT_EQ(counter("test_pulls_total", "Pulls.", {{"side", "left"}}).value(), 3);
  EXPECT_THAT(expose(), HasSubstr("test_pulls_total{side=\"left\"} 3\n"));
}

TEST(Metrics, GaugesGoUpAndDown) {
  const auto open = gauge("test_open", "Open things.");
  open.set(5);
  open.add(-2);
  EXPECT_EQ(open.value(), 3);
}

TEST(Metrics, HistogramsCountIntoTheirBuckets) {
  const auto sizes = histogram("test_size", "Sizes.", {}, {1, 10});
  sizes.observe(0.5);
  sizes.observe(5);
  sizes.observe(50);
  const auto text = expose();
  EXPECT_THAT(text, HasSubstr("test_size_bucket{le=\"10\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("test_size_bucket{le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("test_size_sum 55.5\n"));
}

TEST(Metrics, NothingIsLostBetweenThreads) {
  const auto hits = counter("test_race_total", "Hits from two threads.");
  const auto work = [&] {
    for (int i = 0; i < 10'000; ++i) hits.add();
  };
  std::thread other(work);
  work();
  other.join();
  EXPECT_EQ(hits.value(), 20'000);
}

TEST(Metrics, TellsAboutTheProcess) {
  EXPECT_THAT(expose(), HasSubstr("process_resident_memory_bytes"));
  EXPECT_GT(gauge("process_resident_memory_bytes", "").value(), 1e6);
  EXPECT_GT(gauge("process_open_fds", "").value(), 2);
}

}  // namespace metrics
