#include "platform/http/route_metrics.hpp"

#include <algorithm>

namespace http {

RouteMetrics::RouteMetrics(Method method, const std::string& pattern)
    : seconds_(metrics::histogram("http_request_seconds", "Time from the request to its answer, by route.", {{"route", pattern}})) {
  for (int c = 1; c <= 5; ++c)
    by_class_.push_back(
        metrics::counter("http_requests_total", "Answered requests by method, route and class of status.",
                         {{"method", std::string(name_of(method))}, {"route", pattern}, {"status", std::to_string(c) + "xx"}}));
}

void RouteMetrics::note(int status, std::chrono::steady_clock::duration took) const {
  by_class_[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)].add();
  seconds_.observe(std::chrono::duration<double>(took).count());
}

}  // namespace http
