// Threads with one connection each, fed from one bounded queue. Private to this folder.
#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/db/pg_tx.hpp"

namespace db {

class PgPool {
 public:
  // Connects once. Errors: base::ErrorException db.unavailable.
  PgPool(std::string url, PostgresLimits limits);
  ~PgPool();  // after everything that was submitted is done
  PgPool(const PgPool&) = delete;
  PgPool& operator=(const PgPool&) = delete;

  // Errors: base::ErrorException db.busy when too much waits.
  void submit(Order order, PgTx::Mode mode);
  void run(const Work& work, PgTx::Mode mode);  // blocking, also for room in the queue

 private:
  using Connection = std::optional<PgConnection>;
  using Told = std::vector<std::function<void()>>;
  struct Waiting {
    Order order;
    PgTx::Mode mode;
  };

  struct Idle {  // lives while its thread sleeps
    std::condition_variable wake;
    bool woken = false;
  };

  void loop(Connection connection);
  std::optional<Waiting> next();
  void queue(Waiting waiting);  // with the lock held
  static void wake(Idle& idle);
  void work_through(Connection& connection, const Waiting& waiting);
  Told attempt(Connection& connection, const Waiting& waiting);
  bool pause(std::chrono::milliseconds time);
  bool given_up();

  const std::string url_;
  const PostgresLimits limits_;
  std::mutex mutex_;
  std::condition_variable taken_, stopped_;
  std::deque<Waiting> waiting_;
  // Who fell asleep last is woken first: its connection has the statements prepared and the server's caches warm, and a pool that has
  // little to do opens few connections.
  std::vector<Idle*> idle_;
  bool stopping_ = false;
  std::optional<std::chrono::steady_clock::time_point> lost_since_;  // since when no connection could be had
  std::vector<std::thread> threads_;
};

}  // namespace db
