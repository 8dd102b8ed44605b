// Discography: an artist's records and their tracks. What recordings have in common, songs.hpp tells.
#pragma once
#include "artists/songs.hpp"

namespace artists {

struct AlbumTag;
using AlbumId = base::Id<AlbumTag>;

enum class AlbumKind { album, single, compilation, live, remix };
std::string_view to_string(AlbumKind kind);

struct SourceTrack {
  std::optional<std::string> spotify_id = {};
  std::optional<std::string> isrc = {};
  std::string title = {};
  int disc = 1;
  int number = 1;
  std::optional<std::int64_t> duration_ms = {};
};
struct SourceAlbum {
  std::string spotify_id = {};
  std::string title = {};
  std::string type = {};                     // album, single or compilation, as Spotify says; EPs are singles
  std::optional<std::string> released = {};  // YYYY[-MM[-DD]]
  std::optional<std::int64_t> total_tracks = {};
  std::optional<std::string> image_url = {};
  std::optional<std::string> url = {};
  std::vector<SourceTrack> tracks = {};  // empty: not fetched yet
};

// By title and type, and by its tracks when most of them say "- Live" or "Remix".
AlbumKind classify(const SourceAlbum& album);

// Which recording of its song a track is, by its title and its record.
Variant variant_of(std::string_view title, AlbumKind record);

enum class AlbumOutcome {
  added,
  updated,
  variant,   // another edition of a record that is here: kept, not shown
  filtered,  // live, remix or compilation: kept, not shown (IMP-4)
};
struct StoredAlbum {
  AlbumId id;
  AlbumOutcome outcome = AlbumOutcome::added;
  AlbumKind kind = AlbumKind::album;
  std::optional<AlbumId> variant_of;
  int new_songs = 0;
};
// Idempotent by Spotify id. Of several editions the plainly titled one is shown, then the oldest, whatever came first.
StoredAlbum store_album(db::Tx& tx, base::Time now, ArtistId artist, const SourceAlbum& album);

struct Album {
  AlbumId id;
  std::string spotify_id;
  std::string title;
  AlbumKind kind = AlbumKind::album;
  std::optional<std::string> released;
  std::optional<std::int64_t> total_tracks;
  std::optional<std::string> image_url;
  std::optional<std::string> url;
  std::int64_t editions = 1;  // this one included
};
// Those shown: albums and singles, one edition each, newest first.
std::vector<Album> albums(db::Tx& tx, ArtistId artist, int limit = 500);
// Spotify ids of shown albums whose tracks are not here yet, newest first: what the import still has to fetch.
std::vector<std::string> albums_without_tracks(db::Tx& tx, ArtistId artist, int limit);

// Its source has no tracks for it (any more): it is not asked for again.
void close_album(db::Tx& tx, ArtistId artist, std::string_view spotify_id);

struct Track {
  SongId song;
  std::string title;
  int disc = 1;
  int number = 1;
  std::optional<std::int64_t> duration_ms;
};
std::vector<Track> tracks(db::Tx& tx, AlbumId album);

}  // namespace artists
