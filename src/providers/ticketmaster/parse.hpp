// JSON from Ticketmaster into values. Never throws on input. Errors: json.too_large, json.malformed, ticketmaster.unexpected
// (well-formed, but not what was asked for: also a list without its `page`, which must never pass for "no events").
#pragma once
#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "providers/ticketmaster/ticketmaster.hpp"

namespace ticketmaster {

// Leaves out test events and those whose primary classification is another segment than music; events without one stay.
base::Result<Page<Event>> parse_events(std::string_view json);
base::Result<Page<Attraction>> parse_attractions(std::string_view json);
base::Result<Page<Venue>> parse_venues(std::string_view json);

base::Result<Event> parse_event(std::string_view json);
base::Result<Attraction> parse_attraction(std::string_view json);
base::Result<Venue> parse_venue(std::string_view json);

// Either error shape: `errors[]` from the API, `fault` from the gateway. The text may repeat the API key: redact before use.
struct ErrorBody {
  std::string code;  // "DIS1004", "policies.ratelimit.QuotaViolation"
  std::string detail;
};
ErrorBody parse_error(std::string_view json);

}  // namespace ticketmaster
