// What is read from the database for a search: lines beside the names found, venues, and who of those known outside is here.
// Private to search.
#pragma once
#include "platform/db/tx.hpp"
#include "search/name_index.hpp"
#include "search/outside.hpp"
#include "search/views.hpp"

namespace search {

struct FoundArtist : ArtistRow {
  std::string image_url;
  std::vector<std::string> genres;
};
// In the order of the hits; who is not there any more is left out.
std::vector<FoundArtist> artists_found(db::Tx& tx, base::Time now, const std::vector<Hit>& hits);

// By the beginnings of the words of name and town: "halden leeds", "hald".
std::vector<VenueRow> venues_called(db::Tx& tx, base::Time now, std::string_view query, int limit);

std::vector<CandidateRow> candidate_rows(db::Tx& tx, const std::vector<Candidate>& found);

}  // namespace search
