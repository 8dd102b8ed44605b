#include "platform/metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "platform/metrics/process.hpp"

namespace metrics {

namespace {

// Never destroyed: handles are used until the last thread ends.
prometheus::Registry& registry() {
  static auto* instance = new prometheus::Registry;
  return *instance;
}

}  // namespace

void Counter::add(double by) const { inner_->Increment(by); }
double Counter::value() const { return inner_->Value(); }
void Gauge::set(double value) const { inner_->Set(value); }
void Gauge::add(double by) const { inner_->Increment(by); }
double Gauge::value() const { return inner_->Value(); }
void Histogram::observe(double value) const { inner_->Observe(value); }

Counter counter(const std::string& name, const std::string& help, const Labels& labels) {
  return Counter(prometheus::BuildCounter().Name(name).Help(help).Register(registry()).Add(labels));
}

Gauge gauge(const std::string& name, const std::string& help, const Labels& labels) {
  return Gauge(prometheus::BuildGauge().Name(name).Help(help).Register(registry()).Add(labels));
}

Histogram histogram(const std::string& name, const std::string& help, const Labels& labels, const std::vector<double>& buckets) {
  auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry());
  return Histogram(family.Add(labels, buckets.empty() ? latency_buckets() : buckets));
}

const std::vector<double>& latency_buckets() {
  static const std::vector<double> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
  return bounds;
}

std::string expose() {
  const auto usage = process_usage();
  gauge("process_resident_memory_bytes", "Memory of this process that is in RAM.").set(usage.resident_bytes);
  gauge("process_cpu_seconds", "CPU time used by this process, user and system.").set(usage.cpu_seconds);
  gauge("process_open_fds", "Open files and sockets.").set(usage.open_files);
  gauge("process_start_time_seconds", "Start of this process, seconds since 1970.").set(usage.started);
  return prometheus::TextSerializer().Serialize(registry().Collect());
}

}  // namespace metrics
