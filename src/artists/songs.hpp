// Songs: what recordings and performances have in common (IMP-8).
// Whatever bears one title_key of an artist is one song: the studio take, the remaster and the night in Oslo. Beyond that, two titles are
// one song when
//   person     somebody said so
//   isrc       recordings of both have one ISRC, and the titles are loosely alike
//   spelling   they differ only in what is spelt in several ways ("Pt. II", "Part 2"), and no record has both
// Unsure: recordings of one ISRC under plainly different titles; a title that only setlists have, one slip away from a recorded one.
// Two that a person keeps apart are never one. "A / B" is a medley when every part is a song of the artist, or of the artist it is by: then
// its parts are counted in its place. All of this is decided anew from what is known, so the order in which it came makes no difference.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artists/artists.hpp"

namespace artists {

struct SongTag;
using SongId = base::Id<SongTag>;  // of one title of a song, for ever; which song that is, song_of tells

// What makes two titles the same song or record: folded, without what only tells the recording or the edition.
// Dropped, as often as they end the title: bracketed or dashed parts that name a version ("(Remastered 2011)", "- Live at …",
// "[Deluxe Edition]", "(Radio Edit)", "(Demo)", "- 2009 Remaster", "(Bonus Track)") and guests ("feat. …", "ft. …", "(with …)" in
// small letters). Kept: parts that name another piece ("(Part 2)", "(Reprise)", "(Interlude)", "Pt. 1").
// Never empty: a title made of signs only is its own key.
std::string title_key(std::string_view title);

struct SongTitle {
  std::string title = {};                    // not empty
  std::optional<std::string> cover_of = {};  // its original artist, where a setlist names one
  bool recorded = false;                     // from a record, which knows best how a title is spelt
};
// The songs of many titles at once, made where missing, by title_key. `made` tells how many were.
std::unordered_map<std::string, SongId> ensure_songs(db::Tx& tx, ArtistId artist, std::span<const SongTitle> titles, int* made = nullptr);
SongId ensure_song(db::Tx& tx, ArtistId artist, std::string_view title);
// Songs of others as songs of this artist's, made where missing: [theirs, own].
std::vector<std::pair<SongId, SongId>> as_own(db::Tx& tx, ArtistId artist, const std::vector<std::pair<SongId, SongTitle>>& theirs);
std::optional<SongId> find_song(db::Tx& tx, ArtistId artist, std::string_view title);
std::optional<SongId> title_with_key(db::Tx& tx, ArtistId artist, std::string_view key);  // itself, whatever song it has become

struct Song {
  SongId id;
  ArtistId artist;
  std::string title;
};
std::optional<Song> song_of(db::Tx& tx, SongId id);
std::vector<Song> songs_of(db::Tx& tx, ArtistId artist, int limit);  // by title

// A person's word about a title and another of the same artist.
struct SaidOfSongs {
  SongId song;
  std::string other_key;
  bool same = false;
};
struct UnsureSongs {
  SongId song;
  std::string other_key;
  std::string other_title;
  double score = 0;
  std::string reason;
};
struct SettledSongs {
  std::vector<UnsureSongs> unsure;  // all there are at present
  std::vector<std::string> joined;  // in words: what became one now
  bool changed = false;             // what is counted as what: statistics are the caller's to refresh
};
SettledSongs settle_songs(db::Tx& tx, ArtistId artist, std::span<const SaidOfSongs> said);
// Artists who play medleys of this one's songs: what they are made of may be known now.
std::vector<ArtistId> play_medleys_of(db::Tx& tx, ArtistId artist);

// As what a title is counted: as the song it has become, as the parts of a medley. What is not listed counts as itself.
using CountedAs = std::unordered_map<SongId, std::vector<SongId>>;
CountedAs counted_as(db::Tx& tx, ArtistId artist);

// For operators.
struct TitleOfSong {
  SongId id;
  std::string title;
  std::string key;
  std::string how;  // title, isrc, spelling, person
  double score = 1;
  std::string reason;
};
std::vector<TitleOfSong> titles_of(db::Tx& tx, SongId song);  // the one that is shown first
std::vector<std::string> parts_of(db::Tx& tx, SongId song);   // titles; none: it is no medley

enum class Variant { studio, live, remix, remaster, demo, acoustic, other };
std::string_view to_string(Variant variant);
struct Recording {
  std::string title;
  std::string album;
  std::string released;  // empty: unknown
  Variant variant = Variant::studio;
  std::string isrc;  // empty: not told
};
std::vector<Recording> recordings_of(db::Tx& tx, SongId song);  // oldest first

}  // namespace artists
