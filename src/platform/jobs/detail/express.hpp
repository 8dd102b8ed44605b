// The express lane: claims urgent jobs the moment they are told of, while the dispatcher may be in the middle of a round of others.
// Only a short cut: what it cannot claim, the dispatcher finds.
#pragma once
#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "platform/jobs/detail/process.hpp"

namespace jobs {

class Express {
 public:
  explicit Express(Process& process) : process_(process) {}
  void run(const std::stop_token& stop);
  void tell();  // an urgent job was enqueued

 private:
  bool claim_urgent();  // whether there was one

  Process& process_;
  std::mutex mutex_;
  std::condition_variable_any told_of_one_;
  bool told_ = false;
};

}  // namespace jobs
