#include "platform/jobs/detail/priority.hpp"

#include <algorithm>

namespace jobs {
namespace {

constexpr unsigned turns_for_aged = 4;
constexpr std::array<base::Duration, queue_count> patience = {base::Duration::max(), std::chrono::minutes(1), std::chrono::minutes(5)};

std::optional<Queue> most_overdue(const Heads& heads, base::Time now) {
  std::optional<Queue> found;
  base::Duration longest{0};
  for (Queue queue : {Queue::medium, Queue::low}) {
    const auto index = static_cast<std::size_t>(queue);
    if (!heads[index]) continue;
    const base::Duration over = now - *heads[index] - patience[index];
    if (over > longest) {
      longest = over;
      found = queue;
    }
  }
  return found;
}

}  // namespace

std::vector<Pick> Turns::next(const Heads& heads, base::Time now, Room room) const {
  std::vector<Pick> picks;
  if (room.all <= 0) return picks;
  if (const auto aged = most_overdue(heads, now); aged && room.others > 0) {
    const unsigned before_aged = turns_for_aged - 1 - turn_ % turns_for_aged;
    const int count = (room.all - static_cast<int>(before_aged) + static_cast<int>(turns_for_aged) - 1) / static_cast<int>(turns_for_aged);
    if (count > 0) picks.push_back({*aged, std::min(count, room.others), true});
  }
  for (Queue queue : {Queue::high, Queue::medium, Queue::low}) {
    const auto& head = heads[static_cast<std::size_t>(queue)];
    const int most = queue == Queue::high ? room.all : room.others;
    if (head && *head <= now && most > 0) picks.push_back({queue, most});
  }
  return picks;
}

void Turns::took(int jobs, Room room) {
  // With no room for others it is nobody's turn: the fourth is not lost.
  if (room.others > 0) turn_ += static_cast<unsigned>(jobs);
}

}  // namespace jobs
