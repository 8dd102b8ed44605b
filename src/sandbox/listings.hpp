// What the ticket shop shows: one night gives one row, or several, or none at all.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/catalogue.hpp"

namespace sandbox {

enum class Row : std::uint8_t { primary, resale, ticketweb, universe, test, parking, upsell };

struct Listing {
  Night night;  // a festival stands under the key of nobody's night
  Row row = Row::primary;
  std::optional<std::size_t> festival;
  Day shown = 0;                     // the date in dates.start, where there is one
  Day until = 0;                     // the last day of a festival
  std::vector<std::uint8_t> bill;    // billing order; attractions, see attraction()
  bool bill_in_text = false;         // supports are only named in `info`
  std::optional<base::Time> begins;  // none without a firm time of day

  bool dated() const { return night.trap != Trap::postponed && night.trap != Trap::date_tba; }
  bool timed() const { return dated() && night.trap != Trap::no_specific_time && night.trap != Trap::time_tba && !festival; }
  bool music() const { return row != Row::parking && row != Row::upsell; }
};

// Attractions are numbered: the cast, then the festivals from 64.
constexpr std::uint8_t first_festival_attraction = 64;

// Everything on sale on the catalogue's today.
std::vector<Listing> make_listings(Catalogue& catalogue);

// Ids.
std::string event_id(const Codes& codes, const Listing& listing);
std::string attraction_id(const Codes& codes, std::size_t attraction);
std::optional<std::size_t> read_attraction_id(const Codes& codes, std::string_view id);
std::string venue_id(const Codes& codes, std::size_t hall, Row row);
struct TicketVenue {
  std::size_t hall;
  Row row;
};
std::optional<TicketVenue> read_ticket_venue_id(const Catalogue& catalogue, std::string_view id);

std::string_view attraction_name(std::size_t attraction);
std::string_view source_of(Row row);  // "ticketmaster", "tmr", "ticketweb", "universe"

}  // namespace sandbox
