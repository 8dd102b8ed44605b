#include "sandbox/faults.hpp"

#include <algorithm>
#include <iterator>
#include <span>

#include "platform/base/json.hpp"

namespace sandbox {

namespace {

namespace json = boost::json;

constexpr std::string_view kinds[] = {"latency", "rate", "quota", "error", "cut", "broken_json", "truncated", "forbidden", "revoked"};
constexpr std::string_view services[] = {"", "spotify", "spotify-accounts", "ticketmaster", "setlistfm"};
constexpr std::string_view members[] = {"service", "path", "kind", "count", "latency_ms", "status", "retry_after"};
constexpr std::size_t most_faults = 100;

base::Error bad(std::string message) { return base::invalid("sandbox.bad_fault", std::move(message)); }

bool contains(std::span<const std::string_view> words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

}  // namespace

base::Result<Fault> Faults::add(const json::value& wish) {
  if (!wish.is_object()) return bad("A fault is a JSON object with at least a \"kind\".");
  for (const auto& [key, value] : wish.get_object())
    if (!contains(members, key)) return bad("\"" + std::string(key) + "\" is not a member of a fault.");
  const auto kind = std::ranges::find(kinds, base::string_at(wish, "kind").value_or(""));
  if (kind == std::end(kinds))
    return bad("\"kind\" must be latency, rate, quota, error, cut, broken_json, truncated, forbidden or revoked.");

  Fault fault;
  fault.kind = static_cast<FaultKind>(kind - std::begin(kinds));
  fault.service = base::string_at(wish, "service").value_or("");
  fault.path = base::string_at(wish, "path").value_or("");
  if (!contains(services, fault.service))
    return bad("\"service\" must be spotify, spotify-accounts, ticketmaster or setlistfm, or absent for all.");
  const auto count = base::int_at(wish, "count").value_or(-1), latency = base::int_at(wish, "latency_ms").value_or(0),
             status = base::int_at(wish, "status").value_or(503), retry = base::int_at(wish, "retry_after").value_or(0);
  if (count != -1 && (count < 1 || count > 1'000'000)) return bad("\"count\" must be 1 to 1,000,000, or absent to last until cleared.");
  if (latency < 0 || latency > 600'000 || (fault.kind == FaultKind::latency && latency == 0))
    return bad("\"latency_ms\" must be 1 to 600,000.");
  if (status < 500 || status > 599) return bad("\"status\" must be 500 to 599.");
  if (retry < 0 || retry > 86'400) return bad("\"retry_after\" must be 0 to 86,400 seconds.");
  if (faults_.size() == most_faults) return bad("There are 100 faults already; clear them first.");
  fault.left = static_cast<int>(count);
  fault.latency = base::Duration{latency};
  fault.status = static_cast<int>(status);
  fault.retry_after = static_cast<int>(retry);
  fault.id = ++last_id_;
  faults_.push_back(fault);
  return fault;
}

std::vector<Fault> Faults::take(std::string_view service, std::string_view path) {
  std::vector<Fault> hits;
  for (auto& fault : faults_) {
    if ((!fault.service.empty() && fault.service != service) || !path.starts_with(fault.path)) continue;
    // One failure a call is enough; the next waits for its turn. Latencies add up.
    const bool failed = std::ranges::any_of(hits, [](const Fault& f) { return f.kind != FaultKind::latency; });
    if (failed && fault.kind != FaultKind::latency) continue;
    hits.push_back(fault);
    if (fault.left > 0) --fault.left;
  }
  std::erase_if(faults_, [](const Fault& fault) { return fault.left == 0; });
  return hits;
}

json::array Faults::list() const {
  json::array all;
  for (const auto& fault : faults_) all.push_back(to_json(fault));
  return all;
}

json::object to_json(const Fault& fault) {
  json::object made{
      {"id", fault.id}, {"service", fault.service}, {"path", fault.path}, {"kind", kinds[static_cast<std::size_t>(fault.kind)]}};
  if (fault.latency.count() > 0) made["latency_ms"] = fault.latency.count();
  if (fault.kind == FaultKind::error) made["status"] = fault.status;
  if (fault.retry_after > 0) made["retry_after"] = fault.retry_after;
  if (fault.left >= 0) made["count"] = fault.left;
  return made;
}

}  // namespace sandbox
