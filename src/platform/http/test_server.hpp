// For tests: a server with one loop on a free port.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/http/server.hpp"
#include "platform/http/test_peer.hpp"

namespace http {

class ServerFixture : public testing::Test {
 protected:
  ServerFixture() {
    options.port = 0;
    options.threads = 1;
  }
  void TearDown() override { server.reset(); }  // before what handlers and streams refer to
  std::uint16_t start() {
    server.emplace(options, router);
    server->start();
    return server->port();
  }
  std::string ask(std::string_view request) {
    if (!server) start();
    return TestPeer(server->port()).ask(request);
  }
  static std::string get(std::string_view path, std::string_view headers = {}) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n";
  }

  ServerOptions options;
  std::shared_ptr<Router> router = std::make_shared<Router>();
  std::optional<Server> server;
};

// A handler that stops in the middle until the test lets it go on.
class Pause {
 public:
  base::Task<Response> handle() {
    co_await base::hop([this](std::function<void()> resume) {
      const std::scoped_lock lock(mutex_);
      resume_ = std::move(resume);
      reached_.set_value();
    });
    co_return text(200, "went on");
  }
  void wait_until_reached() { reached_.get_future().wait(); }
  void go_on() {
    const std::scoped_lock lock(mutex_);
    resume_();
  }

 private:
  std::mutex mutex_;
  std::function<void()> resume_;
  std::promise<void> reached_;
};

}  // namespace http
