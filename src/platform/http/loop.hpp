// Private: one event loop, its thread's executor, acceptor and sessions. Everything but post(), after() and the requests to
// drain or abort happens on its own thread.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "platform/base/executor.hpp"
#include "platform/http/address_limit.hpp"
#include "platform/http/server.hpp"
#include "platform/http/sockets.hpp"
#include "platform/http/wakes.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

class Session;

// What all loops of a server share.
struct Site {
  ServerOptions options;
  std::shared_ptr<const Router> router;
  AddressLimit addresses;
  std::atomic<unsigned> uploads = 0;  // bodies above the ordinary limit that are in memory
};

class Loop final : public base::Executor {
 public:
  explicit Loop(Site& site);
  ~Loop() override;

  void post(std::function<void()> work) override;
  void after(base::Duration delay, std::function<void()> work) override;

  void listen(const Tcp::endpoint& endpoint);  // before run()
  std::uint16_t port() const;
  void run();  // on its thread, until halt()
  // Stops accepting, ends what is idle or endless; `done` is called on the loop when the last session has gone.
  void drain(std::function<void()> done);
  void abort();  // closes every socket
  void halt();

  Site& site() { return site_; }
  asio::io_context& io() { return io_; }
  Wakes& wakes() { return wakes_; }
  bool draining() const { return draining_; }
  std::string_view date();  // for the Date header, made once a second
  std::string next_request_id();
  void enter(Session& session);
  void leave(Session& session);
  std::size_t sessions() const { return sessions_.size(); }

 private:
  void accept();
  void refuse(Socket socket);
  void tick();
  void finish_drain();

  Site& site_;
  asio::io_context io_{1};
  Wakes wakes_{io_};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  Acceptor acceptor_{io_.get_executor()};
  asio::steady_timer ticker_{io_};
  base::Duration tick_length_;
  std::vector<Session*> sessions_;
  metrics::Gauge open_ = metrics::gauge("http_connections_open", "Connections, event streams and WebSockets that are open.");
  std::function<void()> drained_;
  bool accepting_ = false, draining_ = false;
  std::int64_t date_second_ = -1;
  std::string date_;
  std::uint64_t id_state_;
};

}  // namespace http
