#include "imports/part_run.hpp"
#include "imports/reviews.hpp"
#include "imports/reviews.sql.hpp"
#include "shows/hand_over.hpp"

namespace imports {

void PartRun::review(db::Tx& tx, std::string_view entity, std::int64_t ours, std::string_view theirs, std::string_view name, double score,
                     std::string_view reason) {
  tx.run(::reviews::sql::insert_review, base::next_id(), entity, ours, source_key(part), theirs, name, score, reason, now());
}

bool PartRun::settle_songs(db::Tx& tx) {
  const auto settled = imports::settle_songs(tx, now(), artist);
  if (settled.joined > 0)
    note(tx, "merged", "songs", settled.joined,
         "made " + std::to_string(settled.joined) + (settled.joined == 1 ? " title" : " titles") +
             " one with songs that were here: " + settled.first_reason + ".");
  if (settled.reviews > 0)
    note(tx, "note", "songs", settled.reviews, "put " + std::to_string(settled.reviews) + " unsure matches of songs up for review.");
  return settled.counted_anew;
}

shows::ShowId place(PartRun& run, db::Tx& tx, shows::SourceShow show, std::string_view artist_record,
                    const std::optional<venues::SourceVenue>& venue, std::string_view name, Tally& tally) {
  if (venue) {
    const auto match = venues::match_or_add(tx, run.now(), *venue);
    show.venue = match.id;
    show.venue_record = venue->external_id;
    for (const auto& other : match.bridged)
      if (!kept_apart(tx, match.id, other)) merge_venues(tx, run.now(), other, match.id);
    if (match.review) {
      run.review(tx, "venue", match.review->candidate.value, venue->external_id, venue->name, match.review->score, match.review->reason);
      ++tally.reviews;
    }
  }
  const auto match = shows::match_or_add(tx, run.now(), show);
  shows::list_under(tx, show.source, show.external_id, show.artist, artist_record);
  for (const auto& listing : match.drawn) {
    if (listing.setlist && !setlists::move(tx, run.now(), listing.from, match.id, listing.artist)) continue;
    shows::move_listing(tx, run.now(), listing.source, listing.external_id, match.id, shows::By::rule);
  }
  tally.merged += match.how == shows::How::merged;
  if (match.review) {
    run.review(tx, "show", match.review->candidate.value, show.external_id, name, match.review->score, match.review->reason);
    ++tally.reviews;
  }
  return match.id;
}

}  // namespace imports
