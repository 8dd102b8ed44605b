#include "platform/http/loop.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <ctime>

#include "platform/base/log.hpp"
#include "platform/base/random.hpp"
#include "platform/http/session.hpp"

namespace http {

namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// Deadlines are looked at this often: one timer a loop instead of one a connection.
base::Duration tick_for(const ServerOptions& o) {
  const auto shortest = std::min({o.header_deadline, o.body_deadline, o.idle_deadline, o.send_deadline, o.heartbeat});
  return std::clamp(shortest / 8, base::Duration(2), base::Duration(500));
}

}  // namespace

Loop::Loop(Site& site) : site_(site), tick_length_(tick_for(site.options)) { id_state_ = std::stoull(base::random_token(8), nullptr, 16); }

Loop::~Loop() = default;

void Loop::post(std::function<void()> work) { asio::post(io_, std::move(work)); }

void Loop::after(base::Duration delay, std::function<void()> work) {
  auto timer = std::make_shared<asio::steady_timer>(io_, delay);
  timer->async_wait([timer, work = std::move(work)](error_code error) {
    if (!error) work();
  });
}

void Loop::listen(const Tcp::endpoint& endpoint) {
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(Acceptor::reuse_address(true));
  acceptor_.set_option(ReusePort(true));
  acceptor_.bind(endpoint);
  acceptor_.listen(4096);
  acceptor_.non_blocking(true);
}

std::uint16_t Loop::port() const { return acceptor_.local_endpoint().port(); }

void Loop::run() {
  base::Executor::set_current(this);
  accept();
  tick();
  io_.run();
  base::Executor::set_current(nullptr);
}

void Loop::accept() {
  accepting_ = true;
  acceptor_.async_accept(io_, [this](error_code error, Socket socket) {
    accepting_ = false;
    if (draining_) {
      socket.close(error);
      return finish_drain();
    }
    if (!error) {
      Session::begin(*this, std::move(socket));
    } else {
      base::log_warn("http.accept_failed", {{"what", error.message()}});
      // Out of file descriptors: trying again at once would only burn the core.
      return after(std::chrono::milliseconds(100), [this] {
        if (!draining_) accept();
      });
    }
    accept();
  });
}

void Loop::tick() {
  ticker_.expires_after(tick_length_);
  ticker_.async_wait([this](error_code error) {
    if (error) return;
    const auto now = std::chrono::steady_clock::now();
    for (auto* session : sessions_) session->check_deadline(now);
    tick();
  });
}

void Loop::drain(std::function<void()> done) {
  post([this, done = std::move(done)]() mutable {
    draining_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    drained_ = std::move(done);
    for (auto* session : sessions_) session->drain();
    finish_drain();
  });
}

// Not before the accept under way has come back: it may hold a connection.
void Loop::finish_drain() {
  if (sessions_.empty() && !accepting_ && drained_) std::exchange(drained_, nullptr)();
}

void Loop::abort() {
  post([this] {
    for (auto* session : sessions_) session->abort();
  });
}

void Loop::halt() { io_.stop(); }

std::string_view Loop::date() {
  timespec now;
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != date_second_) {
    tm parts;
    gmtime_r(&now.tv_sec, &parts);
    // strftime's names follow LC_TIME, which this program never sets.
    char text[32];
    date_.assign(text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    date_second_ = now.tv_sec;
  }
  return date_;
}

// splitmix64 (https://prng.di.unimi.it/splitmix64.c): ids need to differ, not to be secret.
std::string Loop::next_request_id() {
  std::uint64_t z = (id_state_ += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  std::string id(16, '0');
  for (int i = 15; i >= 0; --i, z >>= 4) id[static_cast<std::size_t>(i)] = "0123456789abcdef"[z & 15];
  return id;
}

void Loop::enter(Session& session) {
  open_.add(1);
  session.slot = sessions_.size();
  sessions_.push_back(&session);
}

void Loop::leave(Session& session) {
  open_.add(-1);
  sessions_.back()->slot = session.slot;
  std::swap(sessions_[session.slot], sessions_.back());
  sessions_.pop_back();
  finish_drain();
}

}  // namespace http
