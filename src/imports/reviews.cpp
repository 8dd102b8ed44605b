#include "imports/reviews.hpp"

#include "frame/words.hpp"
#include "imports/artist_reviews.hpp"
#include "imports/progress.hpp"
#include "imports/reviews.sql.hpp"
#include "imports/song_reviews.hpp"
#include "setlists/statistics.hpp"

namespace imports {

namespace asked = ::reviews::sql;

namespace {

Review read_review(const db::Row& row) {
  return {row.id<ReviewId>(0), row.str(1), row.i64(2), row.str(3), row.str(4),   row.str(5),
          row.real(6),         row.str(7), row.str(8), row.str(9), row.time(10), row.maybe_time(11)};
}

base::Result<void> make_one(db::Tx& tx, base::Time now, const Review& r) {
  if (r.entity == "artist") return take_artist(tx, now, r);
  if (r.entity == "venue") {
    const auto theirs = venues::by_source(tx, r.source, r.external_id);
    const auto ours = venues::by_id(tx, venues::VenueId{r.ours});
    if (!theirs || !ours) return base::not_found("reviews.gone", "One of the two is not here any more.");
    merge_venues(tx, now, *theirs, ours->id);
    return {};
  }
  const auto theirs = shows::by_source(tx, r.source, r.external_id);
  const auto ours = shows::by_id(tx, shows::ShowId{r.ours});
  const auto show = theirs ? shows::by_id(tx, *theirs) : std::nullopt;
  if (!show || !ours) return base::not_found("reviews.gone", "One of the two is not here any more.");
  if (show->id == ours->id) return {};
  if (show->listings.size() <= 1) return merge_shows(tx, now, show->id, ours->id);
  // The listing alone belongs to the other show, and so does the setlist that came with it.
  for (const auto& listing : show->listings) {
    if (listing.source != r.source || listing.external_id != r.external_id || listing.kind != shows::ListingKind::setlist) continue;
    if (const auto moved = setlists::move(tx, now, show->id, ours->id, listing.artist); !moved) return moved;
    setlists::statistics::refresh(tx, listing.artist);
  }
  shows::move_listing(tx, now, r.source, r.external_id, ours->id);
  for (const auto& act : show->bill)
    if (act.artist) artists::touch(tx, now, *act.artist);
  return {};
}

// For the open logs of the artists whom a decision concerns.
struct Told {
  std::vector<artists::ArtistId> artists;
  std::string both;  // in words
  std::string_view subject;
};

constexpr int most_told = 50;  // artists who played at a venue, and of its shows to come

Told about(db::Tx& tx, base::Time now, const Review& r) {
  const auto both = [&](const std::string& ours) { return "“" + ours + "” and “" + r.name + "”"; };
  if (r.entity == "artist") {
    const auto artist = artists::by_id(tx, artists::ArtistId{r.ours});
    if (!artist) return {};
    return {{artist->id}, both(artist->name) + " (" + std::string(frame::source_name(r.source)) + " " + r.external_id + ")", "profile"};
  }
  Told told{{}, {}, "shows"};
  if (r.entity == "venue") {
    const auto venue = venues::by_id(tx, venues::VenueId{r.ours});
    if (!venue) return told;
    told.both = both(venue->name);
    for (const auto& played : shows::artists_at(tx, venue->id, now, most_told)) told.artists.push_back(played.artist);
    for (const auto& show : shows::upcoming_at(tx, venue->id, now, most_told))
      if (std::ranges::find(told.artists, show.artist) == told.artists.end()) told.artists.push_back(show.artist);
  } else if (const auto show = shows::by_id(tx, shows::ShowId{r.ours})) {
    told.both = both(show->name.empty() ? show->artist_name : show->name);
    for (const auto& act : show->bill)
      if (act.artist) told.artists.push_back(*act.artist);
  }
  return told;
}

void tell(db::Tx& tx, base::Time now, const Told& told, const std::string& words) {
  for (const auto artist : told.artists) {
    log(tx, now, artist, "person", "note", told.subject, 1, words);
    artists::touch(tx, now, artist);
  }
}

}  // namespace

std::int64_t open_reviews(db::Tx& tx) {
  return tx.one(asked::open_count, [](const db::Row& row) { return row.i64(0); }).value_or(0);
}

std::vector<Review> reviews(db::Tx& tx, bool open, int limit, int offset) {
  return tx.all(asked::listed, read_review, open, limit, offset);
}

std::optional<Review> review(db::Tx& tx, ReviewId id) { return tx.one(asked::by_id, read_review, id); }

base::Result<void> decide(db::Tx& tx, base::Time now, ReviewId id, Decision decision, std::string_view who) {
  const auto found = review(tx, id);
  if (!found) return base::not_found("reviews.unknown", "There is no such match to decide.");
  if (found->entity == "song") return decide_song(tx, now, *found, decision, who);
  const Told told = about(tx, now, *found);
  if (decision == Decision::same)
    if (const auto made = make_one(tx, now, *found); !made) return made;
  tx.run(asked::decide, decision == Decision::same ? "same" : "different", who, now, id);
  tell(tx, now, told, "said that " + told.both + (decision == Decision::same ? " are one." : " are two."));
  return {};
}

bool can_take_back(const Review& review) {
  if (review.entity == "song") return review.status == "same" || review.status == "different";
  return review.status == "different" && (review.entity != "artist" || review.reason != split_off);
}

base::Result<void> take_back(db::Tx& tx, base::Time now, ReviewId id, std::string_view who) {
  const auto found = review(tx, id);
  if (!found) return base::not_found("reviews.unknown", "There is no such match to decide.");
  if (!can_take_back(*found))
    return base::invalid("reviews.stands", "This is not taken back by itself. Split off what does not belong, or decide otherwise.");
  if (found->entity == "song") return take_back_songs(tx, now, *found, who);
  const Told told = about(tx, now, *found);
  if (found->reason == split_off) {
    if (const auto made = make_one(tx, now, *found); !made) return made;
    tx.run(asked::decide, "withdrawn", who, now, id);
  } else {
    tx.run(asked::open_again, who, now, id);
  }
  tell(tx, now, told, "took back what was said about " + told.both + ".");
  return {};
}

base::Result<void> split(db::Tx& tx, base::Time now, std::string_view entity, std::int64_t id, std::string_view source,
                         std::string_view external_id, std::string_view who) {
  if (entity == "song") return split_song(tx, now, artists::SongId{id}, external_id, who);
  if (entity == "artist") return split_artist(tx, now, artists::ArtistId{id}, source, external_id, who);
  if (entity == "venue") {
    const auto fresh = venues::split(tx, now, venues::VenueId{id}, source, external_id);
    if (!fresh) return nothing_to_split();
    shows::place_again(tx, now, source, external_id, *fresh);
  } else {
    const auto show = shows::by_id(tx, shows::ShowId{id});
    const auto fresh = show ? shows::split(tx, now, show->id, source, external_id) : std::nullopt;
    if (!fresh) return nothing_to_split();
    for (const auto& listing : show->listings) {
      if (listing.source != source || listing.external_id != external_id || listing.kind != shows::ListingKind::setlist) continue;
      static_cast<void>(setlists::move(tx, now, show->id, *fresh, listing.artist));  // the new show has none that could be in the way
      setlists::statistics::refresh(tx, listing.artist);
    }
    for (const auto& act : show->bill)
      if (act.artist) artists::touch(tx, now, *act.artist);
  }
  tx.run(asked::put_decision, ReviewId::make(), entity, id, source, external_id, external_id, 1.0, split_off, "different", who, now);
  return {};
}

void merge_venues(db::Tx& tx, base::Time now, venues::VenueId from, venues::VenueId into) {
  if (from == into) return;
  const auto again = shows::move_venue(tx, now, from, into);
  venues::merge(tx, now, from, into);
  tx.run(asked::follow_merge, into, "venue", from);
  tx.run(asked::answer_merged, now, into);
  for (const auto& [first, second] : again) static_cast<void>(merge_shows(tx, now, second, first));  // two performances stay two
}

base::Result<void> merge_shows(db::Tx& tx, base::Time now, shows::ShowId from, shows::ShowId into) {
  if (const auto moved = setlists::move(tx, now, from, into); !moved) return moved;
  shows::merge(tx, now, from, into);
  tx.run(asked::follow_merge, into, "show", from);
  const auto show = shows::by_id(tx, into).value();
  for (const auto& act : show.bill) {
    if (!act.artist) continue;
    setlists::statistics::refresh(tx, *act.artist);
    artists::touch(tx, now, *act.artist);
  }
  return {};
}

bool kept_apart(db::Tx& tx, venues::VenueId a, venues::VenueId b) {
  return tx.one(asked::kept_apart, [](const db::Row&) { return true; }, a, b).value_or(false);
}

}  // namespace imports
