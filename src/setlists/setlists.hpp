// Setlists: what was played, one per show and performing artist (DAT-5). This part takes in played sets from outside and reads them.
// A row keeps its id as long as its song stays, because votes hang on it. An empty list never replaces songs, and a source never
// replaces what a person corrected (IMP-11).
// Also public: statistics.hpp, prediction.hpp, documents.hpp
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artists/discography.hpp"
#include "shows/shows.hpp"

namespace setlists {

using artists::ArtistId;
using artists::SongId;
using shows::ShowId;
struct SetlistTag;
using SetlistId = base::Id<SetlistTag>;
struct SongRowTag;
using SongRowId = base::Id<SongRowTag>;

enum class Status { draft, live, completed };
std::string_view to_string(Status status);

enum class Section { main, set, encore };
std::string_view to_string(Section section);

struct PlayedSong {
  Section section = Section::main;
  int section_number = 0;                        // encore 1, 2 …; set 1, 2 …; 0 in the main set
  std::optional<std::string> section_name = {};  // as the source names it
  std::string title = {};                        // empty: a song nobody could name
  std::optional<std::string> artist_name = {};   // performer, when it is not the setlist's artist
  std::optional<std::string> cover_of = {};      // original artist
  std::optional<std::string> guest = {};
  std::optional<std::string> note = {};
  std::optional<std::int64_t> duration_ms = {};
  bool tape = false;  // from tape: shown, never counted
};
struct Played {
  std::string source = {};                     // setlistfm
  std::optional<std::string> source_url = {};  // attribution, shown and followable
  std::string version = {};
  std::optional<std::string> info = {};
  std::vector<PlayedSong> songs = {};  // at most 200 are kept
};

enum class Outcome {
  added,
  updated,
  unchanged,  // this version is here
  empty,      // nothing entered yet: the show is known, its songs are not
  kept,       // a person's correction stands
};
std::string_view to_string(Outcome outcome);
struct Stored {
  SetlistId id;
  Outcome outcome = Outcome::added;
  std::int64_t songs = 0;  // now in the setlist, without tapes
};
// Idempotent by version. Titles become the artist's songs, covers too; tapes, unnamed songs and other performers' do not.
// statistics::refresh is the caller's, once a batch.
Stored store_played(db::Tx& tx, base::Time now, ShowId show, ArtistId artist, const Played& played);

struct Setlist {
  SetlistId id;
  ShowId show;
  ArtistId artist;
  std::string artist_name;
  std::string artist_slug;
  Status status = Status::draft;
  std::int64_t revision = 0;
  std::int64_t song_count = 0;  // without tapes; 0: not known
  std::optional<std::string> info;
  std::optional<std::string> source;
  std::optional<std::string> source_url;
  base::Time updated_at;
};
// The setlist of an act at a show, made (an empty draft) where there is none yet.
SetlistId ensure(db::Tx& tx, base::Time now, ShowId show, ArtistId artist);
// The songs known of one show are another's from now on: two shows were one. The setlists of `into` stay, with the votes on them; one
// without songs gets the other's. Statistics are the caller's to refresh. Errors: setlists.both_played, then nothing is moved.
base::Result<void> move(db::Tx& tx, base::Time now, ShowId from, ShowId into);
// The same for one act.
base::Result<void> move(db::Tx& tx, base::Time now, ShowId from, ShowId into, ArtistId artist);
// In billing order.
std::vector<Setlist> by_show(db::Tx& tx, ShowId show);
std::optional<Setlist> by_id(db::Tx& tx, SetlistId id);

struct SongRow {
  SongRowId id;
  int position = 0;  // from 1, over all sections
  Section section = Section::main;
  int section_number = 0;
  std::optional<std::string> section_name;
  std::optional<SongId> song;
  std::string title;  // empty: unknown
  std::optional<std::string> artist_name;
  std::optional<std::string> cover_of;
  std::optional<std::string> guest;
  std::optional<std::string> note;
  std::optional<std::int64_t> duration_ms;
  bool tape = false;
  std::int64_t up_votes = 0;
  std::int64_t down_votes = 0;
  std::int64_t plays = 0;  // by this artist, in all known setlists
  bool debut = false;      // the first time it is known to have been played
};
std::vector<SongRow> rows(db::Tx& tx, SetlistId setlist);

}  // namespace setlists
