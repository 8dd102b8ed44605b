// Whatever Ticketmaster sends: no crash, and what comes out keeps the promises of ticketmaster.hpp.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/base/read.hpp"
#include "providers/ticketmaster/parse.hpp"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

void check(const ticketmaster::Venue& venue) {
  hold(base::is_plain_id(venue.id) && !venue.name.empty());
  hold(venue.latitude.has_value() == venue.longitude.has_value());
}

void check(const ticketmaster::Attraction& attraction) {
  hold(base::is_plain_id(attraction.id) && !attraction.name.empty());
  for (const auto& id : attraction.spotify_ids) hold(id.size() == 22);
  for (const auto& id : attraction.musicbrainz_ids) hold(id.size() == 36);
}

void check(const ticketmaster::Event& event) {
  hold(base::is_plain_id(event.id) && !event.name.empty());
  hold(event.url.empty() || base::is_web_url(event.url));
  hold(!event.start.time || event.start.date);
  hold(event.date_to_come == !event.start.date);
  hold(event.unnamed_attractions >= 0);
  if (event.venue) check(*event.venue);
  for (const auto& attraction : event.attractions) check(attraction);
}

template <class T>
void check(const ticketmaster::Page<T>& page) {
  hold(page.records.size() <= 200 && page.skipped >= 0 && page.tests >= 0 && page.duplicates >= 0);
  hold(!page.next || (*page.next == page.number + 1 && *page.next * page.size < 1000));
  for (const auto& record : page.records) {
    hold(!record.test);
    check(record);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto v = ticketmaster::parse_events(text)) check(*v);
  if (const auto v = ticketmaster::parse_attractions(text)) check(*v);
  if (const auto v = ticketmaster::parse_venues(text)) check(*v);
  if (const auto v = ticketmaster::parse_event(text)) check(*v);
  if (const auto v = ticketmaster::parse_attraction(text)) check(*v);
  if (const auto v = ticketmaster::parse_venue(text)) check(*v);
  (void)ticketmaster::parse_error(text);
  return 0;
}
