// The discography, from Spotify (phase 3): first all pages of records, so that they are on screen at once, then each shown record's
// tracks. Live albums, remixes, compilations and further editions are kept but not shown, and cost no further call (IMP-4, IMP-10).
// The cursor is {"offset": n} while listing; after that the records without tracks are themselves what is left to do.
#include "imports/mapping.hpp"
#include "imports/part_run.hpp"
#include "imports/reviews.hpp"
#include "platform/base/json.hpp"
#include "providers/spotify/client.hpp"

namespace imports {

namespace {

std::int64_t imported_albums(db::Tx& tx, artists::ArtistId artist) {
  return static_cast<std::int64_t>(artists::albums(tx, artist, 1000).size());
}

void note_kinds(PartRun& run, db::Tx& tx, int shown, int variants, int filtered) {
  if (shown > 0) run.note(tx, "found", "albums", shown, "found " + std::to_string(shown) + (shown == 1 ? " record." : " records."));
  if (variants > 0)
    run.note(tx, "merged", "albums", variants,
             "merged " + std::to_string(variants) + (variants == 1 ? " further edition." : " further editions."));
  if (filtered > 0)
    run.note(tx, "skipped", "albums", filtered, "set " + std::to_string(filtered) + " live, remix or compilation records aside.");
}

StepAnswer list_page(PartRun& run, const std::string& spotify_id, int offset) {
  const auto page = run.services.spotify.artist_albums(spotify_id, offset, limits::Urgency::urgent);
  if (!page) return page.error();
  return run.save({"albums"}, [&](db::Tx& tx, PartBooks& books) {
    int shown = 0, variants = 0, filtered = 0;
    for (const auto& album : page->records) {
      const auto stored = artists::store_album(tx, run.now(), run.artist, to_album(album, {}));
      if (stored.outcome == artists::AlbumOutcome::variant) ++variants;
      else if (stored.outcome == artists::AlbumOutcome::filtered) ++filtered;
      else ++shown;
    }
    note_kinds(run, tx, shown, variants, filtered);
    run.note_skips(tx, "albums", page->skipped, page->reasons);
    const bool more = page->next_offset && *page->next_offset > offset;  // a list that does not advance would never end
    books.cursor = boost::json::serialize(boost::json::object{{"offset", more ? *page->next_offset : -1}});
    books.imported = imported_albums(tx, run.artist);
    if (!more) books.total = static_cast<std::int64_t>(artists::albums_without_tracks(tx, run.artist, 1000).size());
    artists::touch(tx, run.now(), run.artist);
    return more || *books.total > 0 ? Next::more : books.imported > 0 ? Next::done : Next::absent;
  });
}

StepAnswer tracks_of(PartRun& run, const std::string& album_id) {
  const auto album = run.services.spotify.album(album_id, limits::Urgency::urgent);
  const bool gone = !album && album.error().what == limits::Refused::gone;
  if (!album && !gone) return album.error();
  std::vector<spotify::Track> tracks;
  std::optional<int> next;
  if (album && album->tracks) {
    tracks = album->tracks->records;
    next = album->tracks->next_offset;
  } else if (album) {
    next = 0;
  }
  while (next && !run.job.stop_requested()) {
    const int offset = *next;
    const auto more = run.services.spotify.album_tracks(album_id, offset, limits::Urgency::urgent);
    if (!more && more.error().what == limits::Refused::gone) break;
    if (!more) return more.error();  // nothing is stored yet: the record is fetched again as a whole
    tracks.insert(tracks.end(), more->records.begin(), more->records.end());
    next = more->next_offset && *more->next_offset > offset ? more->next_offset : std::nullopt;
  }
  if (next && run.job.stop_requested()) return Next::more;
  return run.save({"albums"}, [&](db::Tx& tx, PartBooks& books) {
    if (!tracks.empty()) {
      auto record = to_album(*album, tracks);
      record.spotify_id = album_id;  // an answer may carry another id than the one that was asked for
      artists::store_album(tx, run.now(), run.artist, record);
    }
    artists::close_album(tx, run.artist, album_id);  // without a usable track, too: it is not asked for again
    if (gone) run.note(tx, "skipped", "albums", 1, "no longer offers one of the records.");
    if (album && album->tracks) run.note_skips(tx, "albums", album->tracks->skipped, album->tracks->reasons);
    ++books.done;
    const auto left = artists::albums_without_tracks(tx, run.artist, 1000).size();
    books.total = books.done + static_cast<std::int64_t>(left);
    books.imported = imported_albums(tx, run.artist);
    artists::touch(tx, run.now(), run.artist);
    if (left > 0) return Next::more;
    run.settle_songs(tx);  // once: it looks at every title there is
    settle_medleys_of(tx, run.now(), run.artist);
    return Next::done;
  });
}

}  // namespace

StepAnswer albums_step(PartRun& run) {
  const auto who = run.who();
  if (!who.spotify_id) return run.save({}, [](db::Tx&, PartBooks&) { return Next::absent; });
  const auto cursor = run.books().cursor_value();
  const auto offset = base::int_at(cursor, "offset").value_or(0);
  if (offset >= 0) return list_page(run, *who.spotify_id, static_cast<int>(offset));
  const auto left = run.job.database.read_now([&](db::Tx& tx) { return artists::albums_without_tracks(tx, run.artist, 1); });
  if (left.empty()) return run.save({}, [](db::Tx&, PartBooks&) { return Next::done; });
  return tracks_of(run, left.front());
}

}  // namespace imports
