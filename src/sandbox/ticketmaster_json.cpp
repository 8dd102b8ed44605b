#include "sandbox/ticketmaster_json.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/base/dates.hpp"
#include "sandbox/dice.hpp"
#include "sandbox/spotify_json.hpp"

namespace sandbox {

namespace {

std::string_view status_code(const Listing& listing) {
  switch (listing.night.trap) {
    case Trap::cancelled:
    case Trap::cancelled_parked: return "cancelled";
    case Trap::postponed: return "postponed";
    case Trap::rescheduled: return "rescheduled";
    case Trap::sold_out: return "offsale";
    default: return "onsale";
  }
}

std::string clock(int minutes) {
  char text[12];
  std::snprintf(text, sizeof text, "%02d:%02d:00", minutes / 60 % 24, minutes % 60);
  return text;
}

json::object moment(Day day, int minutes, std::string_view zone) {
  return {{"localDate", iso_date(day)}, {"localTime", clock(minutes)}, {"dateTime", base::write_instant(local_moment(day, minutes, zone))}};
}

json::object self(const char* kind, const std::string& id) {
  return {{"href", std::string("/discovery/v2/") + kind + "/" + id + "?locale=en-us"}};
}

json::array prices(const Listing& listing, std::string_view country, Dice& dice) {
  static constexpr std::pair<std::string_view, std::string_view> currencies[] = {{"US", "USD"}, {"GB", "GBP"}, {"CA", "CAD"},
                                                                                 {"AU", "AUD"}, {"JP", "JPY"}, {"SE", "SEK"}};
  std::string_view currency = "EUR";
  for (const auto& [code, money] : currencies)
    if (code == country) currency = money;
  const double low = 18 + dice.below(60);
  return {{{"type", "standard"}, {"currency", currency}, {"min", low}, {"max", low * (listing.row == Row::ticketweb ? 1 : 2.5)}}};
}

}  // namespace

json::object TicketmasterJson::dates(const Listing& listing) const {
  const auto& night = listing.night;
  const auto zone = catalogue_.hall(night).place().zone;
  json::object start;
  if (listing.dated()) start["localDate"] = iso_date(listing.shown);
  if (listing.begins) start["localTime"] = clock(night.start), start["dateTime"] = base::write_instant(*listing.begins);
  start["dateTBD"] = night.trap == Trap::postponed;
  start["dateTBA"] = night.trap == Trap::date_tba;
  start["timeTBA"] = night.trap == Trap::time_tba || night.trap == Trap::date_tba;
  start["noSpecificTime"] = night.trap == Trap::no_specific_time || listing.festival.has_value();

  json::object dates{{"start", std::move(start)}};
  const auto luck = hashed(catalogue_.seed(), hashed("dates"), night.key()) % 100;
  if (listing.festival) dates["end"] = {{"localDate", iso_date(listing.until)}, {"approximate", false}, {"noSpecificTime", true}};
  else if (luck < 25) dates["end"] = {{"approximate", false}, {"noSpecificTime", false}};
  const bool moved =
      night.trap == Trap::cancelled_parked || night.trap == Trap::postponed || (night.trap == Trap::rescheduled && luck < 75);
  if (moved) dates["initialStartDate"] = moment(night.announced, night.start, zone);
  if (listing.row != Row::resale) dates["timezone"] = zone;
  if (luck != 99) dates["status"] = {{"code", status_code(listing)}};
  dates["spanMultipleDays"] = false;  // wrong for festivals, as on the real service
  return dates;
}

json::object TicketmasterJson::embedded(const Listing& listing) const {
  json::object inside;
  if (listing.night.trap != Trap::no_venue) inside["venues"] = json::array{venue({listing.night.hall, listing.row})};
  if (listing.night.trap == Trap::no_attractions || listing.row == Row::parking) return inside;
  json::array acts;
  for (const auto act : listing.bill) {
    acts.push_back(attraction(act));
    if (listing.bill_in_text) break;
  }
  if (listing.festival && acts.size() < 14) acts.push_back(attraction(first_festival_attraction + *listing.festival));
  inside["attractions"] = std::move(acts);
  return inside;
}

json::object TicketmasterJson::event(const Listing& listing) const {
  const auto& codes = catalogue_.codes();
  const auto id = event_id(codes, listing);
  Dice dice(hashed(catalogue_.seed(), hashed("event"), listing.night.key(), listing.row));
  json::object event{{"name", event_name(catalogue_, listing)},
                     {"type", "event"},
                     {"id", id},
                     {"test", listing.row == Row::test},
                     {"url", site_ + "/out/ticketmaster/event/" + id},
                     {"locale", "en-us"},
                     {"images", images(listing.bill.front())}};
  const auto sales_end = listing.begins.value_or(base::Time{std::chrono::days{listing.shown}});
  const bool unknown_start = listing.row == Row::resale || dice.chance(10);
  event["sales"] = {{"public",
                     {{"startDateTime", unknown_start ? "1900-01-01T06:00:00Z"
                                                      : base::write_instant(base::Time{std::chrono::days{listing.night.announced - 150} +
                                                                                       std::chrono::hours{10}})},
                      {"startTBD", false},
                      {"startTBA", false},
                      {"endDateTime", base::write_instant(sales_end)}}}};
  event["dates"] = dates(listing);
  event["classifications"] = classifications(listing);
  if (listing.row == Row::primary)
    event["promoter"] = {{"id", "4711"}, {"name", "SANDBOX LIVE"}, {"description", "SANDBOX LIVE / NTL / XX"}};
  if (listing.bill_in_text) {
    std::string with = "With special guests ";
    for (std::size_t i = 1; i < listing.bill.size(); ++i) with += (i > 1 ? " and " : "") + std::string(attraction_name(listing.bill[i]));
    event["info"] = with + ". Doors open an hour before.";
  }
  if (dice.chance(30)) event["pleaseNote"] = "Under 14s must come with an adult. Support acts are subject to change.";
  if (listing.row == Row::ticketweb || (listing.row == Row::primary && dice.chance(45)))
    event["priceRanges"] = prices(listing, catalogue_.hall(listing.night).place().country, dice);

  json::object links{{"self", self("events", id)}};
  if (!listing.bill.empty() && listing.row != Row::parking) {
    json::array acts;
    for (const auto act : listing.bill) acts.push_back(self("attractions", attraction_id(codes, act)));
    links["attractions"] = std::move(acts);
  }
  links["venues"] = json::array{self("venues", venue_id(codes, listing.night.hall, listing.row))};
  event["_links"] = std::move(links);
  if (auto inside = embedded(listing); !inside.empty()) event["_embedded"] = std::move(inside);
  return event;
}

json::object TicketmasterJson::attraction(std::size_t attraction) const {
  const auto id = attraction_id(catalogue_.codes(), attraction);
  json::object made{{"name", attraction_name(attraction)},
                    {"type", "attraction"},
                    {"id", id},
                    {"test", false},
                    {"url", site_ + "/out/ticketmaster/artist/" + id},
                    {"locale", "en-us"}};
  if (attraction < cast().size())
    if (auto links = external_links(attraction); !links.is_null()) made["externalLinks"] = std::move(links);
  if (attraction < cast().size() && cast()[attraction].name == "M.O.T.H.") made["aliases"] = json::array{"MOTH", "Masters of the Hollow"};
  made["images"] = images(attraction);
  made["classifications"] = json::array{classification(attraction)};
  made["upcomingEvents"] = upcoming([&](const Listing& l) {
    return std::ranges::find(l.bill, attraction) != l.bill.end() || (l.festival && *l.festival + first_festival_attraction == attraction);
  });
  made["_links"] = {{"self", self("attractions", id)}};
  return made;
}

json::value TicketmasterJson::external_links(std::size_t performer) const {
  const auto& who = cast()[performer];
  if (who.has(no_links)) return nullptr;
  json::object links;
  // Wrong links lead to the other of the same name, or to a stranger.
  const auto meant = !who.has(wrong_links)                    ? performer
                     : who.name == cast()[performer - 1].name ? performer - 1
                                                              : performer_named("Weather");
  const auto luck = hashed(catalogue_.seed(), hashed("links"), performer) % 100;
  if (performer < 9 || luck < 65) {
    const auto mbid = catalogue_.mbid(meant);
    links["musicbrainz"] = json::array{{{"id", mbid}, {"url", "https://musicbrainz.org/artist/" + mbid}}};
  }
  if (performer < 9 || luck > 35) {
    const auto id = spotify_id(catalogue_.codes(), {SpotifyRef::Kind::artist, meant});
    links["spotify"] = json::array{{{"url", "https://open.spotify.com/artist/" + id + (luck % 2 ? "?autoplay=true" : "")}}};
  }
  links["homepage"] = json::array{{{"url", site_ + "/out/homepage/" + std::to_string(performer)}}};
  return links;
}

json::object TicketmasterJson::venue(const TicketVenue& which) const {
  const Hall& hall = catalogue_.halls()[which.hall];
  const City& city = hall.place();
  const auto id = venue_id(catalogue_.codes(), which.hall, which.row);
  json::object venue{{"name", hall.name},
                     {"type", "venue"},
                     {"id", id},
                     {"test", false},
                     {"url", site_ + "/out/ticketmaster/venue/" + id},
                     {"locale", "en-us"},
                     {"postalCode", city.postal_code}};
  if (city.country != "GB" || which.hall % 7 != 0) venue["timezone"] = city.zone;
  venue["city"] = {{"name", city.local}};
  if (!city.state_code.empty()) venue["state"] = {{"name", city.state}, {"stateCode", city.state_code}};
  venue["country"] = {{"name", country_of(city).ticketmaster}, {"countryCode", city.country}};
  venue["address"] = {{"line1", hall.street}};
  char latitude[24], longitude[24];
  std::snprintf(latitude, sizeof latitude, "%.6f", hall.latitude);
  std::snprintf(longitude, sizeof longitude, "%.6f", hall.longitude);
  venue["location"] = {{"longitude", longitude}, {"latitude", latitude}};
  if (city.country == "US") venue["dmas"] = json::array{{{"id", 200 + hall.city}}};
  venue["upcomingEvents"] =
      upcoming([&](const Listing& l) { return l.night.hall == which.hall && venue_id(catalogue_.codes(), which.hall, l.row) == id; });
  venue["_links"] = {{"self", self("venues", id)}};
  return venue;
}

json::array TicketmasterJson::images(std::size_t attraction) const {
  struct Size {
    const char* ratio;
    int width, height;
  };
  static constexpr Size sizes[] = {{"16_9", 1136, 639}, {"16_9", 640, 360}, {"3_2", 640, 427}, {"4_3", 305, 225}};
  json::array list;
  for (const auto& s : sizes)
    list.push_back({{"ratio", s.ratio},
                    {"url", site_ + "/pictures/" + std::to_string(attraction) + "/0/" + std::to_string(s.width) + "x" +
                                std::to_string(s.height) + ".svg"},
                    {"width", s.width},
                    {"height", s.height},
                    {"fallback", attraction % 11 == 3}});
  return list;
}

template <class Belongs>
json::object TicketmasterJson::upcoming(Belongs belongs) const {
  std::map<std::string_view, int> by_source;
  int total = 0;
  for (const auto& listing : listings_)
    if (belongs(listing)) ++by_source[source_of(listing.row)], ++total;
  json::object counts;
  for (const auto& [source, count] : by_source) counts[source] = count;
  counts["_total"] = total;
  counts["_filtered"] = 0;
  return counts;
}

}  // namespace sandbox
