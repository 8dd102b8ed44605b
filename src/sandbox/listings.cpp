#include "sandbox/listings.hpp"

#include <algorithm>

#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

constexpr std::uint8_t no_act = 63;  // stands in the key of a festival
constexpr Day still_listed = 300;    // how long a cancelled show stays, parked far ahead

class Shop {
 public:
  explicit Shop(Catalogue& catalogue) : catalogue_(catalogue) {}

  std::vector<Listing> stock() && {
    for (std::size_t p = 0; p < cast().size(); ++p) {
      if (!cast()[p].on_ticketmaster()) continue;
      for (const Night& night : catalogue_.nights(p)) {
        const bool own = night.ordinal < first_shared || night.everywhere();
        const bool parked = night.trap == Trap::cancelled_parked && night.day >= catalogue_.today() - still_listed;
        if (own && (night.day >= catalogue_.today() - (night.everywhere() ? 1 : 0) || parked)) list(night);
      }
    }
    for (std::size_t f = 0; f < festivals().size(); ++f)
      for (const int year : {year_of(catalogue_.today()), year_of(catalogue_.today()) + 1}) festival(f, year);
    return std::move(listings_);
  }

 private:
  void list(const Night& night) {
    Dice dice(hashed(catalogue_.seed(), hashed("listing"), night.key()));
    Listing row;
    row.night = night;
    row.shown = night.trap == Trap::cancelled_parked ? night.day + 717 : night.day;
    row.bill = bill(night, dice);
    row.bill_in_text = row.bill.size() > 1 && night.partner == nobody && dice.chance(20);
    if (night.trap == Trap::presented)
      row.bill.insert(row.bill.begin(), static_cast<std::uint8_t>(performer_named("Velvet Arcade Presents")));
    put(row, Row::primary);
    if (night.trap == Trap::many_rows) put(row, Row::resale), put(row, Row::ticketweb), put(row, Row::universe);
    else if (dice.chance(12)) put(row, Row::resale);
    if (night.trap == Trap::test_row) put(row, Row::test);
    if (night.trap == Trap::parking) put(row, Row::parking), put(row, Row::upsell);
  }

  std::vector<std::uint8_t> bill(const Night& night, Dice& dice) const {
    std::vector<std::uint8_t> acts{night.performer};
    if (night.partner != nobody) acts.push_back(night.partner);
    const auto& who = cast()[night.performer];
    const int supports = who.size >= 3 ? dice.between(1, 2) : dice.chance(60) ? 1 : 0;
    for (int i = 0; i < supports; ++i) {
      const auto support = static_cast<std::uint8_t>(dice.below(static_cast<int>(cast().size())));
      const auto& other = cast()[support];
      if (other.size < who.size && other.on_spotify() && other.on_ticketmaster() && std::ranges::find(acts, support) == acts.end())
        acts.push_back(support);
    }
    return acts;
  }

  void festival(std::size_t f, int year) {
    Listing row;
    row.shown = opening(catalogue_.seed(), f, year);
    row.until = row.shown + festivals()[f].days - 1;
    if (row.until < catalogue_.today() || row.shown > catalogue_.today() + announced_ahead) return;
    row.festival = f;
    row.night.day = row.night.announced = row.shown;
    row.night.hall = static_cast<std::uint16_t>(cities().size() * 3 + f);
    row.night.year = static_cast<std::uint16_t>(year);
    row.night.ordinal = static_cast<std::uint16_t>(first_festival + f);
    row.night.performer = no_act;
    row.night.start = 12 * 60;
    row.night.slot = Slot::festival;
    for (const auto& act : line_up(catalogue_.seed(), f, year)) row.bill.push_back(act.performer);
    put(row, Row::primary);
    put(row, Row::parking);
  }

  void put(Listing listing, Row row) {
    listing.row = row;
    if (listing.timed()) listing.begins = local_moment(listing.shown, listing.night.start, catalogue_.hall(listing.night).place().zone);
    listings_.push_back(std::move(listing));
  }

  Catalogue& catalogue_;
  std::vector<Listing> listings_;
};

std::string_view event_prefix(Row row) {
  return row == Row::resale ? "Z7r9jZ" : row == Row::ticketweb ? "rZ7HnEZ" : row == Row::universe ? "LvZ18" : "G5vYZ";
}
std::string_view venue_prefix(Row row) {
  return row == Row::resale ? "ZFr9jZ" : row == Row::ticketweb ? "rZ7HnEZa" : row == Row::universe ? "KovZ9" : "KovZp";
}

}  // namespace

std::vector<Listing> make_listings(Catalogue& catalogue) { return Shop(catalogue).stock(); }

std::string event_id(const Codes& codes, const Listing& listing) {
  return codes.ticketmaster(event_prefix(listing.row), static_cast<std::uint64_t>(listing.row) << 32 | listing.night.key());
}

std::string attraction_id(const Codes& codes, std::size_t attraction) { return codes.ticketmaster("K8vZ917", attraction); }

std::optional<std::size_t> read_attraction_id(const Codes& codes, std::string_view id) {
  const auto thing = codes.from_ticketmaster("K8vZ917", id);
  if (!thing) return std::nullopt;
  const bool act = *thing < cast().size() && cast()[*thing].on_ticketmaster();
  const bool festival = *thing >= first_festival_attraction && *thing - first_festival_attraction < festivals().size();
  return act || festival ? std::optional<std::size_t>(*thing) : std::nullopt;
}

std::string venue_id(const Codes& codes, std::size_t hall, Row row) { return codes.ticketmaster(venue_prefix(row), hall); }

std::optional<TicketVenue> read_ticket_venue_id(const Catalogue& catalogue, std::string_view id) {
  for (const Row row : {Row::primary, Row::resale, Row::ticketweb, Row::universe})
    if (const auto hall = catalogue.codes().from_ticketmaster(venue_prefix(row), id); hall && *hall < catalogue.halls().size())
      return TicketVenue{*hall, row};
  return std::nullopt;
}

std::string_view attraction_name(std::size_t attraction) {
  return attraction < first_festival_attraction ? cast()[attraction].name : festivals()[attraction - first_festival_attraction].name;
}

std::string_view source_of(Row row) {
  return row == Row::resale ? "tmr" : row == Row::ticketweb ? "ticketweb" : row == Row::universe ? "universe" : "ticketmaster";
}

}  // namespace sandbox
