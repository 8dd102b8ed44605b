#include "artists/discography.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "artists/discography.sql.hpp"
#include "artists/stored.hpp"
#include "platform/base/text.hpp"

namespace artists {

namespace json = boost::json;
namespace sql = ::discography::sql;

namespace {

constexpr std::size_t title_limit = 300;
constexpr std::size_t most_tracks = 1000;

template <class T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

bool shown(AlbumKind kind) { return kind == AlbumKind::album || kind == AlbumKind::single; }

struct Edition {
  AlbumId id;
  bool plain = false;    // titled without a suffix
  std::string released;  // empty sorts last
  std::int64_t tracks = 0;
  std::string spotify_id;
  std::optional<AlbumId> variant_of;

  // Smaller is shown.
  auto rank() const { return std::tuple(!plain, released.empty(), released, -tracks, spotify_id); }
};

// Decides anew which edition of a record is shown, whatever order they came in.
std::optional<AlbumId> settle_editions(db::Tx& tx, ArtistId artist, AlbumId album, const std::string& key, AlbumKind kind) {
  std::vector<Edition> editions = tx.all(
      sql::editions,
      [&](const db::Row& row) {
        return Edition{row.id<AlbumId>(0), base::fold(row.text(1)) == key, row.str(2), row.i64(3), row.str(4), row.maybe_id<AlbumId>(5)};
      },
      artist, key, to_string(kind));
  const AlbumId first = std::ranges::min_element(editions, std::less{}, &Edition::rank)->id;
  std::optional<AlbumId> result;
  for (const Edition& edition : editions) {
    const std::optional<AlbumId> of = edition.id == first ? std::nullopt : std::optional(first);
    if (edition.variant_of != of) tx.run(sql::set_variant_of, of, edition.id);
    if (edition.id == album) result = of;
  }
  return result;
}

// Answers how many songs are new.
int store_tracks(db::Tx& tx, ArtistId artist, AlbumId album, const SourceAlbum& source) {
  std::vector<SongTitle> titles;
  std::vector<const SourceTrack*> kept;
  std::set<std::pair<int, int>> places;
  for (const SourceTrack& track : source.tracks) {
    if (titles.size() == most_tracks) break;
    std::string title = base::clean(track.title, title_limit);
    if (title.empty() || !places.emplace(track.disc, track.number).second) continue;
    titles.push_back({std::move(title), {}, true});
    kept.push_back(&track);
  }
  if (titles.empty()) return 0;
  int made = 0;
  const auto songs = ensure_songs(tx, artist, titles, &made);
  json::array rows;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const SourceTrack& track = *kept[i];
    rows.push_back(json::array{base::next_id(), songs.at(title_key(titles[i].title)).value, or_null(track.spotify_id), or_null(track.isrc),
                               titles[i].title, track.disc, track.number, or_null(track.duration_ms)});
  }
  tx.run(sql::upsert_tracks, album, json::serialize(rows));
  if (source.released) tx.run(sql::date_songs, *source.released, album);
  tx.run(sql::count_tracks, album);
  return made;
}

}  // namespace

StoredAlbum store_album(db::Tx& tx, base::Time now, ArtistId artist, const SourceAlbum& album) {
  struct Known {
    AlbumId id;
    AlbumKind kind;
    bool with_tracks;
  };
  const auto known = [&] {
    return tx.one(
        sql::album_by_spotify, [](const db::Row& row) { return Known{row.id<AlbumId>(0), stored::read_kind(row.text(1)), row.i64(2) > 0}; },
        artist, album.spotify_id);
  };
  StoredAlbum stored;
  stored.id = AlbumId::make();
  stored.kind = classify(album);
  std::string title = base::clean(album.title, title_limit);
  if (title.empty()) title = "Untitled";
  const std::string key = title_key(title);
  const bool added = tx.run(sql::insert_album, stored.id, artist, album.spotify_id, title, key, to_string(stored.kind), album.released,
                            album.total_tracks, album.image_url, album.url, now) > 0;
  if (!added) {
    const Known before = *known();
    stored.id = before.id;
    // Its tracks may have told what the list alone cannot.
    if (album.tracks.empty() && before.with_tracks) stored.kind = before.kind;
    tx.run(sql::update_album, title, key, to_string(stored.kind), album.released, album.total_tracks, album.image_url, album.url,
           stored.id);
  }
  stored.new_songs = store_tracks(tx, artist, stored.id, album);
  stored.variant_of = settle_editions(tx, artist, stored.id, key, stored.kind);
  stored.outcome = !shown(stored.kind) ? AlbumOutcome::filtered
                   : stored.variant_of ? AlbumOutcome::variant
                   : added             ? AlbumOutcome::added
                                       : AlbumOutcome::updated;
  return stored;
}

std::vector<Album> albums(db::Tx& tx, ArtistId artist, int limit) {
  return tx.all(
      sql::shown_albums,
      [](const db::Row& row) {
        return Album{row.id<AlbumId>(0), row.str(1),       row.str(2), stored::read_kind(row.text(3)), row.maybe_str(4), row.maybe_i64(5),
                     row.maybe_str(6),   row.maybe_str(7), row.i64(8)};
      },
      artist, limit);
}

void close_album(db::Tx& tx, ArtistId artist, std::string_view spotify_id) { tx.run(sql::close_album, artist, spotify_id); }

std::vector<std::string> albums_without_tracks(db::Tx& tx, ArtistId artist, int limit) {
  return tx.all(sql::albums_without_tracks, [](const db::Row& row) { return row.str(0); }, artist, limit);
}

void stored::give_albums(db::Tx& tx, ArtistId from, ArtistId into) {
  tx.run(sql::give_albums, into, from);
  std::vector<std::pair<SongId, SongTitle>> theirs;
  tx.each(
      sql::songs_of_another, [&](const db::Row& row) { theirs.push_back({row.id<SongId>(0), {.title = row.str(1), .recorded = true}}); },
      into, from);
  for (const auto& [song, own] : as_own(tx, into, theirs)) tx.run(sql::record_own, own, song, into);
}

std::vector<Track> tracks(db::Tx& tx, AlbumId album) {
  return tx.all(
      sql::tracks,
      [](const db::Row& row) {
        return Track{row.id<SongId>(0), row.str(1), static_cast<int>(row.i64(2)), static_cast<int>(row.i64(3)), row.maybe_i64(4)};
      },
      album);
}

}  // namespace artists
