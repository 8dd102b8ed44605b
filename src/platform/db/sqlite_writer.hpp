// The one thread that writes to a SQLite file. It takes everything that waits into one transaction, a savepoint each, and
// answers after the commit: many small writes cost one commit. Private to this folder.
#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "platform/db/sqlite_checkpoints.hpp"

namespace db {

class SqliteWriter {
 public:
  explicit SqliteWriter(const std::filesystem::path& file);
  ~SqliteWriter();  // after everything that was submitted is done
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  // Errors: base::ErrorException db.busy when too much waits.
  void submit(Order order);
  void run(const Work& work);  // blocking

 private:
  struct Outcome {
    bool kept = false;
    std::exception_ptr failure;
    std::vector<std::function<void()>> told;
  };

  void loop();
  void run_group(std::vector<Order>& group);
  bool try_group(std::vector<Order>& group, std::vector<Outcome>& outcomes);
  Outcome run_in_savepoint(const Work& work);
  void roll_back() noexcept;

  SqliteConnection connection_;
  SqliteCheckpoints checkpoints_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Order> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace db
