// Wake-up: what is enqueued here is told on the bus after the commit, so that runners need not wait for their next poll.
// enqueue() knows only its transaction; so each Runner, started or not, lends its bus to the process.
#pragma once
#include <string_view>

#include "platform/bus/bus.hpp"
#include "platform/db/tx.hpp"

namespace jobs {

inline constexpr std::string_view topic = "jobs";
inline constexpr std::string_view cancel_message = "cancel";
inline constexpr std::string_view high_message = "high";  // an urgent job; any other message: there may be something to claim

class LentBus {
 public:
  explicit LentBus(bus::Bus& bus);
  ~LentBus();
  LentBus(const LentBus&) = delete;
  LentBus& operator=(const LentBus&) = delete;

 private:
  bus::Bus& bus_;
};

void wake_after_commit(db::Tx& tx, std::string_view message = {});

}  // namespace jobs
