#include "artists/songs.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "artists/discography.hpp"
#include "artists/songs.sql.hpp"
#include "artists/stored.hpp"
#include "platform/base/text.hpp"

namespace artists {

namespace json = boost::json;
namespace sql = ::songs::sql;

namespace {

constexpr std::size_t title_limit = 300;

SongId read_song(const db::Row& row) { return row.id<SongId>(0); }
Song read_whole_song(const db::Row& row) { return {row.id<SongId>(0), row.id<ArtistId>(1), row.str(2)}; }

// The spelling with the least rank is shown: the plain title before one with a version, a record's before a setlist's, and not all in
// capitals where somebody wrote it otherwise.
std::string rank_of(const std::string& title, const std::string& key, bool recorded) {
  const bool small = std::ranges::any_of(title, [](char c) { return c >= 'a' && c <= 'z'; });
  std::string rank = base::fold(title) == key ? "0" : "1";
  rank += recorded ? '0' : '1';
  rank += small ? '0' : '1';
  return rank + title;
}

struct Wanted {
  std::string title;
  std::string rank;
  std::optional<std::string> cover_key;
};

// By key, so that two imports of one artist write in one order.
std::map<std::string, Wanted> wanted_of(std::span<const SongTitle> titles) {
  std::map<std::string, Wanted> wanted;
  for (const SongTitle& told : titles) {
    std::string title = base::clean(told.title, title_limit);
    const std::string key = title_key(title);
    std::string rank = rank_of(title, key, told.recorded);
    Wanted& best = wanted[key];
    if (best.rank.empty() || rank < best.rank) best.title = std::move(title), best.rank = std::move(rank);
    const std::string cover = base::fold(told.cover_of.value_or(""));
    if (!cover.empty() && (!best.cover_key || cover < *best.cover_key)) best.cover_key = cover;
  }
  return wanted;
}

}  // namespace

std::unordered_map<std::string, SongId> ensure_songs(db::Tx& tx, ArtistId artist, std::span<const SongTitle> titles, int* made) {
  const auto wanted = wanted_of(titles);
  json::array keys;
  for (const auto& [key, song] : wanted) keys.emplace_back(key);
  const std::string key_list = json::serialize(keys);
  std::unordered_map<std::string, SongId> songs;
  std::map<std::string, bool> settled;  // key -> nothing better is told now
  const auto read = [&] {
    tx.each(
        sql::songs_by_key,
        [&](const db::Row& row) {
          const Wanted& told = wanted.at(row.str(0));
          songs.emplace(row.str(0), row.id<SongId>(1));
          settled[row.str(0)] = row.text(2) <= told.rank && (!told.cover_key || (!row.is_null(3) && row.text(3) <= *told.cover_key));
        },
        key_list, artist);
  };
  read();
  const std::size_t before = songs.size();
  json::array news;
  for (const auto& [key, song] : wanted)
    if (!settled[key])
      news.push_back(json::array{base::next_id(), song.title, key, song.rank, song.cover_key ? json::value(*song.cover_key) : nullptr});
  if (news.empty()) return songs;
  stored::lock(tx, artist);
  tx.run(sql::put_songs, artist, json::serialize(news));
  if (before < wanted.size()) read();
  if (made) *made = static_cast<int>(songs.size() - before);
  return songs;
}

SongId ensure_song(db::Tx& tx, ArtistId artist, std::string_view title) {
  const SongTitle titles[] = {{std::string(title)}};
  return ensure_songs(tx, artist, titles).begin()->second;
}

std::optional<SongId> find_song(db::Tx& tx, ArtistId artist, std::string_view title) {
  return tx.one(sql::song_by_key, read_song, artist, title_key(title));
}

std::vector<std::pair<SongId, SongId>> as_own(db::Tx& tx, ArtistId artist, const std::vector<std::pair<SongId, SongTitle>>& theirs) {
  std::vector<SongTitle> titles;
  for (const auto& [song, title] : theirs) titles.push_back(title);
  const auto own = ensure_songs(tx, artist, titles);
  std::vector<std::pair<SongId, SongId>> pairs;
  for (const auto& [song, title] : theirs) pairs.emplace_back(song, own.at(title_key(title.title)));
  return pairs;
}

std::optional<SongId> title_with_key(db::Tx& tx, ArtistId artist, std::string_view key) {
  return tx.one(sql::title_with_key, read_song, artist, key);
}

std::optional<Song> song_of(db::Tx& tx, SongId id) { return tx.one(sql::song_of, read_whole_song, id); }
std::vector<Song> songs_of(db::Tx& tx, ArtistId artist, int limit) { return tx.all(sql::songs_of, read_whole_song, artist, limit); }

std::vector<ArtistId> play_medleys_of(db::Tx& tx, ArtistId artist) {
  return tx.all(sql::play_medleys_of, [](const db::Row& row) { return row.id<ArtistId>(0); }, artist);
}

CountedAs counted_as(db::Tx& tx, ArtistId artist) {
  CountedAs out;
  tx.each(sql::counted_as, [&](const db::Row& row) { out[row.id<SongId>(0)].push_back(row.id<SongId>(1)); }, artist);
  return out;
}

std::vector<TitleOfSong> titles_of(db::Tx& tx, SongId song) {
  return tx.all(
      sql::titles_of,
      [](const db::Row& row) { return TitleOfSong{row.id<SongId>(0), row.str(1), row.str(2), row.str(3), row.real(4), row.str(5)}; }, song);
}

std::vector<std::string> parts_of(db::Tx& tx, SongId song) {
  return tx.all(sql::parts_of, [](const db::Row& row) { return row.str(0); }, song);
}

std::vector<Recording> recordings_of(db::Tx& tx, SongId song) {
  return tx.all(
      sql::recordings_of,
      [](const db::Row& row) {
        return Recording{row.str(0), row.str(1), row.str(2), variant_of(row.text(0), stored::read_kind(row.text(3))), row.str(4)};
      },
      song);
}

}  // namespace artists
