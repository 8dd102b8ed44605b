// Artists: which records of the services are theirs, by a person's word.
#include "imports/artist_reviews.hpp"

#include <boost/json.hpp>

#include "artists/hand_over.hpp"
#include "frame/words.hpp"
#include "imports/imports.sql.hpp"
#include "imports/jobs.hpp"
#include "imports/progress.hpp"
#include "imports/reviews.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "provenance/provenance.hpp"
#include "setlists/statistics.hpp"
#include "shows/hand_over.hpp"

namespace imports {

namespace asked = ::reviews::sql;

namespace {

// The part of the artist's import that reads this source begins again at a cursor, and what it brings is matched like everything.
void bring_in(db::Tx& tx, base::Time now, artists::ArtistId artist, Part part, const boost::json::object& cursor) {
  const auto progress = progress_of(tx, artist);
  if (!progress) return;
  tx.run(sql::restart, progress->id);
  tx.run(asked::restart_part, boost::json::serialize(cursor), now, progress->id, name(part));
  artists::set_import_status(tx, now, artist, artists::ImportStatus::importing);
  jobs::enqueue(tx, now, part_job(progress->id, artist, part));
}

boost::json::object events_of(std::string_view attraction) {
  return {{"attractions", boost::json::array{attraction}}, {"mbid", nullptr}, {"at", 0}, {"dates", 0}, {"page", 0}};
}

void put(db::Tx& tx, base::Time now, artists::ArtistId artist, const artists::SourceLink& record, const std::string& name, Decision word,
         std::string_view who) {
  tx.run(asked::put_decision, ReviewId::make(), "artist", artist, record.source, record.external_id, name, 1.0, split_off,
         word == Decision::same ? "same" : "different", who, now);
}

// The shows that the record brought, with the setlists that came with it or are left without their act.
void hand_over_shows(db::Tx& tx, base::Time now, artists::ArtistId from, artists::ArtistId into, const artists::SourceLink& record) {
  std::vector<shows::ShowId> theirs;
  for (const auto& [was, is] : shows::hand_over(tx, now, from, into, record.source, record.external_id)) {
    if (was != is && record.source == "setlistfm") static_cast<void>(setlists::move(tx, now, was, is, from));  // a new show has none
    theirs.push_back(is);
  }
  setlists::statistics::give(tx, now, theirs, from, into);
}

}  // namespace

base::Result<void> take_artist(db::Tx& tx, base::Time now, const Review& r) {
  const artists::ArtistId artist{r.ours};
  if (!artists::by_id(tx, artist)) return base::not_found("reviews.gone", "The artist is not here any more.");
  if (r.source == "ticketmaster") {
    if (artists::add_source(tx, now, artist, {r.source, r.external_id, {}, "person", 1, "a person said so"}) != artist)
      return base::Error{base::Kind::conflict, "reviews.id_taken", "Another artist here has this id."};
    bring_in(tx, now, artist, Part::shows, events_of(r.external_id));
    return {};
  }
  artists::Profile profile;
  profile.mbid = r.external_id;
  if (artists::apply_profile(tx, now, artist, profile, provenance::person).id_taken_by)
    return base::Error{base::Kind::conflict, "reviews.id_taken", "Another artist here has this id."};
  bring_in(tx, now, artist, Part::setlists, {{"mbid", r.external_id}, {"page", 1}});
  return {};
}

base::Result<void> split_artist(db::Tx& tx, base::Time now, artists::ArtistId artist, std::string_view source, std::string_view external_id,
                                std::string_view who) {
  const auto whole = artists::by_id(tx, artist);
  const auto records = artists::sources(tx, artist);
  const auto off = std::ranges::find_if(records, [&](const auto& r) { return r.source == source && r.external_id == external_id; });
  if (!whole || off == records.end() || records.size() < 2) return nothing_to_split();
  const auto fresh = begin_by_name(tx, now, whole->name);
  artists::hand_over(tx, now, artist, fresh.artist, source, external_id);
  hand_over_shows(tx, now, artist, fresh.artist, *off);
  // Searched for by name, each would be found under the records of the other.
  put(tx, now, artist, *off, whole->name, Decision::different, who);
  put(tx, now, fresh.artist, *off, whole->name, Decision::same, who);
  for (const auto& record : records)
    if (&record != &*off && record.source != "spotify") put(tx, now, fresh.artist, record, whole->name, Decision::different, who);
  if (off->source == "ticketmaster") bring_in(tx, now, fresh.artist, Part::shows, events_of(off->external_id));
  for (const auto id : {artist, fresh.artist}) {
    settle_songs(tx, now, id);
    artists::touch(tx, now, id);
    log(tx, now, id, "person", "note", "profile", 1,
        "said that " + std::string(frame::source_name(source)) + " " + std::string(external_id) +
            (id == artist ? " is another artist: " + fresh.slug + "." : " is this artist, not " + whole->slug + "."));
  }
  return {};
}

Said said_about(db::Tx& tx, artists::ArtistId artist, std::string_view source) {
  Said said;
  tx.each(
      asked::decided_artists, [&](const db::Row& row) { (row.text(1) == "same" ? said.same : said.different).push_back(row.str(0)); },
      artist, source);
  return said;
}

}  // namespace imports
