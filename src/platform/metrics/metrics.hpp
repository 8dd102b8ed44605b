// Metrics of this process in the Prometheus text format. A handle is looked up once (by name and labels, at start or as a
// static) and kept; using it is a few atomic instructions and safe from any thread. Handles live as long as the process.
//   static const auto found = metrics::counter("search_hits_total", "Searches that found something.");
//   found.add();
// Label values come from a small fixed set, never from users.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace metrics {

using Labels = std::map<std::string, std::string>;

class Counter {
 public:
  explicit Counter(prometheus::Counter& inner) : inner_(&inner) {}
  void add(double by = 1) const;
  double value() const;

 private:
  prometheus::Counter* inner_;
};

class Gauge {
 public:
  explicit Gauge(prometheus::Gauge& inner) : inner_(&inner) {}
  void set(double value) const;
  void add(double by) const;
  double value() const;

 private:
  prometheus::Gauge* inner_;
};

class Histogram {
 public:
  explicit Histogram(prometheus::Histogram& inner) : inner_(&inner) {}
  void observe(double value) const;

 private:
  prometheus::Histogram* inner_;
};

// Asking again for the same name and labels gives the same metric. A name keeps its kind, and a histogram its buckets.
Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
Gauge gauge(const std::string& name, const std::string& help, const Labels& labels = {});
Histogram histogram(const std::string& name, const std::string& help, const Labels& labels = {}, const std::vector<double>& buckets = {});

// Upper bounds in seconds, from half a millisecond to 30 s: used when no buckets are given.
const std::vector<double>& latency_buckets();

// Everything, with this process's memory, CPU time, open files and start time. For GET /metrics, as text/plain; version=0.0.4.
std::string expose();

}  // namespace metrics
