// How fast the queue is: jobs drained a second, and how soon an urgent job starts behind a backlog. See bench/README.md.
//   bench_jobs FOLDER          SQLite, in a new file there
//   bench_jobs postgresql://…  PostgreSQL, in an empty database or schema
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <semaphore>
#include <string_view>
#include <thread>

#include "platform/base/log.hpp"
#include "platform/base/random.hpp"
#include "platform/db/migrations.hpp"
#include "platform/db/postgres.hpp"
#include "platform/db/sqlite.hpp"
#include "platform/jobs/jobs.hpp"

namespace {

using Steady = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int slots = 10;
constexpr int drained = 20'000;
constexpr int backlog = 50'000;
constexpr int urgent = 300;

struct Bench {
  db::Database& database;
  base::SystemClock clock = {};
  std::unique_ptr<bus::Bus> bus = bus::make_local_bus();

  void enqueue(jobs::Queue queue, int count, const char* kind) {
    const std::vector<jobs::NewJob> many(static_cast<std::size_t>(count), jobs::NewJob{.kind = kind, .queue = queue});
    database.write_now([&](db::Tx& tx) { jobs::enqueue_all(tx, clock.now(), many); });
  }
};

void drain(Bench& bench) {
  const auto began = Steady::now();
  bench.enqueue(jobs::Queue::medium, drained, "nothing");
  const Milliseconds filled = Steady::now() - began;
  std::atomic<int> left = drained;
  std::binary_semaphore empty{0};
  jobs::Runner runner(bench.database, *bench.bus, bench.clock, {.slots = slots});
  runner.handle("nothing", [&](jobs::Context&) -> jobs::Outcome {
    if (--left == 0) empty.release();
    return jobs::Done{};
  });
  const auto since = Steady::now();
  runner.start();
  empty.acquire();
  runner.stop();  // the last outcomes are written down then
  const Milliseconds took = Steady::now() - since;
  std::printf("drained %d jobs in %.0f ms: %.0f/s (enqueued in %.0f ms)\n", drained, took.count(), drained * 1000 / took.count(),
              filled.count());
}

// Urgent jobs, one after another at random moments, each in a transaction of its own, while the backlog is worked off.
void behind_backlog(Bench& bench, std::chrono::milliseconds low_takes, const char* words) {
  bench.enqueue(jobs::Queue::low, backlog, "low");
  std::atomic<Steady::time_point> started;
  std::binary_semaphore begun{0};
  std::atomic<int> low_done = 0;
  jobs::Runner runner(bench.database, *bench.bus, bench.clock, {.slots = slots});
  runner.handle("low", [&](jobs::Context& job) -> jobs::Outcome {
    for (const auto until = Steady::now() + low_takes; Steady::now() < until && !job.stop_requested();)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ++low_done;
    return jobs::Done{};
  });
  runner.handle("urgent", [&](jobs::Context&) -> jobs::Outcome {
    started = Steady::now();
    begun.release();
    return jobs::Done{};
  });
  runner.start();
  std::vector<double> waits;
  for (int i = 0; i < urgent; ++i) {
    std::this_thread::sleep_for(std::chrono::microseconds(base::random_below(10'000)));
    bench.database.write_now([&](db::Tx& tx) { jobs::enqueue(tx, bench.clock.now(), {.kind = "urgent", .queue = jobs::Queue::high}); });
    const auto committed = Steady::now();
    begun.acquire();
    waits.push_back(std::max(0.0, Milliseconds(started.load() - committed).count()));
  }
  runner.stop();
  std::ranges::sort(waits);
  std::printf("urgent behind %d low ones %s: p50 %.1f ms, p99 %.1f ms (%d low ones meanwhile)\n", backlog, words, waits[waits.size() / 2],
              waits[waits.size() * 99 / 100], low_done.load());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: bench_jobs FOLDER|postgresql://…\n"), 2;
  const std::string_view where = argv[1];
  const auto database =
      where.starts_with("postgres") ? db::open_postgres(argv[1]) : db::open_sqlite(std::filesystem::path(where) / "jobs.db");
  db::migrate(*database, db::embedded_migrations(database->engine()), base::SystemClock().now()).value();
  Bench bench{*database};
  for (int i = 0; i < 3; ++i) drain(bench);
  behind_backlog(bench, std::chrono::milliseconds(20), "of 20 ms");
  behind_backlog(bench, std::chrono::milliseconds(0), "that do nothing");
}
