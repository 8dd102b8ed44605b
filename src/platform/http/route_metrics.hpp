// What is counted of every answer: http_requests_total{method,route,status} and http_request_seconds{route}.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "platform/http/message.hpp"
#include "platform/metrics/metrics.hpp"

namespace http {

class RouteMetrics {
 public:
  RouteMetrics(Method method, const std::string& pattern);
  void note(int status, std::chrono::steady_clock::duration took) const;

 private:
  metrics::Histogram seconds_;
  std::vector<metrics::Counter> by_class_;  // 1xx … 5xx
};

}  // namespace http
