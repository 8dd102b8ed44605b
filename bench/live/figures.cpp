#include "figures.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace load {

boost::json::object Times::figures() {
  if (all_.empty()) return {{"count", 0}};
  std::ranges::sort(all_);
  const auto at = [&](double share) { return all_[static_cast<std::size_t>(share * static_cast<double>(all_.size() - 1))]; };
  return {{"count", all_.size()}, {"p50", at(0.5)}, {"p99", at(0.99)}, {"most", all_.back()}};
}

Use use_of(int process) {
  const auto folder = "/proc/" + std::to_string(process);
  std::ifstream file(folder + "/stat");
  std::string line;
  std::getline(file, line);
  // The name before it may hold blanks; times are the 14th and 15th field, the resident pages the 24th.
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string field;
  Use use;
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  for (int i = 3; fields >> field && i <= 24; ++i) {
    if (i == 14) use.user = std::stod(field) / ticks;
    if (i == 15) use.system = std::stod(field) / ticks;
    if (i == 24) use.resident_kb = std::stod(field) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
  }
  return use;
}

boost::json::object cores(const Use& before, const Use& after, double seconds) {
  const auto user = (after.user - before.user) / seconds, system = (after.system - before.system) / seconds;
  return {{"all", user + system}, {"user", user}, {"system", system}};
}

}  // namespace load
