// Task<T>: a lazily started coroutine that is awaited exactly once. It keeps feature code free of the
// socket library's headers. Rules: parameters by value; no capturing lambda coroutine that outlives its lambda.
//   Task<Response> page(Request r) { auto rows = co_await db.read(…); co_return render(rows); }
#pragma once
#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <semaphore>
#include <utility>

#include "platform/base/executor.hpp"

namespace base {

template <class T = void>
class Task;

namespace task_detail {

struct FinalAwaiter {
  bool await_ready() noexcept { return false; }
  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
    return h.promise().continuation ? h.promise().continuation : std::noop_coroutine();
  }
  void await_resume() noexcept {}
};

struct PromiseBase {
  std::coroutine_handle<> continuation;
  std::exception_ptr exception;
  std::suspend_always initial_suspend() noexcept { return {}; }
  FinalAwaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { exception = std::current_exception(); }
};

template <class T>
struct Promise : PromiseBase {
  std::optional<T> value;
  Task<T> get_return_object();
  template <class U>
  void return_value(U&& u) {
    value.emplace(std::forward<U>(u));
  }
  T take() {
    if (exception) std::rethrow_exception(exception);
    return std::move(*value);
  }
};

template <>
struct Promise<void> : PromiseBase {
  Task<void> get_return_object();
  void return_void() noexcept {}
  void take() {
    if (exception) std::rethrow_exception(exception);
  }
};

}  // namespace task_detail

template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = task_detail::Promise<T>;
  explicit Task(std::coroutine_handle<promise_type> h) : handle_(h) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    handle_.promise().continuation = awaiting;
    return handle_;
  }
  T await_resume() { return handle_.promise().take(); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

namespace task_detail {

template <class T>
Task<T> Promise<T>::get_return_object() {
  return Task<T>{std::coroutine_handle<Promise>::from_promise(*this)};
}
inline Task<void> Promise<void>::get_return_object() { return Task<void>{std::coroutine_handle<Promise>::from_promise(*this)}; }

struct Detached {
  struct promise_type {
    Detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

}  // namespace task_detail

// Starts a task now, on this thread. `done` gets its exception, or null; it must not throw.
inline task_detail::Detached start(Task<void> task, std::function<void(std::exception_ptr)> done) {
  std::exception_ptr failure;
  try {
    co_await std::move(task);
  } catch (...) { failure = std::current_exception(); }
  done(failure);
}

// Starts a task and blocks this thread until it is done: for threads that are not event loops, and for tests.
// Without a current executor, hops resume on whatever thread finished them.
template <class T>
T wait(Task<T> task) {
  std::binary_semaphore finished{0};
  std::exception_ptr failure;
  if constexpr (std::is_void_v<T>) {
    start(std::move(task), [&](std::exception_ptr e) {
      failure = e;
      finished.release();
    });
    finished.acquire();
    if (failure) std::rethrow_exception(failure);
  } else {
    std::optional<T> value;
    auto run = [](Task<T> inner, std::optional<T>& out) -> Task<void> { out.emplace(co_await std::move(inner)); };
    start(run(std::move(task), value), [&](std::exception_ptr e) {
      failure = e;
      finished.release();
    });
    finished.acquire();
    if (failure) std::rethrow_exception(failure);
    return std::move(*value);
  }
}

// co_await hop(f): f gets a callback; when somebody calls it (any thread, once) the task goes on, on the executor it left.
template <class Start>
class Hop {
 public:
  explicit Hop(Start start) : start_(std::move(start)) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    // The resumed coroutine may destroy this object before start_ returns, hence the local copy.
    Start begin = std::move(start_);
    begin([h, home = Executor::current()] {
      if (home) home->post([h] { h.resume(); });
      else h.resume();
    });
  }
  void await_resume() const noexcept {}

 private:
  Start start_;
};

template <class Start>
Hop<Start> hop(Start start) {
  return Hop<Start>(std::move(start));
}

}  // namespace base
