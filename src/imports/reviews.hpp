// Matches that a person should decide (IMP-8). What a person said outranks every later sync (IMP-11): records are found by the ids a
// person gave them, and two things a person keeps apart are never made one.
// Error codes: reviews.unknown, reviews.gone, reviews.id_taken, setlists.both_played; of songs reviews.no_such_song, reviews.one_song,
// reviews.stands.
#pragma once
#include <algorithm>

#include "imports/imports.hpp"
#include "setlists/setlists.hpp"

namespace imports {

struct ReviewTag;
using ReviewId = base::Id<ReviewTag>;

struct Review {
  ReviewId id;
  std::string entity;     // venue, show, artist, song
  std::int64_t ours = 0;  // id of the thing here
  std::string source;     // whose record it is about
  std::string external_id;
  std::string name;  // of the record, as the source writes it
  double score = 0;  // 0-1
  std::string reason;
  std::string status;      // open, same, different, withdrawn
  std::string decided_by;  // empty while open, unless an answer was taken back: then who did
  base::Time created_at;
  std::optional<base::Time> decided_at;
};
std::int64_t open_reviews(db::Tx& tx);
std::vector<Review> reviews(db::Tx& tx, bool open, int limit, int offset = 0);
std::optional<Review> review(db::Tx& tx, ReviewId id);

// One of the two in question, as it stands here.
struct Side {
  std::string name;
  std::string path;                                         // of its page; empty: it has none here
  std::vector<std::pair<std::string, std::string>> fields;  // what tells the two apart: the same labels on both sides
  std::vector<std::string> hangs;                           // what would move: "12 shows"
};
struct Comparison {
  Review review;
  Side ours, theirs;
  std::int64_t theirs_id = 0;  // of what is made of the record here; 0: nothing is
  bool settled = false;        // both are one already
};
std::optional<Comparison> compare(db::Tx& tx, ReviewId id);

enum class Decision {
  same,       // venues and shows become one; an artist's record is taken and brought in
  different,  // never asked again, never merged
};
base::Result<void> decide(db::Tx& tx, base::Time now, ReviewId id, Decision decision, std::string_view who);

// A record was put with the wrong venue, show or artist: it becomes one of its own, and stays so. An artist's takes along what it brought,
// and the artist it becomes is brought in. Errors: reviews.last_record.
base::Result<void> split(db::Tx& tx, base::Time now, std::string_view entity, std::int64_t id, std::string_view source,
                         std::string_view external_id, std::string_view who);

// Songs are split by title: `record` is a title_key. Two songs of one artist that no rule would join; the second by its title.
base::Result<void> join_songs(db::Tx& tx, base::Time now, artists::SongId song, std::string_view title, std::string_view who);

// A decision was wrong. Of songs it is as if nobody had said it, and asked again where the rules are unsure. Of others only a "different"
// is taken back: an answer is asked for again, a record that was split off goes back to where the rules had put it. A "same" is undone by
// splitting off, record by record, because what joined afterwards belongs to neither side; so is an artist's split, which made an artist.
// Errors: reviews.unknown, reviews.stands, reviews.gone, setlists.both_played.
base::Result<void> take_back(db::Tx& tx, base::Time now, ReviewId id, std::string_view who);
bool can_take_back(const Review& review);

// Two venues were one, with all that hangs on them.
void merge_venues(db::Tx& tx, base::Time now, venues::VenueId from, venues::VenueId into);
// Two shows were one.
base::Result<void> merge_shows(db::Tx& tx, base::Time now, shows::ShowId from, shows::ShowId into);
// Whether a person has said that these two are two.
bool kept_apart(db::Tx& tx, venues::VenueId a, venues::VenueId b);

// Decides anew which titles of an artist are one song and which are medleys (artists/songs.hpp), by what people said as well. What is
// unsure is put up for review, what is not any more is taken down. Where something is counted otherwise now, statistics are made anew.
struct SongsSettled {
  int joined = 0;   // titles that have become one with another
  int reviews = 0;  // put up now
  std::string first_reason;
  bool counted_anew = false;  // statistics were made anew
};
SongsSettled settle_songs(db::Tx& tx, base::Time now, artists::ArtistId artist);
// The same for artists who play medleys of this one's songs: at the end of a part, when songs are known that were not.
void settle_medleys_of(db::Tx& tx, base::Time now, artists::ArtistId artist);

// What a person said about records of a service that may be this artist.
struct Said {
  std::vector<std::string> same, different;
  bool is_another(std::string_view record) const { return std::ranges::find(different, record) != different.end(); }
};
Said said_about(db::Tx& tx, artists::ArtistId artist, std::string_view source);

}  // namespace imports
