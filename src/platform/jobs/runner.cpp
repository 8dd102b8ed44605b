#include <boost/json.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/base/log.hpp"
#include "platform/jobs/detail/dispatcher.hpp"
#include "platform/jobs/detail/express.hpp"
#include "platform/jobs/detail/wake.hpp"
#include "platform/jobs/jobs.hpp"

namespace jobs {

// One thread for each slot runs handlers, one dispatches, one claims what is urgent, one keeps the lease.
struct Runner::Impl {
  Impl(db::Database& database, bus::Bus& b, const base::Clock& clock, const RunnerOptions& options)
      : lent(b), bus(b), process(database, clock, options), dispatcher(process), express(process) {}

  void run_handlers() {
    while (const auto run = process.board.next()) process.board.end(run, execute(process, *run));
  }

  void keep_lease(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      base::Duration pause = process.options.lease / 4;
      try {
        const bool first = process.lease.worker() == 0;
        process.lease.beat();
        if (first) process.board.tell();
      } catch (const std::exception& error) {
        base::log_error("jobs.heartbeat", {{"error", error.what()}});
        pause = process.options.lease / 10;
      }
      stopped.wait_for(lock, stop, pause, [] { return false; });
    }
  }

  void wake(std::string_view message) {
    if (message == high_message) return express.tell();
    if (message == cancel_message) process.cancels = true;
    process.board.tell();
  }

  LentBus lent;
  bus::Bus& bus;
  Process process;
  Dispatcher dispatcher;
  Express express;
  std::unique_ptr<bus::Bus::Subscription> wake_ups;
  std::vector<std::thread> handlers;
  std::thread dispatching;
  std::jthread urgent;
  std::jthread heartbeat;
};

Runner::Runner(db::Database& database, bus::Bus& bus, const base::Clock& clock, RunnerOptions options)
    : impl_(std::make_unique<Impl>(database, bus, clock, options)) {}

Runner::~Runner() { stop(); }

void Runner::handle(std::string kind, Handler handler, OnDead on_dead) {
  Process& process = impl_->process;
  process.counters.add_kind(kind);
  process.kinds.insert_or_assign(std::move(kind), Kind{std::move(handler), std::move(on_dead)});
  boost::json::array names;
  for (const auto& [name, unused] : process.kinds) names.emplace_back(name);
  process.kind_list = boost::json::serialize(names);
}

base::Result<void> Runner::schedule(std::string name, const std::string& cron_line, std::string zone, NewJob job) {
  return impl_->process.schedules.add(std::move(name), cron_line, std::move(zone), std::move(job));
}

void Runner::start() {
  Impl& impl = *impl_;
  impl.wake_ups = impl.bus.subscribe(std::string(topic), [&impl](std::string_view, std::string_view message) { impl.wake(message); });
  impl.heartbeat = std::jthread([&impl](const std::stop_token& stop) { impl.keep_lease(stop); });
  impl.dispatching = std::thread([&impl] { impl.dispatcher.run(); });
  impl.urgent = std::jthread([&impl](const std::stop_token& stop) { impl.express.run(stop); });
  for (int i = 0; i < std::max(impl.process.options.slots, 1); ++i) impl.handlers.emplace_back([&impl] { impl.run_handlers(); });
}

void Runner::stop() {
  Impl& impl = *impl_;
  impl.process.stopping = true;
  if (!impl.dispatching.joinable()) return;
  impl.wake_ups.reset();
  impl.urgent.request_stop();
  impl.urgent.join();
  impl.process.board.close();
  for (std::thread& handler : impl.handlers) handler.join();
  impl.dispatcher.finish();
  impl.dispatching.join();
  impl.heartbeat.request_stop();
  impl.heartbeat.join();
  try {
    impl.process.lease.leave();
  } catch (const std::exception& error) { base::log_warn("jobs.leave", {{"error", error.what()}}); }
}

int Runner::run_due() { return impl_->dispatcher.run_due(); }

void Runner::tell_owner(db::Tx& tx, std::string_view kind, std::string_view payload, const std::string& code,
                        const std::string& message) const {
  jobs::tell_owner(impl_->process.kinds, tx, kind, payload, code, message);
}

}  // namespace jobs
