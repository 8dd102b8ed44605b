// What a listing says about its show, and the show's own columns as they are stored. Private to this folder.
#pragma once
#include <array>

#include "provenance/provenance.hpp"
#include "shows/shows.hpp"

namespace shows {

// The listing with only what exists: real dates, times and zones, clean texts.
SourceShow cleaned(SourceShow show);

// How a listing is called in provenance: by service, trust and id.
std::string speaker(std::string_view source, ListingKind kind, std::string_view external_id);
provenance::Ranking ranking_of(std::string_view field);
inline constexpr std::string_view fields[] = {"name",       "date",          "start_time", "time_zone", "status",  "initial_date",
                                              "ticket_url", "ticket_status", "tour",       "venue",     "festival"};
std::vector<provenance::Claim> claims_of(const SourceShow& show, bool headliner);

struct Record {
  ArtistId artist;
  std::optional<VenueId> venue;
  std::string name;
  std::optional<std::string> date, start_time, time_zone;
  Status status = Status::upcoming;
  std::optional<std::string> initial_date, ticket_url, ticket_status, tour;
  bool festival = false;
  std::optional<std::string> venue_zone;  // of the venue, used when the show has none

  std::optional<std::string> zone() const { return time_zone ? time_zone : venue_zone; }
};
Record read_record(const db::Row& row);  // the columns of for_update
void put(Record& record, std::string_view field, const std::string& value);
// Writes it, with the moments that follow from date, time and zone.
void write(db::Tx& tx, base::Time now, ShowId id, Record record);

}  // namespace shows
