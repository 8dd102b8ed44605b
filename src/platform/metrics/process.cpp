#include "platform/metrics/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace metrics {

namespace {

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

double now() { return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count(); }

const double start_time = now();

}  // namespace

ProcessUsage process_usage() {
  ProcessUsage usage;
  double pages = 0;
  std::ifstream statm("/proc/self/statm");
  if (statm >> pages >> pages) usage.resident_bytes = pages * static_cast<double>(sysconf(_SC_PAGESIZE));
  rusage times{};
  if (getrusage(RUSAGE_SELF, &times) == 0) usage.cpu_seconds = seconds(times.ru_utime) + seconds(times.ru_stime);
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  if (!error) usage.open_files = static_cast<double>(std::distance(begin(files), end(files)));
  usage.started = start_time;
  return usage;
}

}  // namespace metrics
