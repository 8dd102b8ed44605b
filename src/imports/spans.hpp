// Spans of time to ask for when a list holds more than its service lets anybody page through: Ticketmaster shows the first 1,200
// events of a list, so a longer one is asked for in parts (providers' fact sheet, "deep paging"). Private to imports.
#pragma once
#include <boost/json/array.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "platform/base/clock.hpp"

namespace imports {

// Both edges count, as at the service; an end that is missing is open.
struct Span {
  std::optional<base::Time> from = {};
  std::optional<base::Time> to = {};

  bool operator==(const Span&) const = default;
};

// Two spans that together hold whatever this one does, cut where it is likely to be even: upcoming events grow fewer with the
// distance from now. Nothing when it cannot be shorter: a single day, or what lies beyond ten years.
std::optional<std::pair<Span, Span>> halves(const Span& span, base::Time now);

// As a cursor keeps them: [[from, to], …] in epoch milliseconds, null for an open end. What is malformed is left out.
boost::json::array to_json(const std::vector<Span>& spans);
std::vector<Span> read_spans(const boost::json::array* list);

}  // namespace imports
