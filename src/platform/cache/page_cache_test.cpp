#include "platform/cache/page_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace cache {

namespace {

Entry page(std::string body) { return {std::make_shared<const std::string>(std::move(body)), nullptr, "W/\"1\"", "text/html"}; }

std::string body_of(const std::shared_ptr<const Entry>& entry) { return entry ? *entry->body : "(none)"; }

}  // namespace

TEST(PageCache, GivesBackWhatWasPut) {
  PageCache pages(1 << 20);
  EXPECT_EQ(pages.find("a"), nullptr);
  pages.put("a", page("one"), pages.ticket("a"));
  EXPECT_EQ(body_of(pages.find("a")), "one");
  pages.put("a", page("two"), pages.ticket("a"));
  EXPECT_EQ(body_of(pages.find("a")), "two");
  EXPECT_EQ(pages.stats().hits, 2u);
  EXPECT_EQ(pages.stats().misses, 1u);
  EXPECT_EQ(pages.stats().entries, 1u);
}

TEST(PageCache, APageMadeBeforeADropIsNotKept) {
  PageCache pages(1 << 20);
  const auto ticket = pages.ticket("a");
  pages.drop("a");
  EXPECT_EQ(body_of(pages.put("a", page("stale"), ticket)), "stale");
  EXPECT_EQ(pages.find("a"), nullptr);
  const auto second = pages.ticket("a");
  pages.clear();
  pages.put("a", page("stale"), second);
  EXPECT_EQ(pages.find("a"), nullptr);
}

TEST(PageCache, DropsAndClears) {
  PageCache pages(1 << 20);
  pages.put("a", page("one"), pages.ticket("a"));
  pages.put("b", page("two"), pages.ticket("b"));
  pages.drop("a");
  EXPECT_EQ(pages.find("a"), nullptr);
  EXPECT_EQ(body_of(pages.find("b")), "two");
  pages.clear();
  EXPECT_EQ(pages.stats().entries, 0u);
  EXPECT_EQ(pages.stats().bytes, 0u);
}

TEST(PageCache, StaysWithinItsBytesAndKeepsWhatIsUsed) {
  constexpr std::size_t budget = 16 * 16'384;
  PageCache pages(budget);
  for (int i = 0; i < 2'000; ++i) {
    const auto key = "page-" + std::to_string(i);
    pages.put("favourite", page(std::string(1000, 'f')), pages.ticket("favourite"));
    pages.put(key, page(std::string(1000, 'x')), pages.ticket(key));
    ASSERT_LE(pages.stats().bytes, budget);
  }
  EXPECT_NE(pages.find("favourite"), nullptr);
  EXPECT_NE(pages.find("page-1999"), nullptr);
  EXPECT_EQ(pages.find("page-0"), nullptr);
  EXPECT_GT(pages.stats().entries, 100u);
}

TEST(PageCache, RefusesWhatWouldPushOutEverythingElse) {
  PageCache pages(16 * 1024);
  EXPECT_EQ(body_of(pages.put("big", page(std::string(2000, 'b')), pages.ticket("big"))).size(), 2000u);
  EXPECT_EQ(pages.find("big"), nullptr);
}

TEST(PageCache, SurvivesManyThreads) {
  PageCache pages(64 << 10);
  std::atomic<int> wrong = 0;
  const auto work = [&](int seed) {
    for (int i = 0; i < 5'000; ++i) {
      const auto key = std::to_string((i * 7 + seed) % 50);
      const auto ticket = pages.ticket(key);
      if (const auto hit = pages.find(key); hit && !hit->body->starts_with(key + ":")) ++wrong;
      pages.put(key, page(key + ":" + std::string(500, 'x')), ticket);
      if (i % 10 == 0) pages.drop(key);
    }
  };
  std::thread a(work, 1), b(work, 2);
  work(3);
  a.join();
  b.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace cache
