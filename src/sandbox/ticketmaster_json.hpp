// Ticketmaster's objects (providers/README.md, 3.4).
#pragma once
#include <boost/json.hpp>
#include <map>
#include <string>

#include "sandbox/listings.hpp"

namespace sandbox {

namespace json = boost::json;

inline constexpr std::string_view music_segment = "KZFzniwnSyZfZ7v7nJ";

class TicketmasterJson {
 public:
  TicketmasterJson(Catalogue& catalogue, const std::vector<Listing>& listings, std::string site)
      : catalogue_(catalogue), listings_(listings), site_(std::move(site)) {}

  json::object event(const Listing& listing) const;
  json::object attraction(std::size_t attraction) const;
  json::object venue(const TicketVenue& venue) const;

 private:
  json::object dates(const Listing& listing) const;
  json::object embedded(const Listing& listing) const;
  json::array images(std::size_t attraction) const;
  json::value external_links(std::size_t performer) const;
  template <class Belongs>
  json::object upcoming(Belongs belongs) const;

  Catalogue& catalogue_;
  const std::vector<Listing>& listings_;
  std::string site_;
};

std::string event_name(Catalogue& catalogue, const Listing& listing);
json::array classifications(const Listing& listing);
json::object classification(std::size_t attraction);

}  // namespace sandbox
