// JSON from setlist.fm into values. Never throws on input. Errors: json.too_large, json.malformed, setlistfm.unexpected (well-formed,
// but not what was asked for). Sets that are only named "Encore" become encores; a song that is no object is skipped and counted.
#pragma once
#include <string_view>

#include "platform/base/result.hpp"
#include "providers/setlistfm/setlistfm.hpp"

namespace setlistfm {

base::Result<Page<Setlist>> parse_setlists(std::string_view json);  // of an artist, of a venue, of a search
base::Result<Page<Artist>> parse_artists(std::string_view json);
base::Result<Page<Venue>> parse_venues(std::string_view json);
base::Result<Setlist> parse_setlist(std::string_view json);
base::Result<Artist> parse_artist(std::string_view json);
base::Result<Venue> parse_venue(std::string_view json);

// "Too Many Requests", "Limit Exceeded", "Forbidden", "not found"; empty when there is none.
std::string parse_error_message(std::string_view json);

}  // namespace setlistfm
