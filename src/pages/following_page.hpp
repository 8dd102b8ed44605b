// Following (ART-2, SHO-2): the shows of the artists somebody follows, live ones first; what is new since the last visit; the artists.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "accounts/visitor.hpp"
#include "frame/frame.hpp"
#include "shows/shows.hpp"

namespace pages {

// As asked for in the address. Whatever makes no sense is told, and the rest is done.
struct Wanted {
  std::string near = {};                   // a town, as typed
  std::optional<venues::Place> here = {};  // of the device instead
  int km = 50;
  std::string from = {}, to = {};  // dates; empty: open
  std::string complaint = {};      // empty: all of it makes sense

  bool any() const { return !near.empty() || here || !from.empty() || !to.empty(); }
};
inline constexpr int distances[] = {25, 50, 100, 250};  // km
Wanted wanted_from(const http::Params& query);

struct News {
  enum class Kind { show, setlist, debut } kind = Kind::show;  // debut: a song that was never played before, as far as is known
  std::int64_t count = 0;
  base::Time last;
  std::string artist, slug;
  shows::ShowId show;  // the latest of them
  std::string title;   // of a debut; one of them
};

struct FollowedArtist {
  std::string name, slug;
  std::int64_t ahead = 0;  // upcoming shows
};

// The largest activity first.
std::vector<FollowedArtist> followed_artists(db::Tx& tx, accounts::UserId user, base::Time now);

struct FollowingPage {
  Wanted wanted;
  std::vector<shows::ShowRow> shows;  // live and tonight first, then by date
  std::string later;                  // the date from which there are more; empty: these are all
  std::vector<News> news;             // latest first
  std::optional<base::Time> since;    // the visit before; none: this is the first
  std::vector<FollowedArtist> artists;
  bool member = false;                   // else a guest of this device, or a newcomer
  bool listens = false;                  // Spotify can be asked whom they listen to
  std::optional<base::Time> feed_since;  // of the calendar feed; none: there is no feed
};

// `viewer` none: somebody who follows nobody yet.
FollowingPage following_page(db::Tx& tx, const std::optional<accounts::Visitor>& viewer, Wanted wanted, base::Time now);
frame::Page draw(const FollowingPage& page, base::Time now);
// After the calendar's address was made: it is shown this once.
frame::Page draw_new_feed(const std::string& address);

// A visit lasts until half an hour passes without a look. Whether the time of the present one is to be written again, and doing so.
bool visit_is_due(db::Tx& tx, accounts::UserId user, base::Time now);
void note_visit(db::Tx& tx, accounts::UserId user, base::Time now);

}  // namespace pages
