// Private to platform/http: Asio, compiled once (asio.cpp), and what coroutines need to wait for it.
#pragma once
#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <coroutine>
#include <exception>
#include <string>
#include <utility>

namespace http {

namespace asio = boost::asio;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;
// The concrete executor instead of any_io_executor: no reference counts and virtual calls on every operation.
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, asio::io_context::executor_type>;
using Acceptor = asio::basic_socket_acceptor<Tcp, asio::io_context::executor_type>;

// co_await completion([&](auto done) { socket.async_read_some(buffer, done); }) gives {error, bytes}.
template <class Begin>
class Completion {
 public:
  explicit Completion(Begin begin) : begin_(std::move(begin)) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    begin_([this, h](error_code error, std::size_t bytes = 0) {
      result_ = {error, bytes};
      h.resume();
    });
  }
  std::pair<error_code, std::size_t> await_resume() const noexcept { return result_; }

 private:
  Begin begin_;
  std::pair<error_code, std::size_t> result_;
};

template <class Begin>
Completion<Begin> completion(Begin begin) {
  return Completion<Begin>(std::move(begin));
}

// A flag that one coroutine of the same loop waits for; set while nobody waits, it is remembered.
class Signal {
 public:
  explicit Signal(asio::io_context& io) : io_(io) {}
  void set() {
    if (waiter_) asio::post(io_, [h = std::exchange(waiter_, nullptr)] { h.resume(); });
    else set_ = true;
  }
  // The same, without a turn of the loop in between: for a handler that has nothing else to do.
  void set_now() {
    if (waiter_) std::exchange(waiter_, nullptr).resume();
    else set_ = true;
  }
  bool await_ready() noexcept { return std::exchange(set_, false); }
  void await_suspend(std::coroutine_handle<> h) noexcept { waiter_ = h; }
  void await_resume() const noexcept {}

 private:
  asio::io_context& io_;
  std::coroutine_handle<> waiter_;
  bool set_ = false;
};

// For the log, at the two places where a conversation ends with an exception.
inline std::string what_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& e) { return e.what(); } catch (...) {
    return "not a std::exception";
  }
}

}  // namespace http
