#include "platform/db/sqlite.hpp"

#include <mutex>
#include <stdexcept>
#include <vector>

#include "platform/db/sqlite_writer.hpp"

namespace db {

namespace {

using Reader = std::unique_ptr<SqliteConnection>;

// As many connections as there were reads at once; the last one used is taken first, its caches are warm.
class Readers {
 public:
  explicit Readers(std::filesystem::path file) : file_(std::move(file)) {}
  Reader take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Reader taken = std::move(idle_.back());
        idle_.pop_back();
        return taken;
      }
    }
    return std::make_unique<SqliteConnection>(file_, SqliteConnection::Role::reader);
  }
  void give_back(Reader reader) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(reader));
  }

 private:
  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<Reader> idle_;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const std::filesystem::path& file) : writer_(file), readers_(file) {}
  Engine engine() const override { return Engine::sqlite; }

 protected:
  bool reads_inline() const override { return true; }

  void submit(Access access, Work work, std::function<void(std::exception_ptr)> done) override {
    refuse_nested();
    if (access == Access::write) return writer_.submit({std::move(work), std::move(done)});
    std::exception_ptr failure;
    try {
      read(work);
    } catch (...) { failure = std::current_exception(); }
    done(failure);
  }

  void execute(Access access, const Work& work) override {
    refuse_nested();
    if (access == Access::write) writer_.run(work);
    else read(work);
  }

 private:
  void read(const Work& work) {
    Reader reader = readers_.take();
    reader->step("begin");
    SqliteTx tx(*reader);
    // A connection whose transaction did not end well is closed, not given back.
    std::exception_ptr failure;
    try {
      tx.perform(work);
    } catch (...) { failure = std::current_exception(); }
    if (reader->in_transaction()) reader->step("commit");
    readers_.give_back(std::move(reader));
    if (failure) std::rethrow_exception(failure);
    tell(tx.take_told());
  }

  SqliteWriter writer_;  // first: it makes the file and its WAL
  Readers readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::filesystem::path& file) {
  if (file.empty() || file == ":memory:") throw std::logic_error("open_sqlite: several connections share the data, so it must be a file");
  return std::make_unique<SqliteDatabase>(file);
}

}  // namespace db
