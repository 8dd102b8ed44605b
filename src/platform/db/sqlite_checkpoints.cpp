#include "platform/db/sqlite_checkpoints.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "platform/base/log.hpp"

namespace db {

namespace {

constexpr auto between_tries = std::chrono::microseconds(200);
constexpr int tries = 250;  // 50 ms: for that long the writer may have to wait for a reader

// Asked often: a busy writer leaves the lock for moments only.
int busy(void*, int tried) {
  std::this_thread::sleep_for(between_tries);
  return tried < tries;
}

}  // namespace

SqliteCheckpoints::SqliteCheckpoints(const std::filesystem::path& file, Limits limits)
    : limits_(limits), connection_(file, SqliteConnection::Role::writer), thread_([this] { loop(); }) {
  sqlite3_busy_handler(connection_.handle(), busy, nullptr);
}

SqliteCheckpoints::~SqliteCheckpoints() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SqliteCheckpoints::watch(SqliteConnection& writer) {
  const auto hook = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteCheckpoints*>(self)->grown(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(writer.handle(), hook, this);
}

void SqliteCheckpoints::grown(int pages) {
  {
    const std::scoped_lock lock(mutex_);
    if (pages < copied_) copied_ = 0;  // the log has begun anew
    if (pages - copied_ < limits_.worth_it) return;
    pages_ = pages;
  }
  changed_.notify_one();
}

void SqliteCheckpoints::loop() {
  for (;;) {
    int pages = 0;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || pages_ > 0; });
      if (stopping_) return;
      pages = std::exchange(pages_, 0);
    }
    checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    if (pages >= limits_.too_long) checkpoint(SQLITE_CHECKPOINT_FULL);
  }
}

// What does not succeed, or not whole, is tried again when the log has grown further.
void SqliteCheckpoints::checkpoint(int mode) {
  int length = 0, copied = 0;
  const int done = sqlite3_wal_checkpoint_v2(connection_.handle(), "main", mode, &length, &copied);
  if (done != SQLITE_OK && (done & 0xff) != SQLITE_BUSY)
    base::log_warn("db.checkpoint_failed", {{"error", sqlite3_errmsg(connection_.handle())}});
  const std::scoped_lock lock(mutex_);
  copied_ = std::max(length, 0);
}

}  // namespace db
