#include "imports/imports.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "imports/artist_reviews.hpp"
#include "imports/imports.sql.hpp"
#include "imports/jobs.hpp"
#include "imports/part_run.hpp"
#include "platform/base/read.hpp"
#include "platform/jobs/jobs.hpp"

namespace imports {

using base::Result;

namespace {

bool is_spotify_id(std::string_view id) {
  return id.size() == 22 &&
         std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

void enqueue_part(db::Tx& tx, base::Time now, ImportId import, artists::ArtistId artist, Part part) {
  jobs::enqueue(tx, now, part_job(import, artist, part));
}

// Goes on with the same import.
void reopen(db::Tx& tx, base::Time now, ImportId import, artists::ArtistId artist) {
  tx.run(sql::restart, import);
  artists::set_import_status(tx, now, artist, artists::ImportStatus::importing);
}

Begun as_it_is(db::Tx& tx, artists::ArtistId id, std::string slug) {
  const auto progress = progress_of(tx, id);
  return {id, std::move(slug), progress ? progress->status : "importing", progress ? progress->percent : 0, false};
}

// Placeholder, import, parts and first jobs in one transaction: all of it exists or nothing.
Begun begin_artist(db::Tx& tx, base::Time now, const artists::NewArtist& wanted) {
  const auto artist = artists::begin(tx, now, wanted);
  const auto import = ImportId::make();
  if (tx.run(sql::insert_import, import, artist.id, now) == 0) return as_it_is(tx, artist.id, artist.slug);
  for (const Part part : all_parts) {
    const bool named = part == Part::profile && !wanted.name.empty();
    tx.run(sql::insert_part, import, name(part), source_key(part), named ? R"({"named":true})" : "{}", now);
  }
  artists::set_import_status(tx, now, artist.id, artists::ImportStatus::importing);
  enqueue_part(tx, now, import, artist.id, Part::profile);
  // With a name the shows need not wait for the profile; without one the profile starts them.
  if (!wanted.name.empty()) enqueue_part(tx, now, import, artist.id, Part::shows);
  return {artist.id, artist.slug, "importing", 0, true};
}

artists::NewArtist candidate_row(const db::Row& row) {
  return {.name = row.str(1),
          .spotify_id = row.str(0),
          .image_url = row.maybe_str(3),
          .genres = base::texts_in(row.text(2)),
          .popularity = row.maybe_i64(4)};
}

}  // namespace

Result<Begun> begin_by_spotify_id(db::Tx& tx, base::Time now, std::string_view spotify_id) {
  if (!is_spotify_id(spotify_id))
    return base::invalid("imports.bad_spotify_id", "A Spotify artist id has 22 letters and digits; this one has not.");
  // Somebody may have seen this artist in a search: then the name is known at once.
  if (const auto seen = tx.one(sql::candidate_by_spotify_id, candidate_row, spotify_id)) return begin_artist(tx, now, *seen);
  return begin_artist(tx, now, {.name = "", .spotify_id = std::string(spotify_id), .image_url = {}, .genres = {}, .popularity = {}});
}

Result<Begun> begin_by_candidate(db::Tx& tx, base::Time now, CandidateId hit) {
  const auto wanted = tx.one(sql::candidate, candidate_row, hit);
  if (!wanted) return base::not_found("imports.unknown_hit", "This search hit is no longer known. Search for the artist again.");
  return begin_artist(tx, now, *wanted);
}

Begun begin_by_name(db::Tx& tx, base::Time now, std::string_view name) {
  return begin_artist(tx, now, {.name = std::string(name), .spotify_id = {}, .image_url = {}, .genres = {}, .popularity = {}});
}

Result<Begun> retry(db::Tx& tx, base::Time now, artists::ArtistId artist) {
  const auto found = artists::by_id(tx, artist);
  const auto progress = progress_of(tx, artist);
  if (!found || !progress) return base::not_found("imports.unknown_artist", "There is no import of this artist to try again.");
  // Asked twice, the second click finds the first one's jobs waiting and changes nothing.
  if (progress->status != "failed") return as_it_is(tx, artist, found->slug);
  reopen(tx, now, progress->id, artist);
  for (const auto& p : progress->parts) {
    if (p.status != PartStatus::failed) continue;
    set_part_status(tx, now, progress->id, p.part, PartStatus::waiting);
    // What lacks the profile is started by it.
    const bool held = p.error_code == needs_profile && progress->part(Part::profile).status == PartStatus::failed;
    if (!held) enqueue_part(tx, now, progress->id, artist, p.part);
  }
  return as_it_is(tx, artist, found->slug);
}

void start_left_out(db::Tx& tx, base::Time now, Part part) {
  const auto row = [](const db::Row& r) { return std::pair{r.id<ImportId>(0), r.id<artists::ArtistId>(1)}; };
  for (const auto& [import, artist] : tx.all(sql::left_out, row, name(part), off_code(part))) {
    reopen(tx, now, import, artist);
    set_part_status(tx, now, import, part, PartStatus::waiting);
    enqueue_part(tx, now, import, artist, part);
  }
}

void remember_candidates(db::Tx& tx, base::Time now, std::vector<Candidate>& found) {
  for (auto& c : found) {
    boost::json::array genres(c.genres.begin(), c.genres.end());
    const auto id = tx.one(
        sql::upsert_candidate, [](const db::Row& row) { return row.id<CandidateId>(0); }, CandidateId::make(), c.spotify_id, c.name,
        boost::json::serialize(genres), c.image_url, c.popularity, now);
    if (id) c.id = *id;
  }
}

}  // namespace imports
