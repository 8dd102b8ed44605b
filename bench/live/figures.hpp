// What is measured: times, and what the server's process uses.
#pragma once
#include <boost/json.hpp>
#include <chrono>
#include <vector>

namespace load {

using Milliseconds = std::chrono::duration<float, std::milli>;

class Times {
 public:
  void add(Milliseconds took) { all_.push_back(took.count()); }
  boost::json::object figures();  // count, p50, p99, most

 private:
  std::vector<float> all_;
};

// CPU seconds of a process since it began, and the memory it has now.
struct Use {
  double user = 0, system = 0;
  double resident_kb = 0;
};
Use use_of(int process);
// Cores used on average between two looks.
boost::json::object cores(const Use& before, const Use& after, double seconds);

}  // namespace load
