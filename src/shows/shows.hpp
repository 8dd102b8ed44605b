// Shows: one night is one show, however many listings it has (DAT-3, SHO-0, SHO-1, IMP-8).
//
// A listing belongs to a show of the same artist (as headliner or on the bill) on the same local date when
//   the venue is the same, or one side has none, or both are in the same city; and
//   the starts are at most 90 minutes apart, or one is unknown.
// So early and late shows stay two. Two setlists of one artist on one date are two shows as well: setlist.fm gives each performance
// its own. Where two shows of the day fit equally well, the listing joins the first and is reported for review; when the earlier show comes
// to light later, the listing is drawn to it, so that the order makes no difference.
// Also public: venue_clock.hpp, hand_over.hpp
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artists/artists.hpp"
#include "venues/venues.hpp"

namespace shows {

using artists::ArtistId;
using venues::VenueId;
struct ShowTag;
using ShowId = base::Id<ShowTag>;

enum class Status { upcoming, completed, cancelled, postponed, rescheduled };
std::string_view to_string(Status status);

enum class ListingKind { primary, resale, partner, setlist };  // how far a listing is trusted, best first; setlists know tours best
std::string_view to_string(ListingKind kind);

struct Billed {
  std::string name = {};
  std::optional<ArtistId> artist = {};  // none while we do not have this artist
  std::string slug = {};                // filled when read; empty without artist
};

struct SourceShow {
  std::string source = {};  // ticketmaster, setlistfm
  std::string external_id = {};
  ListingKind kind = ListingKind::primary;
  ArtistId artist = {};                          // whose import this is; is put on the bill when missing there
  std::vector<Billed> bill = {};                 // in billing order, headliner first; at most 50 are kept
  std::string name = {};                         // empty: "ARTIST at VENUE" is shown
  std::optional<std::string> date = {};          // the venue's local date; none while to be announced
  std::optional<std::string> start_time = {};    // local HH:MM[:SS]; none when unknown, never midnight by default
  std::optional<std::string> time_zone = {};     // IANA; else the venue's
  std::optional<Status> status = {};             // none: this source does not say
  std::optional<std::string> initial_date = {};  // first announced date of a moved show; the date shown when cancelled
  std::optional<std::string> ticket_url = {};
  std::optional<std::string> ticket_status = {};  // onsale, offsale
  std::optional<std::string> tour = {};
  std::optional<VenueId> venue = {};
  std::optional<std::string> venue_record = {};  // the source's id of that venue
  bool festival = false;
  std::optional<std::string> url = {};  // of the listing, for attribution
};

enum class How {
  added,
  merged,  // a further listing of a show that was here
  updated,
  unchanged,
};
struct Review {
  ShowId candidate;
  double score = 0;
  std::string reason;
};
struct Drawn {
  ShowId from;
  std::string source, external_id;
  ArtistId artist;
  bool setlist = false;
};
struct Match {
  ShowId id;
  How how = How::added;
  double score = 1;
  std::string reason;
  std::optional<Review> review;
  // Listings without a time that had joined a later show of the day: this one is earlier, so they are its own. The caller moves them,
  // setlists first (setlists::move, move_listing).
  std::vector<Drawn> drawn;
};
// Idempotent by (source, external_id). Fields by provenance: a person, then primary, partner, resale and setlist listings; tours by the
// headliner's setlist first. Dates, times and zones that do not exist are taken as unknown. A postponed show without a date loses the one
// it had; a cancelled one is kept at its first announced date.
Match match_or_add(db::Tx& tx, base::Time now, const SourceShow& show);

// Two shows were one night: listings, bill and what was said go over, and the address of `from` leads to `into`. Setlists are theirs
// to move who own them (setlists::move), before this.
void merge(db::Tx& tx, base::Time now, ShowId from, ShowId into);
// A listing belongs to another show than it was put with. The setlist of a setlist listing is moved by setlists::move.
enum class By { person, rule };
void move_listing(db::Tx& tx, base::Time now, std::string_view source, std::string_view external_id, ShowId into, By by = By::person);
// A listing was no listing of this show: it becomes a show of its own. Nothing when it is the only one.
std::optional<ShowId> split(db::Tx& tx, base::Time now, ShowId id, std::string_view source, std::string_view external_id);
// The shows whose listings name a venue by this record are at that venue.
void place_again(db::Tx& tx, base::Time now, std::string_view source, std::string_view venue_record, VenueId venue);
// All shows of a venue are at another from now on; answers pairs of shows of one artist and date that are there now, and at starts
// that do not keep them apart: one night, to be merged by the caller.
std::vector<std::pair<ShowId, ShowId>> move_venue(db::Tx& tx, base::Time now, VenueId from, VenueId into);

// A person's word about name, date, start_time, status, tour or ticket_url outranks every later sync; an empty value takes it back.
// Errors: shows.unknown, shows.bad_field, shows.bad_value.
base::Result<void> correct(db::Tx& tx, base::Time now, ShowId id, std::string_view field, std::string_view value);
inline constexpr std::string_view correctable[] = {"name", "date", "start_time", "status", "tour", "ticket_url"};

struct Venue {
  VenueId id;
  std::string name;
  std::string slug;
  std::string city;
  std::string region;  // empty when unknown, as the next two
  std::string country;
  std::string country_code;
};

// A line of a list, and what all of a show's pages need.
struct ShowRow {
  ShowId id;
  ArtistId artist;  // headliner
  std::string artist_name;
  std::string artist_slug;
  std::string name;
  std::optional<std::string> date;
  std::optional<std::string> start_time;
  std::optional<base::Time> starts_at;
  std::optional<std::string> time_zone;
  std::optional<base::Time> over_at;  // none: cancelled, or without a date
  Status status = Status::upcoming;   // as stored; see status_at
  std::optional<std::string> initial_date;
  std::optional<std::string> ticket_url;
  std::optional<std::string> ticket_status;
  std::optional<std::string> tour;
  bool festival = false;
  std::int64_t revision = 0;
  std::optional<Venue> venue;
  std::vector<std::string> supports;  // names of the others on the bill, in billing order
  std::int64_t song_count = 0;        // of the listing artist's setlist (headliner's in other lists); 0: not known
  std::string opener;                 // title of its first song

  Status status_at(base::Time now) const;  // an upcoming show that is over is completed
  bool tonight(base::Time now) const;      // from 06:00 of its day to 06:00 of the next, at the venue
};

struct Listing {
  std::string source;
  std::string external_id;
  ListingKind kind = ListingKind::primary;
  std::optional<std::string> url;
  ArtistId artist;   // in whose import it came; a setlist is theirs
  std::string how;   // added, merged or person: how it came to this show, and how sure that is
  double score = 1;  // 0-1
  std::string reason;
};
struct Show : ShowRow {
  std::vector<Billed> bill;
  std::vector<Listing> listings;
};
std::optional<Show> by_id(db::Tx& tx, ShowId id);
std::optional<ShowId> by_source(db::Tx& tx, std::string_view source, std::string_view external_id);

// One query each. Upcoming: soonest first; past: newest first. Cancelled and postponed shows and those without a
// date are in neither.
std::vector<ShowRow> upcoming_of(db::Tx& tx, ArtistId artist, base::Time now, int limit, int offset = 0);
std::vector<ShowRow> past_of(db::Tx& tx, ArtistId artist, base::Time now, int limit, int offset = 0);
// Cancelled shows whose date is to come, postponed ones of the last year, and those without a date.
std::vector<ShowRow> called_off_of(db::Tx& tx, ArtistId artist, base::Time now, int limit);
std::vector<ShowRow> upcoming_at(db::Tx& tx, VenueId venue, base::Time now, int limit, int offset = 0);
std::vector<ShowRow> past_at(db::Tx& tx, VenueId venue, base::Time now, int limit, int offset = 0);
std::vector<ShowRow> on_date(db::Tx& tx, std::string_view date, int limit);
std::vector<ShowRow> upcoming(db::Tx& tx, base::Time now, int limit, int offset = 0);  // everywhere

// Upcoming shows of any of these artists, each once, soonest first (SHO-2).
struct Around {
  venues::Place middle;
  double metres = 0;
};
struct Wish {
  std::vector<ArtistId> artists = {};
  std::string from = {}, to = {};     // the venues' local dates, both included; empty: open
  std::optional<Around> around = {};  // leaves out venues of which nobody knows where they are
};
std::vector<ShowRow> upcoming_of_any(db::Tx& tx, const Wish& wish, base::Time now, int limit);

// For calendars: everything that has or had a date, called off or not, and when that last changed.
struct Announced {
  ShowRow show;
  base::Time changed;
};
std::vector<Announced> announced_of(db::Tx& tx, const std::vector<ArtistId>& artists, std::string_view since_date, int limit);
std::vector<Announced> announced(db::Tx& tx, ShowId id);  // one, or none where there is no such show

struct Counts {
  std::int64_t upcoming = 0;
  std::int64_t past = 0;
};
Counts counts_of(db::Tx& tx, ArtistId artist, base::Time now);
Counts counts_at(db::Tx& tx, VenueId venue, base::Time now);

// Who played at a venue, most shows first.
struct Played {
  ArtistId artist;
  std::string name;
  std::string slug;
  std::int64_t shows = 0;
  std::string last_date;
};
std::vector<Played> artists_at(db::Tx& tx, VenueId venue, base::Time now, int limit);

}  // namespace shows
