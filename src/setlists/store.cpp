// Taking in a played set.
#include <algorithm>
#include <boost/json.hpp>
#include <deque>
#include <map>

#include "platform/base/text.hpp"
#include "provenance/provenance.hpp"
#include "setlists/setlists.hpp"
#include "setlists/setlists.sql.hpp"

namespace setlists {

namespace json = boost::json;

namespace {

constexpr std::size_t most_songs = 200;

using Text = std::optional<std::string>;

Text cleaned(const Text& text, std::size_t limit) {
  std::string out = base::clean(text.value_or(""), limit);
  return out.empty() ? std::nullopt : Text(std::move(out));
}

std::vector<PlayedSong> cleaned(std::vector<PlayedSong> songs) {
  if (songs.size() > most_songs) songs.resize(most_songs);
  for (PlayedSong& song : songs) {
    song.title = base::clean(song.title, 300);
    song.section_name = cleaned(song.section_name, 100);
    song.artist_name = cleaned(song.artist_name, 200);
    song.cover_of = cleaned(song.cover_of, 200);
    song.guest = cleaned(song.guest, 200);
    song.note = cleaned(song.note, 1000);
  }
  return songs;
}

bool is_artists_own(const PlayedSong& song) { return !song.tape && !song.title.empty() && !song.artist_name; }

// The song of each row; none for tapes, unnamed ones and those of other performers.
std::vector<std::optional<SongId>> songs_of(db::Tx& tx, ArtistId artist, const std::vector<PlayedSong>& songs) {
  std::vector<artists::SongTitle> titles;
  for (const PlayedSong& song : songs)
    if (is_artists_own(song)) titles.push_back({song.title, song.cover_of});
  std::vector<std::optional<SongId>> out(songs.size());
  if (titles.empty()) return out;
  const auto known = artists::ensure_songs(tx, artist, titles);
  for (std::size_t i = 0; i < songs.size(); ++i)
    if (is_artists_own(songs[i])) out[i] = known.at(artists::title_key(songs[i].title));
  return out;
}

// What a row is, so that it is found again in the next version, wherever it stands then.
using RowKey = std::tuple<std::int64_t, std::string, bool>;
RowKey key_of(std::optional<SongId> song, std::string_view title, bool tape) {
  return {song ? song->value : 0, song ? "" : base::fold(title), tape};
}

std::map<RowKey, std::deque<SongRowId>> stored_rows(db::Tx& tx, SetlistId setlist) {
  std::map<RowKey, std::deque<SongRowId>> rows;
  tx.each(
      sql::stored_rows,
      [&](const db::Row& row) { rows[key_of(row.maybe_id<SongId>(1), row.text(2), row.flag(3))].push_back(row.id<SongRowId>(0)); },
      setlist);
  return rows;
}

template <class T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

void write_songs(db::Tx& tx, SetlistId setlist, const std::vector<PlayedSong>& songs, const std::vector<std::optional<SongId>>& known) {
  auto stored = stored_rows(tx, setlist);
  const bool replaces = !stored.empty();
  json::array rows;
  for (std::size_t i = 0; i < songs.size(); ++i) {
    const PlayedSong& song = songs[i];
    std::deque<SongRowId>& same = stored[key_of(known[i], song.title, song.tape)];
    const SongRowId id = same.empty() ? SongRowId::make() : same.front();
    if (!same.empty()) same.pop_front();
    rows.push_back(json::array{id.value, i + 1, to_string(song.section), song.section_number, or_null(song.section_name),
                               known[i] ? json::value(known[i]->value) : json::value(nullptr), song.title, or_null(song.artist_name),
                               or_null(song.cover_of), or_null(song.guest), or_null(song.note), or_null(song.duration_ms),
                               song.tape ? 1 : 0});
  }
  if (replaces) tx.run(sql::step_aside, setlist);
  tx.run(sql::write_rows, setlist, json::serialize(rows));
  const bool some_left = std::ranges::any_of(stored, [](const auto& entry) { return !entry.second.empty(); });
  if (!some_left) return;
  tx.run(sql::drop_rows, setlist);
}

struct Kept {
  SetlistId id;
  std::int64_t song_count = 0;
  Text source;
  Text version;
};

}  // namespace

Stored store_played(db::Tx& tx, base::Time now, ShowId show, ArtistId artist, const Played& played) {
  tx.run(sql::ensure_setlist, SetlistId::make(), show, artist, now);
  const Kept kept =
      tx.one(
            sql::for_update, [](const db::Row& row) { return Kept{row.id<SetlistId>(0), row.i64(1), row.maybe_str(2), row.maybe_str(3)}; },
            show, artist)
          .value();
  if (kept.source == provenance::person) return {kept.id, Outcome::kept, kept.song_count};
  const std::vector<PlayedSong> songs = cleaned(played.songs);
  const auto count = std::ranges::count_if(songs, [](const PlayedSong& song) { return !song.tape; });
  const bool known_version = kept.source == played.source && kept.version == played.version && !played.version.empty();
  if (known_version) return {kept.id, count == 0 ? Outcome::empty : Outcome::unchanged, kept.song_count};
  if (count == 0 && kept.song_count > 0) return {kept.id, Outcome::empty, kept.song_count};
  if (!songs.empty()) write_songs(tx, kept.id, songs, songs_of(tx, artist, songs));
  const Status status = count > 0 ? Status::completed : Status::draft;
  tx.run(sql::update_setlist, to_string(status), count, cleaned(played.info, 4000), played.source, cleaned(played.source_url, 2000),
         played.version, now, kept.id);
  const Outcome outcome = count == 0 ? Outcome::empty : kept.song_count == 0 ? Outcome::added : Outcome::updated;
  return {kept.id, outcome, count};
}

}  // namespace setlists
