// Whatever setlist.fm sends: no crash, and what comes out keeps the promises of setlistfm.hpp.
#include "fuzz.hpp"
#include "platform/base/read.hpp"
#include "providers/setlistfm/parse.hpp"

namespace {

void check(const setlistfm::Artist& artist) { PROMISE(base::is_plain_id(artist.mbid) && !artist.name.empty()); }

void check(const setlistfm::Venue& venue) { PROMISE(base::is_plain_id(venue.id) && (!venue.city || !venue.city->name.empty())); }

void check(const setlistfm::Setlist& setlist) {
  PROMISE(base::is_plain_id(setlist.id) && setlist.date.ok() && !setlist.artist.name.empty());
  PROMISE(setlist.url.empty() || base::is_web_url(setlist.url));
  PROMISE(setlist.sets.size() <= 50 && setlist.played() >= 0);
  for (const auto& set : setlist.sets) {
    PROMISE(set.encore >= 0 && set.encore <= 20 && set.songs.size() <= 500 && !set.name.ends_with(':'));
    for (const auto& song : set.songs) PROMISE(setlistfm::medley_parts(song.name).size() >= 1);
  }
}

template <class T>
void check(const setlistfm::Page<T>& page) {
  PROMISE(page.records.size() <= 100 && page.skipped >= 0 && page.number >= 1);
  PROMISE(!page.next || *page.next == page.number + 1);
  for (const auto& record : page.records) check(record);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  if (const auto v = setlistfm::parse_setlists(text)) check(*v);
  if (const auto v = setlistfm::parse_artists(text)) check(*v);
  if (const auto v = setlistfm::parse_venues(text)) check(*v);
  if (const auto v = setlistfm::parse_setlist(text)) check(*v);
  if (const auto v = setlistfm::parse_artist(text)) check(*v);
  if (const auto v = setlistfm::parse_venue(text)) check(*v);
  (void)setlistfm::parse_error_message(text);
  return 0;
}
