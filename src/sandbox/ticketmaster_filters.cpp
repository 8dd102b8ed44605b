#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "platform/base/dates.hpp"
#include "sandbox/matching.hpp"
#include "sandbox/ticketmaster_api.hpp"

namespace sandbox {

namespace {

bool listed(std::string_view ids, std::string_view id) {
  while (!ids.empty()) {
    const auto comma = ids.find(',');
    if (ids.substr(0, comma) == id) return true;
    ids = comma == std::string_view::npos ? std::string_view{} : ids.substr(comma + 1);
  }
  return false;
}

struct Place {
  double latitude, longitude, kilometres;
};

std::optional<double> real(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

double kilometres_between(const Place& from, const Hall& hall) {
  constexpr double radian = std::numbers::pi / 180;
  const double a = std::pow(std::sin((hall.latitude - from.latitude) * radian / 2), 2) +
                   std::cos(from.latitude * radian) * std::cos(hall.latitude * radian) *
                       std::pow(std::sin((hall.longitude - from.longitude) * radian / 2), 2);
  return 2 * 6371 * std::asin(std::sqrt(std::min(1.0, a)));
}

// Hidden unless asked for; "only" shows nothing else, and both "only" show nothing.
bool shows(std::string_view include, bool has, bool by_default) {
  if (include == "only") return has;
  return !has || include == "yes" || (include.empty() && by_default);
}

class Filter {
 public:
  Filter(const Call& call, const Catalogue& catalogue) : call_(call), catalogue_(catalogue) {}

  bool read(http::Response& refused) {
    for (const auto key : {"startDateTime", "endDateTime"}) {
      const auto text = call_.query(key);
      // Milliseconds and offsets are refused.
      const auto instant = text.size() == 20 && text.ends_with('Z') ? base::read_instant(text) : std::nullopt;
      if (!text.empty() && !instant) {
        refused = ticketmaster_error(400, "DIS1015",
                                     "Query param with date must be of valid format YYYY-MM-DDTHH:mm:ssZ {example: 2020-08-01T14:00:00Z }");
        return false;
      }
      (std::string_view(key) == "startDateTime" ? from_ : to_) = instant;
    }
    const auto point = call_.query("geoPoint");
    if (point.empty()) return true;
    const auto comma = point.find(',');
    const auto latitude = real(point.substr(0, comma)),
               longitude = comma == std::string_view::npos ? std::nullopt : real(point.substr(comma + 1));
    const auto radius = call_.query("radius").empty() ? std::optional(25.0) : real(call_.query("radius"));
    if (!latitude || !longitude || !radius) {
      refused = ticketmaster_error(400, "DIS1014", "Query param \"geoPoint\" must be latitude,longitude");
      return false;
    }
    around_ = Place{*latitude, *longitude, *radius * (call_.query("unit") == "km" ? 1 : 1.609344)};
    return true;
  }

  bool passes(const Listing& l) const {
    const Hall& hall = catalogue_.hall(l.night);
    const City& city = hall.place();
    const auto asked = [&](std::string_view key, std::string_view value) { return call_.query(key).empty() || call_.query(key) == value; };
    return attraction(l) && venue(l) && asked("countryCode", city.country) && asked("stateCode", city.state_code) &&
           asked("postalCode", city.postal_code) && in_city(city) && segment(l) && dated(l) && named(l) && source(l) &&
           (!around_ || kilometres_between(*around_, hall) <= around_->kilometres) &&
           shows(call_.query("includeTBA"), l.night.trap == Trap::date_tba, false) &&
           shows(call_.query("includeTBD"), l.night.trap == Trap::postponed, false) &&
           shows(call_.query("includeTest"), l.row == Row::test, true);
  }

 private:
  bool attraction(const Listing& l) const {
    const auto ids = call_.query("attractionId");
    if (ids.empty()) return true;
    if (l.festival && listed(ids, attraction_id(catalogue_.codes(), first_festival_attraction + *l.festival))) return true;
    return std::ranges::any_of(l.bill, [&](std::size_t act) { return listed(ids, attraction_id(catalogue_.codes(), act)); });
  }
  bool venue(const Listing& l) const {
    return call_.query("venueId").empty() || listed(call_.query("venueId"), venue_id(catalogue_.codes(), l.night.hall, l.row));
  }
  bool in_city(const City& city) const {
    const auto asked = call_.query("city");
    return asked.empty() || closeness(city.local, asked) >= 60 || closeness(city.english, asked) >= 60;
  }
  bool segment(const Listing& l) const {
    if (!call_.query("segmentId").empty() && (call_.query("segmentId") == music_segment) != l.music()) return false;
    // classificationName fits genre names too, and parking at a concert comes along with "music".
    const auto name = call_.query("classificationName");
    if (name.empty() || closeness("music", name) > 0) return true;
    return std::ranges::any_of(classifications(l), [&](const json::value& filed) {
      return std::ranges::any_of(std::initializer_list<const char*>{"segment", "genre", "subGenre"}, [&](const char* level) {
        return closeness(std::string_view(filed.at(level).at("name").as_string()), name) > 0;
      });
    });
  }
  bool source(const Listing& l) const { return call_.query("source").empty() || listed(call_.query("source"), source_of(l.row)); }
  bool named(const Listing& l) const {
    const auto keyword = call_.query("keyword");
    return keyword.empty() || std::ranges::any_of(l.bill, [&](std::size_t act) { return closeness(attraction_name(act), keyword) > 0; }) ||
           (l.festival && closeness(festivals()[*l.festival].name, keyword) > 0) || closeness(catalogue_.hall(l.night).name, keyword) > 0;
  }
  // Both edges count. A dated search never shows what has no date.
  bool dated(const Listing& l) const {
    if (!from_ && !to_) return true;
    if (!l.dated()) return false;
    const auto begins = l.begins.value_or(base::Time{std::chrono::days{l.shown} + std::chrono::hours{12}});
    return (!from_ || begins >= *from_) && (!to_ || begins <= *to_);
  }

  const Call& call_;
  const Catalogue& catalogue_;
  std::optional<base::Time> from_, to_;
  std::optional<Place> around_;
};

}  // namespace

std::optional<std::vector<const Listing*>> filtered(const Call& call, const Catalogue& catalogue, const std::vector<Listing>& listings,
                                                    http::Response& refused) {
  Filter filter(call, catalogue);
  if (!filter.read(refused)) return std::nullopt;
  std::vector<const Listing*> found;
  if (call.query("includeTBA") == "only" && call.query("includeTBD") == "only") return found;
  for (const auto& listing : listings)
    if (filter.passes(listing)) found.push_back(&listing);
  return found;
}

}  // namespace sandbox
