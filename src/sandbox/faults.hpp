// Faults on demand: what POST /control/faults asks for, until it is used up or cleared.
#pragma once
#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/result.hpp"

namespace sandbox {

enum class FaultKind {
  latency,      // answer late
  rate,         // 429 of the short kind
  quota,        // 429 of the long kind
  error,        // a 5xx
  cut,          // close the connection half-way through the body
  broken_json,  // 200, but not JSON
  truncated,    // 200, the JSON ends half-way
  forbidden,    // as if the key or the endpoint had been withdrawn
  revoked,      // as if a listener had taken their consent back: Spotify's tokens are dead
};

struct Fault {
  int id = 0;
  std::string service;  // "spotify", "spotify-accounts", "ticketmaster", "setlistfm"; empty: each
  std::string path;     // prefix behind the service's own, "/artists/"; empty: all
  FaultKind kind = FaultKind::error;
  base::Duration latency{0};
  int status = 503;
  int retry_after = 0;  // seconds; 0: the service's usual
  int left = -1;        // calls still to be hit; -1: until cleared
};

class Faults {
 public:
  // {"service"?, "path"?, "kind", "count"?, "latency_ms"?, "status"?, "retry_after"?}. Errors: sandbox.bad_fault.
  base::Result<Fault> add(const boost::json::value& wish);
  void clear() { faults_.clear(); }
  // Those that hit this call; each counts as used.
  std::vector<Fault> take(std::string_view service, std::string_view path);
  boost::json::array list() const;

 private:
  std::vector<Fault> faults_;
  int last_id_ = 0;
};

boost::json::object to_json(const Fault& fault);

}  // namespace sandbox
