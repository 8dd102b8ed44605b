// Database: transactions over SQLite or PostgreSQL with one SQL text for both.
//   co_await database.read([&](db::Tx& tx) { return artists::by_slug(tx, slug); });
//   co_await database.write([&](db::Tx& tx) { return follows::follow(tx, user, artist); });
// The lambda runs inside one transaction, so no transaction ever spans a suspension. A write whose lambda returns an error
// Result, or throws, leaves no trace. A write is answered after its commit; what it answered survives kill -9.
// Lambdas may run more than once (a lost connection, a serialisation conflict): no side effects but through the Tx.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <type_traits>

#include "platform/base/task.hpp"
#include "platform/db/tx.hpp"

namespace db {

class Database {
 public:
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  template <class F>
  base::Task<std::invoke_result_t<F, Tx&>> read(F work) {
    return run(std::move(work), Access::read);
  }
  template <class F>
  base::Task<std::invoke_result_t<F, Tx&>> write(F work) {
    return run(std::move(work), Access::write);
  }

  // The same, blocking: for worker threads, the command line and tests; never on an event loop.
  template <class F>
  std::invoke_result_t<F, Tx&> read_now(F work) {
    return run_now(std::move(work), Access::read);
  }
  template <class F>
  std::invoke_result_t<F, Tx&> write_now(F work) {
    return run_now(std::move(work), Access::write);
  }

 protected:
  enum class Access { read, write };
  // What a transaction does: true commits, false rolls back.
  using Work = std::function<bool(Tx&)>;

  // Runs the work (at once on this thread, or elsewhere) and calls done exactly once after commit or failure.
  virtual void submit(Access access, Work work, std::function<void(std::exception_ptr)> done) = 0;
  // True when reads run on the calling thread: then no hop is needed.
  virtual bool reads_inline() const = 0;
  virtual void execute(Access access, const Work& work) = 0;  // blocking

 private:
  template <class F>
  static auto keeping(F& work, std::optional<std::invoke_result_t<F, Tx&>>& out) {
    return [&](Tx& tx) {
      out.emplace(work(tx));
      if constexpr (base::is_result<std::invoke_result_t<F, Tx&>>) return out->has_value();
      else return true;
    };
  }
  template <class F>
  base::Task<std::invoke_result_t<F, Tx&>> run(F work, Access access);
  template <class F>
  std::invoke_result_t<F, Tx&> run_now(F work, Access access);
};

template <class F>
base::Task<std::invoke_result_t<F, Tx&>> Database::run(F work, Access access) {
  if constexpr (std::is_void_v<std::invoke_result_t<F, Tx&>>) {
    auto unit = [&work](Tx& tx) {
      work(tx);
      return true;
    };
    co_await run(unit, access);
  } else {
    std::optional<std::invoke_result_t<F, Tx&>> out;
    Work kept = keeping(work, out);
    if (access == Access::read && reads_inline()) {
      execute(access, kept);
    } else {
      std::exception_ptr failure;
      auto begin = [&](auto resume) {
        submit(access, std::move(kept), [&failure, resume](std::exception_ptr e) {
          failure = e;
          resume();
        });
      };
      co_await base::hop(begin);
      if (failure) std::rethrow_exception(failure);
    }
    co_return std::move(*out);
  }
}

template <class F>
std::invoke_result_t<F, Tx&> Database::run_now(F work, Access access) {
  if constexpr (std::is_void_v<std::invoke_result_t<F, Tx&>>) {
    execute(access, [&](Tx& tx) {
      work(tx);
      return true;
    });
  } else {
    std::optional<std::invoke_result_t<F, Tx&>> out;
    execute(access, keeping(work, out));
    return std::move(*out);
  }
}

}  // namespace db
