// What this process uses, as Linux tells it.
#pragma once

namespace metrics {

struct ProcessUsage {
  double resident_bytes = 0;
  double cpu_seconds = 0;
  double open_files = 0;
  double started = 0;  // seconds since 1970
};
ProcessUsage process_usage();

}  // namespace metrics
