#include "platform/http/server.hpp"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "platform/base/log.hpp"
#include "platform/http/loop.hpp"

namespace http {

namespace {

// Several sockets may share a port (SO_REUSEPORT), also those of another process: so look first whether one has it.
void must_be_free(const Tcp::endpoint& endpoint) {
  if (endpoint.port() == 0) return;
  asio::io_context io;
  Acceptor probe(io.get_executor());
  probe.open(endpoint.protocol());
  probe.set_option(Acceptor::reuse_address(true));
  probe.bind(endpoint);
  probe.listen();
}

// Counts loops down; a late one is not waited for.
class Gate {
 public:
  explicit Gate(std::size_t count) : left_(count) {}
  void pass() {
    const std::scoped_lock lock(mutex_);
    if (--left_ == 0) open_.notify_all();
  }
  bool wait_for(base::Duration patience) {
    std::unique_lock lock(mutex_);
    return open_.wait_for(lock, patience, [&] { return left_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable open_;
  std::size_t left_;
};

}  // namespace

struct Server::Impl {
  Site site;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
};

Server::Server(ServerOptions options, std::shared_ptr<const Router> router) : impl_(std::make_unique<Impl>()) {
  if (options.threads == 0) options.threads = std::max(1u, std::thread::hardware_concurrency());
  impl_->site.options = std::move(options);
  impl_->site.router = std::move(router);
  for (unsigned i = 0; i < impl_->site.options.threads; ++i) impl_->loops.push_back(std::make_unique<Loop>(impl_->site));
}

Server::~Server() {
  stop();
  // A handler that outlasted the drain will still come back to its loop from another thread: the loop must be there.
  static std::mutex mutex;
  static auto& left_behind = *new std::vector<std::unique_ptr<Impl>>;
  for (const auto& loop : impl_->loops) {
    if (loop->sessions() == 0) continue;
    base::log_warn("http.requests_abandoned", {{"count", loop->sessions()}});
    const std::scoped_lock lock(mutex);
    left_behind.push_back(std::move(impl_));
    return;
  }
}

void Server::start() {
  const auto& options = impl_->site.options;
  try {
    Tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
    must_be_free(endpoint);
    for (const auto& loop : impl_->loops) {
      loop->listen(endpoint);
      endpoint.port(loop->port());
    }
    impl_->port = endpoint.port();
  } catch (const boost::system::system_error& e) {
    throw std::system_error(e.code(), "cannot listen on " + options.address + ":" + std::to_string(options.port));
  }
  for (const auto& loop : impl_->loops) impl_->threads.emplace_back([&loop = *loop] { loop.run(); });
}

std::uint16_t Server::port() const { return impl_->port; }

base::Executor& Server::loop(std::size_t n) { return *impl_->loops[n % impl_->loops.size()]; }

void Server::stop() {
  if (impl_->threads.empty()) return;
  const auto gate = std::make_shared<Gate>(impl_->loops.size());
  for (const auto& loop : impl_->loops) loop->drain([gate] { gate->pass(); });
  if (!gate->wait_for(impl_->site.options.drain)) {
    base::log_warn("http.drain_cut_short");
    for (const auto& loop : impl_->loops) loop->abort();
    gate->wait_for(std::chrono::seconds(1));
  }
  for (const auto& loop : impl_->loops) loop->halt();
  for (auto& thread : impl_->threads) thread.join();
  impl_->threads.clear();
}

}  // namespace http
