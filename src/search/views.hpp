// Searching as people see it; the markup is that of web/README.md. Each fragment is what the page shows as well.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artists/artists.hpp"
#include "platform/html/html.hpp"

namespace search {

// The search field with its suggestions; `query` stands in it as it was typed.
html::Html form(std::string_view query);

struct ArtistRow {
  artists::ArtistId id;
  std::string name;
  std::string slug;
  std::string note;  // "Dream pop · next 24 Nov 2026"; may be empty
};
struct VenueRow {
  std::string name;
  std::string slug;
  std::string note;  // "Leeds, GB · 3 shows soon"
};
// Options for the list under the field: artists, then venues. Empty when there are none.
html::Html suggestions(const std::vector<ArtistRow>& artists, const std::vector<VenueRow>& venues);
html::Html artist_list(const std::vector<ArtistRow>& artists);
html::Html venue_list(const std::vector<VenueRow>& venues);

struct CandidateRow {
  std::int64_t hit_id = 0;
  std::string name;
  std::string note;  // "Dream pop · 48,213 followers"
  std::string slug;  // not empty: this artist is here already, at this address
};
// Who is known outside. `trouble` says why nobody could be asked, and when it is worth trying again.
struct Outside {
  std::vector<CandidateRow> candidates;
  std::optional<std::string> trouble;
  std::optional<base::Time> too_often_until;  // this visitor must wait
};
html::Html candidates(const Outside& outside, std::string_view query);
// The place where they appear once the page is there; without scripts a link that asks for them.
html::Html candidates_to_come(std::string_view query);

}  // namespace search
