// Deciding anew which titles of an artist are one song and which are medleys, and keeping what came of it.
#include <algorithm>
#include <map>

#include "artists/song_groups.hpp"
#include "artists/song_match.hpp"
#include "artists/songs.sql.hpp"
#include "artists/stored.hpp"

namespace artists {

namespace sql = ::songs::sql;

namespace {

struct Kept {
  SongId merged_into;
  std::string how;
  double score = 1;
  std::string reason;
};

struct Known {
  std::vector<KnownTitle> titles;  // by key
  std::vector<Kept> kept;          // as stored, title by title

  std::optional<std::size_t> at(std::string_view key) const {
    const auto found = std::ranges::lower_bound(titles, key, {}, &KnownTitle::key);
    return found != titles.end() && found->key == key ? std::optional(static_cast<std::size_t>(found - titles.begin())) : std::nullopt;
  }
};

Known read_known(db::Tx& tx, ArtistId artist) {
  std::vector<std::pair<KnownTitle, Kept>> rows;
  tx.each(
      sql::known_titles,
      [&](const db::Row& row) {
        rows.push_back({{row.id<SongId>(0), row.str(1), row.str(2), row.str(3), row.str(4)},
                        {row.id<SongId>(5), row.str(6), row.real(7), row.str(8)}});
      },
      artist);
  std::ranges::sort(rows, {}, [](const auto& row) { return std::string_view(row.first.key); });
  Known known;
  std::map<SongId, std::size_t> places;
  for (auto& [title, kept] : rows) {
    places[title.id] = known.titles.size();
    known.titles.push_back(std::move(title));
    known.kept.push_back(std::move(kept));
  }
  tx.each(
      sql::recorded,
      [&](const db::Row& row) {
        const auto place = places.find(row.id<SongId>(0));
        if (place == places.end()) return;
        known.titles[place->second].albums.insert(row.i64(1));
        if (!row.text(2).empty()) known.titles[place->second].isrcs.insert(row.str(2));
      },
      artist);
  return known;
}

std::vector<Pair> pairs_of(const Known& known, std::span<const SaidOfSongs> said) {
  std::vector<Pair> pairs;
  for (const SaidOfSongs& word : said) {
    const auto a = std::ranges::find(known.titles, word.song, &KnownTitle::id);
    const auto b = known.at(word.other_key);
    if (a != known.titles.end() && b) pairs.push_back({static_cast<std::size_t>(a - known.titles.begin()), *b, word.same});
  }
  return pairs;
}

using Parts = std::map<SongId, std::vector<std::string>>;  // keys

// Reads what the artist a medley is by has recorded and played, once.
class Originals {
 public:
  Originals(db::Tx& tx, ArtistId performer) : tx_(tx), performer_(performer) {}
  const std::map<std::string, std::string>& of(const std::string& cover_key) {
    const auto [found, fresh] = known_.try_emplace(cover_key);
    if (fresh && !cover_key.empty())
      tx_.each(
          sql::keys_of_namesakes, [&](const db::Row& row) { found->second.try_emplace(row.str(0), row.str(1)); }, cover_key, performer_);
    return found->second;
  }

 private:
  db::Tx& tx_;
  ArtistId performer_;
  std::map<std::string, std::map<std::string, std::string>> known_;
};

// What every medley is made of. A part that only its original artist has becomes a song of the performer as well, and may complete
// another medley: round after round until nothing is added.
Parts find_medleys(db::Tx& tx, ArtistId artist, Known& known, std::span<const SaidOfSongs> said) {
  Originals originals(tx, artist);
  for (;;) {
    Parts medleys;
    std::vector<SongTitle> missing;
    for (KnownTitle& title : known.titles) {
      const auto pieces = pieces_of(title.title);
      const bool one =
          pieces.size() < 2 ||
          std::ranges::any_of(
              said, [&](const SaidOfSongs& word) { return word.same && (word.song == title.id || word.other_key == title.key); });
      if (one) continue;
      const auto& theirs = originals.of(title.cover_key);
      auto parts = medley_parts(title.key, pieces, [&](const std::string& key) { return known.at(key) || theirs.contains(key); });
      title.medley = !parts.empty();
      for (const std::string& part : parts)
        if (!known.at(part)) missing.push_back({theirs.at(part), title.cover_key});
      if (title.medley) medleys.emplace(title.id, std::move(parts));
    }
    if (missing.empty()) return medleys;
    ensure_songs(tx, artist, missing);
    known = read_known(tx, artist);
  }
}

// Answers whether anything is made of other parts than before.
bool keep_medleys(db::Tx& tx, ArtistId artist, const Known& known, const Parts& medleys) {
  std::map<SongId, std::vector<SongId>> wanted, stored;
  for (const auto& [song, keys] : medleys)
    for (const std::string& key : keys) wanted[song].push_back(known.titles[known.at(key).value()].id);
  tx.each(sql::parts_of_artist, [&](const db::Row& row) { stored[row.id<SongId>(0)].push_back(row.id<SongId>(1)); }, artist);
  for (const auto& [song, parts] : stored)
    if (const auto now = wanted.find(song); now == wanted.end() || now->second != parts) tx.run(sql::clear_parts, song);
  for (const auto& [song, parts] : wanted) {
    if (const auto before = stored.find(song); before != stored.end() && before->second == parts) continue;
    for (std::size_t i = 0; i < parts.size(); ++i) tx.run(sql::put_part, song, i + 1, parts[i]);
  }
  return wanted != stored;
}

}  // namespace

SettledSongs settle_songs(db::Tx& tx, ArtistId artist, std::span<const SaidOfSongs> said) {
  stored::lock(tx, artist);
  Known known = read_known(tx, artist);
  const Parts medleys = find_medleys(tx, artist, known, said);
  SettledSongs settled;
  settled.changed = keep_medleys(tx, artist, known, medleys);
  const Grouping grouping = group(known.titles, pairs_of(known, said));
  for (std::size_t i = 0; i < known.titles.size(); ++i) {
    const Belongs& belongs = grouping.titles[i];
    const Kept& kept = known.kept[i];
    const SongId into = belongs.to == i ? SongId{} : known.titles[belongs.to].id;
    if (into == kept.merged_into && belongs.how == kept.how && belongs.reason == kept.reason) continue;
    tx.run(sql::set_song, into.value == 0 ? std::nullopt : std::optional(into), belongs.how, belongs.score, belongs.reason,
           known.titles[i].id);
    settled.changed = settled.changed || into != kept.merged_into;
    if (into != kept.merged_into && into.value != 0) settled.joined.push_back(belongs.reason);
  }
  for (const Doubt& doubt : grouping.unsure)
    settled.unsure.push_back({known.titles[doubt.a].id, known.titles[doubt.b].key, known.titles[doubt.b].title, doubt.score, doubt.reason});
  return settled;
}

}  // namespace artists
