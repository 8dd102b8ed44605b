#include "imports/spans.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace imports {

using std::chrono::days;

namespace {

constexpr base::Duration shortest = days(1);
constexpr base::Duration first_cut = days(90);
constexpr base::Duration farthest = days(3650);

boost::json::value edge(const std::optional<base::Time>& time) {
  return time ? boost::json::value(base::to_millis(*time)) : boost::json::value();
}

std::optional<base::Time> edge(const boost::json::value& value) {
  return value.is_int64() ? std::optional(base::from_millis(value.get_int64())) : std::nullopt;
}

}  // namespace

std::optional<std::pair<Span, Span>> halves(const Span& span, base::Time now) {
  base::Time cut = now + first_cut;
  if (span.from && span.to) {
    if (*span.to - *span.from <= shortest) return std::nullopt;
    cut = *span.from + (*span.to - *span.from) / 2;
  } else if (span.from) {
    if (*span.from - now >= farthest) return std::nullopt;
    cut = *span.from + std::max<base::Duration>(*span.from - now, first_cut);  // twice as far each time
  } else if (span.to) {
    // What is over is not listed, so an open beginning is today.
    if (*span.to - now <= shortest) return std::nullopt;
    cut = now + (*span.to - now) / 2;
  }
  return std::pair{Span{span.from, cut}, Span{cut, span.to}};
}

boost::json::array to_json(const std::vector<Span>& spans) {
  boost::json::array list;
  for (const Span& span : spans) list.push_back(boost::json::array{edge(span.from), edge(span.to)});
  return list;
}

std::vector<Span> read_spans(const boost::json::array* list) {
  std::vector<Span> spans;
  if (!list) return spans;
  for (const auto& pair : *list)
    if (pair.is_array() && pair.get_array().size() == 2) spans.push_back({edge(pair.get_array()[0]), edge(pair.get_array()[1])});
  return spans;
}

}  // namespace imports
