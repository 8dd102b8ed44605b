// Whatever Ticketmaster sends: no crash, and what comes out keeps the promises of ticketmaster.hpp.
#include "fuzz.hpp"
#include "platform/base/read.hpp"
#include "providers/ticketmaster/parse.hpp"

namespace {

void check(const ticketmaster::Venue& venue) {
  PROMISE(base::is_plain_id(venue.id) && !venue.name.empty());
  PROMISE(venue.latitude.has_value() == venue.longitude.has_value());
}

void check(const ticketmaster::Attraction& attraction) {
  PROMISE(base::is_plain_id(attraction.id) && !attraction.name.empty());
  for (const auto& id : attraction.spotify_ids) PROMISE(id.size() == 22);
  for (const auto& id : attraction.musicbrainz_ids) PROMISE(id.size() == 36);
}

void check(const ticketmaster::Event& event) {
  PROMISE(base::is_plain_id(event.id) && !event.name.empty());
  PROMISE(event.url.empty() || base::is_web_url(event.url));
  PROMISE(!event.start.time || event.start.date);
  PROMISE(event.date_to_come == !event.start.date);
  PROMISE(event.unnamed_attractions >= 0);
  if (event.venue) check(*event.venue);
  for (const auto& attraction : event.attractions) check(attraction);
}

template <class T>
void check(const ticketmaster::Page<T>& page) {
  PROMISE(page.records.size() <= 200 && page.skipped >= 0 && page.tests >= 0 && page.duplicates >= 0);
  PROMISE(!page.next || (*page.next == page.number + 1 && *page.next * page.size < 1000));
  for (const auto& record : page.records) {
    PROMISE(!record.test);
    check(record);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  if (const auto v = ticketmaster::parse_events(text)) check(*v);
  if (const auto v = ticketmaster::parse_attractions(text)) check(*v);
  if (const auto v = ticketmaster::parse_venues(text)) check(*v);
  if (const auto v = ticketmaster::parse_event(text)) check(*v);
  if (const auto v = ticketmaster::parse_attraction(text)) check(*v);
  if (const auto v = ticketmaster::parse_venue(text)) check(*v);
  (void)ticketmaster::parse_error(text);
  return 0;
}
