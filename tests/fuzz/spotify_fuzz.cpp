// Whatever Spotify sends: no crash, and what comes out keeps the promises of spotify.hpp.
#include "fuzz.hpp"
#include "platform/base/read.hpp"
#include "providers/spotify/parse.hpp"

namespace {

void check(const spotify::Artist& artist) {
  PROMISE(base::is_plain_id(artist.id) && !artist.name.empty());
  PROMISE(artist.url.empty() || base::is_web_url(artist.url));
  for (const auto& image : artist.images) PROMISE(base::is_web_url(image.url));
}

void check(const spotify::Track& track) {
  PROMISE(!track.name.empty() && (track.local || base::is_plain_id(track.id)) && track.duration.count() >= 0);
}

void check(const spotify::Album& album);

template <class T>
void check(const spotify::Page<T>& page) {
  PROMISE(page.records.size() <= 100 && page.skipped >= 0 && page.reasons.size() <= base::Skips::kept_reasons);
  PROMISE(!page.next_offset || *page.next_offset > page.offset);
  for (const auto& record : page.records) check(record);
}

void check(const spotify::Album& album) {
  PROMISE(base::is_plain_id(album.id));
  if (album.tracks) check(*album.tracks);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  if (const auto v = spotify::parse_artist(text)) check(*v);
  if (const auto v = spotify::parse_artist_search(text)) check(*v);
  if (const auto v = spotify::parse_artist_page(text)) check(*v);
  if (const auto v = spotify::parse_album_page(text)) check(*v);
  if (const auto v = spotify::parse_album(text)) check(*v);
  if (const auto v = spotify::parse_track_page(text)) check(*v);
  if (const auto v = spotify::parse_track_search(text)) check(*v);
  if (const auto v = spotify::parse_tracks(text)) PROMISE(v->records.size() <= 100);
  if (const auto v = spotify::parse_token(text)) PROMISE(v->access_token.find('\n') == std::string::npos);
  (void)spotify::parse_user(text);
  (void)spotify::parse_error(text);
  return 0;
}
