#include "platform/jobs/detail/express.hpp"

#include "platform/base/log.hpp"

namespace jobs {

void Express::tell() {
  const std::scoped_lock lock(mutex_);
  told_ = true;
  told_of_one_.notify_one();
}

void Express::run(const std::stop_token& stop) {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (!told_of_one_.wait(lock, stop, [this] { return std::exchange(told_, false); })) return;
    }
    bool claimed = false;
    try {
      claimed = claim_urgent();
    } catch (const std::exception& error) { base::log_warn("jobs.express", {{"error", error.what()}}); }
    if (!claimed) process_.board.tell();
  }
}

bool Express::claim_urgent() {
  const WorkerId worker = process_.lease.worker();
  const int room = process_.lease.holds(worker) ? process_.board.room().all : 0;
  if (room == 0) return false;
  const base::Time now = process_.clock.now();
  const auto claim = [&](db::Tx& tx) {
    const auto head = look(tx, process_.kind_list)[static_cast<std::size_t>(Queue::high)];
    return head && *head <= now ? claim_from(tx, now, process_.kind_list, worker, {Queue::high, room}) : std::vector<Claimed>{};
  };
  const std::scoped_lock lock(process_.express_claims);
  auto claimed = process_.database.write_now(claim);
  const bool any = !claimed.empty();
  process_.board.put(std::move(claimed));
  return any;
}

}  // namespace jobs
