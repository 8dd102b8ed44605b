#include "platform/jobs/detail/wake.hpp"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace jobs {
namespace {

struct Lent {
  std::shared_mutex mutex;  // shared while publishing: a bus is not given back in the middle of a message
  std::vector<bus::Bus*> buses;
};

Lent& lent() {
  static Lent all;
  return all;
}

}  // namespace

LentBus::LentBus(bus::Bus& bus) : bus_(bus) {
  std::unique_lock lock(lent().mutex);
  lent().buses.push_back(&bus_);
}

LentBus::~LentBus() {
  std::unique_lock lock(lent().mutex);
  lent().buses.erase(std::ranges::find(lent().buses, &bus_));
}

void wake_after_commit(db::Tx& tx, std::string_view message) {
  tx.after_commit([message = std::string(message)] {
    std::shared_lock lock(lent().mutex);
    const auto& buses = lent().buses;
    for (auto bus = buses.begin(); bus != buses.end(); ++bus)
      if (std::find(buses.begin(), bus, *bus) == bus) (*bus)->publish(topic, message);
  });
}

}  // namespace jobs
