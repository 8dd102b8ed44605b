// The readers of single records, shared by the parsers of this folder.
#pragma once
#include <optional>
#include <string_view>

#include "platform/base/read.hpp"
#include "providers/ticketmaster/ticketmaster.hpp"

namespace ticketmaster {

std::optional<Event> read_event(const base::json::value& v, std::string_view& why, base::Skips& skips);
std::optional<Attraction> read_attraction(const base::json::value& v, std::string_view& why);
std::optional<Venue> read_venue(const base::json::value& v, std::string_view& why);
Classification classification_of(const base::json::value& v);
std::vector<Image> images_of(const base::json::value& v);

}  // namespace ticketmaster
