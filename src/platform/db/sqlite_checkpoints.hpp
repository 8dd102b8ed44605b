// The one thread that copies a SQLite file's write-ahead log into the database (https://www.sqlite.org/wal.html, "Checkpointing"), so that
// no writer pays for it: it takes two waits for the disk and many small writes. Private to this folder.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/db/sqlite_connection.hpp"

namespace db {

class SqliteCheckpoints {
 public:
  struct Limits {          // pages of the log
    int worth_it = 1'000;  // as SQLite has it
    // Beside a writer that never rests the log never comes to its end, where it begins anew. From here on the writer waits for the last
    // pages: shortly, nearly all were copied just before. A reader who still looks at an older state of the data prevents it.
    int too_long = 16'000;
  };
  SqliteCheckpoints(const std::filesystem::path& file, Limits limits);
  ~SqliteCheckpoints();  // after the one under way
  SqliteCheckpoints(const SqliteCheckpoints&) = delete;
  SqliteCheckpoints& operator=(const SqliteCheckpoints&) = delete;

  // After every commit of this connection the length of the log is looked at here, no longer by SQLite on the connection's own thread.
  void watch(SqliteConnection& writer);

 private:
  void grown(int pages);
  void loop();
  void checkpoint(int mode);

  const Limits limits_;
  SqliteConnection connection_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int pages_ = 0;   // of the log, when it is to be looked at
  int copied_ = 0;  // of these, or tried to
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace db
