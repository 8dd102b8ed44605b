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

  void loop(Connection connection);
  void work_through(Connection& connection, const Waiting& waiting);
  Told attempt(Connection& connection, const Waiting& waiting);
  bool pause(std::chrono::milliseconds time);
  bool given_up();

  const std::string url_;
  const PostgresLimits limits_;
  std::mutex mutex_;
  std::condition_variable arrived_, taken_, stopped_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::optional<std::chrono::steady_clock::time_point> lost_since_;  // since when no connection could be had
  std::vector<std::thread> threads_;
};

}  // namespace db
