// Imports: an artist nobody has yet is here at once and fills in while you watch (IMP-1 … IMP-6).
// One import per artist, for ever. It has four parts, one for each thing fetched from one source; each part is a durable job of
// its own, so a source that is down delays only its own part. A part saves its cursor in the transaction that stores what it
// fetched, so a killed import goes on at the exact page.
// Truths: progress never goes backwards; what arrived is kept; begin() and retry() make no outside call.
// Error codes: imports.unknown_hit, imports.bad_spotify_id, imports.unknown_artist.
// Also public: streams.hpp, reviews.hpp
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "artists/artists.hpp"
#include "platform/base/clock.hpp"
#include "platform/base/ids.hpp"
#include "platform/base/result.hpp"
#include "platform/db/tx.hpp"

namespace imports {

struct ImportTag;
using ImportId = base::Id<ImportTag>;
struct CandidateTag;
using CandidateId = base::Id<CandidateTag>;

// On the bus after a commit that changed an import; the message is the artist's id.
inline constexpr std::string_view changed_topic = "imports.changed";

enum class Part { profile, shows, albums, setlists };
inline constexpr Part all_parts[] = {Part::profile, Part::shows, Part::albums, Part::setlists};

enum class PartStatus {
  waiting,  // not begun
  running,
  paused,  // goes on by itself at resume_at: a budget, a closed service, a failure that may pass
  done,
  failed,  // gave up; one click tries again
  absent,  // the source has nothing of this artist
};

std::string_view name(Part part);
std::string_view name(PartStatus status);
bool ended(PartStatus status);            // done, failed or absent
std::string_view source_name(Part part);  // for people: "Spotify"

struct PartState {
  Part part{};
  PartStatus status{};
  std::int64_t done = 0;
  std::optional<std::int64_t> total = {};  // unknown at first
  std::int64_t imported = 0;               // records that are now here
  std::optional<base::Time> resume_at = {};
  std::int64_t ahead = 0;  // of a paused part: artists asked for earlier that wait for the same source
  std::string error_code = {};
  std::string error_message = {};
};

struct Progress {
  ImportId id;
  artists::ArtistId artist;
  std::string status;  // importing, completed, failed
  int percent = 0;
  std::string phase;  // starting, profile, shows, albums, setlists, done
  std::int64_t sequence = 0;
  base::Time started_at;
  std::optional<base::Time> finished_at;
  std::vector<PartState> parts;  // in the order of Part

  const PartState& part(Part p) const { return parts[static_cast<std::size_t>(p)]; }
  bool finished() const { return status != "importing"; }
};

// What the user wants brought in: a Spotify id, or the id of a search hit (a candidate) with its known name.
struct Begun {
  artists::ArtistId artist;
  std::string slug;
  std::string status;
  int percent = 0;
  bool created = false;
};
base::Result<Begun> begin_by_spotify_id(db::Tx& tx, base::Time now, std::string_view spotify_id);
base::Result<Begun> begin_by_candidate(db::Tx& tx, base::Time now, CandidateId hit);
// Starts the failed parts again.
base::Result<Begun> retry(db::Tx& tx, base::Time now, artists::ArtistId artist);

// Artists seen at the outside search, so that they can be brought in by id and with their name (see search).
struct Candidate {
  CandidateId id = {};
  std::string spotify_id = {};
  std::string name = {};
  std::vector<std::string> genres = {};
  std::optional<std::string> image_url = {};
  std::optional<std::int64_t> popularity = {};
};
// Stores or refreshes; the ids are filled in.
void remember_candidates(db::Tx& tx, base::Time now, std::vector<Candidate>& found);

std::optional<Progress> progress_of(db::Tx& tx, artists::ArtistId artist);

struct Event {
  std::int64_t sequence = 0;
  std::string data;  // JSON
};
std::vector<Event> events_after(db::Tx& tx, artists::ArtistId artist, std::int64_t sequence);
// The progress as the API tells it; the same JSON as an event's data.
std::string to_json(const Progress& progress, base::Time now);
// What is happening, in plain words: "Finding upcoming shows"; of a part that waits also when it goes on, and after how many others.
std::string phase_text(const Progress& progress, base::Time now);

struct LogLine {
  base::Time at;
  std::string source;   // spotify, ticketmaster, setlistfm
  std::string outcome;  // found, merged, skipped, failed, note
  std::string subject;  // profile, albums, shows, setlists, venues
  std::int64_t count = 0;
  std::string message;
};
std::vector<LogLine> log_of(db::Tx& tx, artists::ArtistId artist, int limit = 200);  // newest first

struct Listed {
  Progress progress;
  std::string artist_name;
  std::string slug;
};
std::vector<Listed> newest(db::Tx& tx, int limit, int offset = 0);  // running ones first
struct Counts {
  std::int64_t running = 0, completed = 0, failed = 0;
};
Counts counts(db::Tx& tx);

}  // namespace imports
