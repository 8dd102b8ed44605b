#include "search/outside.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "providers/spotify/client.hpp"
#include "support/database.hpp"
#include "support/hand_loop.hpp"

namespace search {
namespace {

using namespace std::chrono_literals;

// Spotify, answering only when it is let.
class SlowHttp final : public http::Client {
 public:
  base::Result<http::OutResponse> send(const http::OutRequest& request) override {
    if (request.url.find("/api/token") != std::string::npos) return http::OutResponse{200, {}, R"({"access_token":"t","expires_in":3600})"};
    std::unique_lock lock(mutex_);
    ++calls_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
    if (broken_) return base::unavailable("http.timeout", "too slow");
    return http::OutResponse{
        200,
        {},
        R"({"artists":{"items":[{"id":"4aaaaaaaaaaaaaaaaaaaaM","name":"Marrow Coast"}],"limit":10,"offset":0,"next":null,"total":1}})"};
  }
  void let(bool open) {
    const std::scoped_lock lock(mutex_);
    open_ = open;
    changed_.notify_all();
  }
  void break_down(bool broken) {
    const std::scoped_lock lock(mutex_);
    broken_ = broken;
  }
  void wait_for_calls(int n) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return calls_ >= n; });
  }
  int calls() {
    const std::scoped_lock lock(mutex_);
    return calls_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true, broken_ = false;
  int calls_ = 0;
};

struct OutsideTest : testing::Test {
  support::TestDatabase database;
  base::FakeClock clock;
  SlowHttp http;
  std::unique_ptr<limits::Gate> gate = limits::open_gate();
  spotify::Client spotify{
      {.base_url = "https://api.test/v1", .auth_url = "https://accounts.test", .client_id = "id", .client_secret = "secret"},
      http,
      *gate,
      clock};
  support::HandLoop loop;

  std::unique_ptr<OutsideSearch> open(
      OutsideOptions options = {}, Remember remember = [](db::Tx&, base::Time, std::vector<Candidate>& found) {
        for (auto& c : found) c.hit_id = 7;
      }) {
    return std::make_unique<OutsideSearch>(spotify, database, clock, std::move(remember), options);
  }
  ~OutsideTest() override { http.let(true); }

  // Asks on the loop and goes on at once; the answer is put into the box.
  using Box = std::shared_ptr<std::optional<Outsiders>>;
  Box ask(OutsideSearch& outside, std::string name) {
    const auto box = std::make_shared<std::optional<Outsiders>>();
    loop.post([&outside, box, name] { base::start(look(outside, name, box), [](std::exception_ptr) {}); });
    loop.run();
    return box;
  }
  static base::Task<void> look(OutsideSearch& outside, std::string name, Box box) { box->emplace(co_await outside.look(std::move(name))); }
  void run_until(const Box& box) {
    while (!*box) loop.wait(), loop.run();
  }
};

TEST_F(OutsideTest, TheSameQuestionUnderWayIsPutOnce) {
  http.let(false);
  const auto outside = open();
  const auto one = ask(*outside, "marrow coast"), two = ask(*outside, " marrow  coast ");
  http.wait_for_calls(1);
  http.let(true);
  run_until(one);
  run_until(two);
  EXPECT_EQ(http.calls(), 1);
  EXPECT_EQ((***one)->at(0).name, "Marrow Coast");
  EXPECT_EQ((***two)->at(0).hit_id, 7);
}

TEST_F(OutsideTest, AnAnswerIsGoodForTenMinutes) {
  const auto outside = open();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(base::wait(outside->look("marrow coast")));
  EXPECT_EQ(http.calls(), 1);
  clock.advance(10min);
  ASSERT_TRUE(base::wait(outside->look("marrow coast")));
  EXPECT_EQ(http.calls(), 2);
}

TEST_F(OutsideTest, AFailureIsNotKept) {
  const auto outside = open();
  http.break_down(true);
  EXPECT_EQ(base::wait(outside->look("marrow coast")).error().code, "spotify.timeout");
  http.break_down(false);
  EXPECT_TRUE(base::wait(outside->look("marrow coast")));
}

TEST_F(OutsideTest, KeepsABoundedNumberOfAnswers) {
  const auto outside = open({.kept = 2});
  for (const char* name : {"one", "two", "three"}) {
    clock.advance(1s);
    ASSERT_TRUE(base::wait(outside->look(name)));
  }
  ASSERT_TRUE(base::wait(outside->look("three")));
  EXPECT_EQ(http.calls(), 3);
  ASSERT_TRUE(base::wait(outside->look("one")));
  EXPECT_EQ(http.calls(), 4) << "the oldest went";
}

TEST_F(OutsideTest, SaysBusyWhenTooManyWait) {
  http.let(false);
  const auto outside = open({.threads = 1, .queue = 2});
  const auto under_way = ask(*outside, "a1");
  http.wait_for_calls(1);
  const auto second = ask(*outside, "a2"), third = ask(*outside, "a3"), fourth = ask(*outside, "a4");
  run_until(fourth);
  EXPECT_EQ((*fourth)->error().code, "search.busy");
  http.let(true);
  for (const auto& box : {under_way, second, third}) {
    run_until(box);
    EXPECT_TRUE(**box);
  }
}

TEST_F(OutsideTest, StoppingAnswersWhoWaits) {
  http.let(false);
  const auto outside = open({.threads = 1});
  const auto under_way = ask(*outside, "a1"), waiting = ask(*outside, "a2");
  http.wait_for_calls(1);
  std::thread stop([&] { outside->stop(); });
  run_until(under_way);
  run_until(waiting);
  EXPECT_EQ((*waiting)->error().code, "search.stopping");
  http.let(true);
  stop.join();
  EXPECT_EQ(base::wait(outside->look("a3")).error().code, "search.stopping");
}

TEST_F(OutsideTest, WhatCannotBeKeptIsAnErrorAndNoCrash) {
  const auto outside = open({}, [](db::Tx&, base::Time, std::vector<Candidate>&) { throw std::runtime_error("disk full"); });
  EXPECT_EQ(base::wait(outside->look("marrow coast")).error().code, "search.failed");
}

}  // namespace
}  // namespace search
