// Two candidates side by side, for the person who decides.
#include <algorithm>
#include <set>

#include "frame/words.hpp"
#include "imports/reviews.hpp"

namespace imports {

namespace {

std::string text_of(const std::optional<std::string>& text) { return text.value_or(""); }

std::string amount(std::int64_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

// Names in a row, each once.
class Listed {
 public:
  void add(const std::string& name) {
    if (name.empty() || !seen_.insert(name).second) return;
    text_ += (text_.empty() ? "" : ", ") + name;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::set<std::string> seen_;
};

template <class Links>
std::string ids_in(const Links& links) {
  Listed ids;
  for (const auto& link : links) ids.add(std::string(frame::source_name(link.source)) + " " + link.external_id);
  return ids.text();
}

Side side_of(db::Tx& tx, const venues::Venue& venue, base::Time now) {
  Side side{venue.name, "/venues/" + venue.slug, {}, {}};
  side.fields = {{"Name", venue.name},
                 {"Town", venue.city},
                 {"Region", text_of(venue.region)},
                 {"Country", text_of(venue.country)},
                 {"Address", text_of(venue.address)},
                 {"Place", venue.place ? std::to_string(venue.place->latitude) + ", " + std::to_string(venue.place->longitude) : ""}};
  Listed names;
  for (const auto& name : venues::names(tx, venue.id)) names.add(name);
  side.fields.emplace_back("Known as", names.text());
  side.fields.emplace_back("Ids", ids_in(venues::sources(tx, venue.id)));
  const auto counts = shows::counts_at(tx, venue.id, now);
  side.hangs.push_back(amount(counts.upcoming + counts.past, "show", "shows"));
  return side;
}

Side side_of(db::Tx& tx, const shows::Show& show) {
  Side side{show.name.empty() ? show.artist_name : show.name, "/shows/" + show.id.str(), {}, {}};
  Listed bill;
  for (const auto& act : show.bill) bill.add(act.name);
  side.fields = {{"Name", show.name},
                 {"Date", text_of(show.date)},
                 {"Start", text_of(show.start_time)},
                 {"Venue", show.venue ? show.venue->name + ", " + show.venue->city : ""},
                 {"Status", std::string(shows::to_string(show.status))},
                 {"Bill", bill.text()},
                 {"Ids", ids_in(show.listings)}};
  side.hangs.push_back(amount(static_cast<std::int64_t>(show.listings.size()), "listing", "listings"));
  for (const auto& setlist : setlists::by_show(tx, show.id))
    side.hangs.push_back("setlist of " + setlist.artist_name + ", " + amount(setlist.song_count, "song", "songs"));
  return side;
}

Side side_of(db::Tx& tx, const artists::Artist& artist, base::Time now) {
  Side side{artist.name, "/artists/" + artist.slug, {}, {}};
  side.fields = {{"Name", artist.name},
                 {"Told apart by", text_of(artist.disambiguation)},
                 {"Ids", ids_in(artists::sources(tx, artist.id))},
                 {"MusicBrainz", text_of(artist.mbid)}};
  const auto counts = shows::counts_of(tx, artist.id, now);
  side.hangs.push_back(amount(counts.upcoming + counts.past, "show", "shows"));
  return side;
}

Side side_of(db::Tx& tx, const artists::Song& song) {
  Side side{song.title, "", {}, {}};
  Listed titles, records, isrcs;
  for (const auto& title : artists::titles_of(tx, song.id)) titles.add(title.title);
  const auto recordings = artists::recordings_of(tx, song.id);
  for (const auto& r : recordings) records.add(r.album), isrcs.add(r.isrc);
  const auto artist = artists::by_id(tx, song.artist);
  side.fields = {{"Title", song.title},
                 {"Artist", artist ? artist->name : ""},
                 {"Known as", titles.text()},
                 {"Records", records.text()},
                 {"ISRC", isrcs.text()}};
  side.hangs.push_back(amount(static_cast<std::int64_t>(recordings.size()), "recording", "recordings"));
  return side;
}

void compare_songs(db::Tx& tx, Comparison& c) {
  const auto ours = artists::song_of(tx, artists::SongId{c.review.ours});
  if (!ours) return;
  c.ours = side_of(tx, *ours);
  const auto other = artists::find_song(tx, ours->artist, c.review.name);
  const auto theirs = other ? artists::song_of(tx, *other) : std::nullopt;
  if (!theirs) return;
  c.theirs = side_of(tx, *theirs);
  c.theirs_id = theirs->id.value;
  c.settled = theirs->id == ours->id;
}

}  // namespace

std::optional<Comparison> compare(db::Tx& tx, ReviewId id) {
  auto found = review(tx, id);
  if (!found) return std::nullopt;
  const base::Time now = found->created_at;  // shows are only counted
  Comparison c{std::move(*found), {}, {}, 0, false};
  // The record itself, where nothing is made of it here.
  const Side record{c.review.name,
                    "",
                    {{"Name", c.review.name}, {"Ids", std::string(frame::source_name(c.review.source)) + " " + c.review.external_id}},
                    {}};
  c.theirs = record;
  if (c.review.entity == "venue") {
    if (const auto venue = venues::by_id(tx, venues::VenueId{c.review.ours})) c.ours = side_of(tx, *venue, now);
    if (const auto other = venues::by_source(tx, c.review.source, c.review.external_id))
      if (const auto venue = venues::by_id(tx, *other)) c.theirs = side_of(tx, *venue, now), c.theirs_id = venue->id.value;
  } else if (c.review.entity == "show") {
    if (const auto show = shows::by_id(tx, shows::ShowId{c.review.ours})) c.ours = side_of(tx, *show);
    if (const auto other = shows::by_source(tx, c.review.source, c.review.external_id))
      if (const auto show = shows::by_id(tx, *other)) c.theirs = side_of(tx, *show), c.theirs_id = show->id.value;
  } else if (c.review.entity == "song") {
    compare_songs(tx, c);
    return c;
  } else if (const auto artist = artists::by_id(tx, artists::ArtistId{c.review.ours})) {
    c.ours = side_of(tx, *artist, now);
  }
  c.settled = !c.theirs.path.empty() && c.theirs.path == c.ours.path;
  return c;
}

}  // namespace imports
