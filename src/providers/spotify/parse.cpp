#include "providers/spotify/parse.hpp"

#include <algorithm>

#include "platform/base/dates.hpp"
#include "platform/base/read.hpp"
#include "platform/base/text.hpp"

namespace spotify {

namespace {

namespace json = base::json;
using base::Result;
using base::Skips;
using base::text_at;
using std::string_view;

constexpr std::size_t most_records = 100;  // no endpoint sends more than 50
constexpr std::size_t most_images = 10;
constexpr std::size_t most_artists = 100;  // soundtracks and compilations
constexpr std::size_t most_genres = 30;
constexpr int paging_ends = 2000;  // one artist was seen with 918 "albums"

base::Error unexpected(string_view wanted) {
  return base::invalid("spotify.unexpected", "Spotify's answer is not " + std::string(wanted) + ".");
}

std::optional<int> small_int_at(const json::value& v, string_view key, int least, int most) {
  const auto n = base::int_at(v, key);
  return n && *n >= least && *n <= most ? std::optional(static_cast<int>(*n)) : std::nullopt;
}

std::string page_url(const json::value& v) {
  const auto* urls = base::member(v, "external_urls");
  return urls ? base::web_url_at(*urls, "spotify") : std::string();
}

std::string nested_text(const json::value& v, string_view outer, string_view key, std::size_t max_chars) {
  const auto* inside = base::member(v, outer);
  return inside ? text_at(*inside, key, max_chars) : std::string();
}

// Small decoration: what cannot be read is dropped without a word.
std::vector<Image> images_of(const json::value& v) {
  const auto* list = base::array_at(v, "images");
  if (!list) return {};
  Skips unsaid;
  auto images = base::read_list<Image>(*list, "image", most_images, unsaid, [](const json::value& i, string_view&) -> std::optional<Image> {
    Image image{base::web_url_at(i, "url"), small_int_at(i, "width", 0, 100'000).value_or(0),
                small_int_at(i, "height", 0, 100'000).value_or(0)};
    return image.url.empty() ? std::nullopt : std::optional(std::move(image));
  });
  std::ranges::sort(images, std::ranges::greater{}, &Image::width);
  return images;
}

std::vector<ArtistRef> artists_of(const json::value& v, Skips& skips) {
  const auto* list = base::array_at(v, "artists");
  if (!list) return {};
  return base::read_list<ArtistRef>(*list, "artist", most_artists, skips,
                                    [](const json::value& a, string_view& why) -> std::optional<ArtistRef> {
                                      ArtistRef artist{base::id_at(a, "id"), text_at(a, "name")};
                                      why = "no name";
                                      return artist.name.empty() ? std::nullopt : std::optional(std::move(artist));
                                    });
}

AlbumType album_type_of(const json::value& v) {
  const std::string type = base::fold(text_at(v, "album_type", 20));  // upper case in /me/top/tracks
  if (type == "album") return AlbumType::album;
  if (type == "single") return AlbumType::single;
  if (type == "compilation") return AlbumType::compilation;
  return AlbumType::unknown;
}

// 1983, 1981-12 or 2024-04-24; "0000" stands on withdrawn items. A precision narrower than the text wins.
std::optional<ReleaseDate> release_date_of(const json::value& v) {
  const string_view text = base::string_at(v, "release_date").value_or("");
  const string_view precision = base::string_at(v, "release_date_precision").value_or("day");
  const bool whole_month = text.size() == 7;
  const auto date =
      text.size() == 4 ? base::read_date(std::string(text) + "-01-01") : base::read_date(std::string(text) + (whole_month ? "-01" : ""));
  if (!date || date->year() < std::chrono::year{1850}) return std::nullopt;
  ReleaseDate released{date->year(), {}, {}};
  if (text.size() == 4 || precision == "year") return released;
  released.month = date->month();
  if (!whole_month && precision != "month") released.day = date->day();
  return released;
}

std::optional<Artist> read_artist(const json::value& v, string_view& why) {
  Artist artist;
  artist.id = base::id_at(v, "id");
  artist.name = text_at(v, "name");
  if (artist.id.empty()) return why = "no id", std::nullopt;
  if (artist.name.empty()) return why = "no name", std::nullopt;
  artist.url = page_url(v);
  artist.images = images_of(v);
  artist.genres = base::texts_at(v, "genres", most_genres, 50);
  if (const auto* followers = base::member(v, "followers")) {
    const auto total = base::int_at(*followers, "total");
    if (total && *total >= 0) artist.followers = total;
  }
  artist.popularity = small_int_at(v, "popularity", 0, 100);
  return artist;
}

std::optional<AlbumRef> album_ref_of(const json::value& track) {
  const auto* v = base::member(track, "album");
  if (!v) return std::nullopt;
  AlbumRef album{base::id_at(*v, "id"), text_at(*v, "name"), album_type_of(*v), release_date_of(*v)};
  return album.id.empty() ? std::nullopt : std::optional(std::move(album));
}

std::optional<Track> read_track(const json::value& v, string_view& why, Skips& skips) {
  Track track;
  track.id = base::id_at(v, "id");
  track.local = base::bool_at(v, "is_local").value_or(false);
  track.name = text_at(v, "name");
  if (track.id.empty() && !track.local) return why = "no id", std::nullopt;
  if (track.name.empty()) return why = "no name", std::nullopt;
  if (const auto* original = base::member(v, "linked_from")) track.linked_id = base::id_at(*original, "id");
  track.url = page_url(v);
  track.artists = artists_of(v, skips);
  constexpr int one_day = 24 * 3600 * 1000;
  track.duration = std::chrono::milliseconds{small_int_at(v, "duration_ms", 0, one_day).value_or(0)};
  track.disc = small_int_at(v, "disc_number", 1, 1000).value_or(1);
  track.number = small_int_at(v, "track_number", 0, 10'000).value_or(0);
  track.explicit_lyrics = base::bool_at(v, "explicit").value_or(false);
  track.isrc = nested_text(v, "external_ids", "isrc", 20);
  track.playable = base::bool_at(v, "is_playable");
  track.restriction = nested_text(v, "restrictions", "reason", 30);
  track.album = album_ref_of(v);
  return track;
}

template <class T, class Read>
std::optional<Page<T>> read_page(const json::value& v, string_view what, Read read) {
  const auto* items = base::array_at(v, "items");
  if (!items) return std::nullopt;
  Page<T> page;
  page.offset = small_int_at(v, "offset", 0, 1'000'000).value_or(0);
  page.total = small_int_at(v, "total", 0, 100'000'000);
  page.records = base::read_list<T>(*items, what, most_records, page,
                                    [&](const json::value& item, string_view& why) { return read(item, why, page); });
  const int step = small_int_at(v, "limit", 1, 100).value_or(static_cast<int>(items->size()));
  const int next = page.offset + step;
  if (base::string_at(v, "next") && step > 0 && next < paging_ends) page.next_offset = next;
  return page;
}

std::optional<Album> read_album(const json::value& v, string_view& why, Skips& skips) {
  Album album;
  album.id = base::id_at(v, "id");
  if (album.id.empty()) return why = "no id", std::nullopt;
  if (!base::string_at(v, "name")) return why = "no name", std::nullopt;
  album.name = text_at(v, "name");
  album.url = page_url(v);
  album.type = album_type_of(v);
  album.group = base::fold(text_at(v, "album_group", 20));
  if (album.group == "appears on") album.group = "appears_on";
  album.released = release_date_of(v);
  album.total_tracks = small_int_at(v, "total_tracks", 0, 100'000);
  album.images = images_of(v);
  album.artists = artists_of(v, skips);
  album.upc = nested_text(v, "external_ids", "upc", 30);
  album.label = text_at(v, "label", 200);
  album.restriction = nested_text(v, "restrictions", "reason", 30);
  if (const auto* tracks = base::member(v, "tracks")) album.tracks = read_page<Track>(*tracks, "track", read_track);
  return album;
}

std::optional<Artist> read_artist_quietly(const json::value& v, string_view& why, Skips&) { return read_artist(v, why); }

// A page that is the whole body, or lies under a key of it.
template <class T, class Read>
Result<Page<T>> read_page_at(string_view text, string_view key, string_view what, Read read) {
  auto v = base::parse_json(text);
  if (!v) return v.error();
  const json::value* at = key.empty() ? &*v : base::member(*v, key);
  if (auto page = at ? read_page<T>(*at, what, read) : std::nullopt) return std::move(*page);
  return unexpected("a list of " + std::string(what) + "s");
}

template <class T, class Read>
Result<base::Parsed<T>> read_batch(string_view text, string_view key, Read read) {
  auto v = base::parse_json(text);
  if (!v) return v.error();
  const auto* list = base::array_at(*v, key);
  if (!list) return unexpected("a list of " + std::string(key));
  base::Parsed<T> batch;
  batch.records = base::read_list<T>(*list, key, most_records, batch,
                                     [&](const json::value& item, string_view& why) { return read(item, why, batch); });
  return batch;
}

std::optional<User> read_user(const json::value& v, string_view& why, Skips&) {
  User user;
  user.account_id = base::id_at(v, "account_id");
  user.id = text_at(v, "id", 100);
  if (user.id.empty() && user.account_id.empty()) return why = "no id", std::nullopt;
  user.display_name = text_at(v, "display_name", 100);
  user.url = page_url(v);
  user.email = text_at(v, "email", 254);
  user.country = text_at(v, "country", 2);
  user.product = text_at(v, "product", 30);
  user.images = images_of(v);
  return user;
}

// Tokens go back into headers byte by byte, so they are not cleaned but must be printable.
std::string secret_at(const json::value& v, string_view key) {
  const string_view text = base::string_at(v, key).value_or("");
  const bool printable = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
  return printable && text.size() <= 4096 ? std::string(text) : std::string();
}

std::optional<Token> read_token(const json::value& v, string_view& why, Skips&) {
  Token token;
  token.access_token = secret_at(v, "access_token");
  if (token.access_token.empty()) return why = "no access token", std::nullopt;
  token.refresh_token = secret_at(v, "refresh_token");
  token.expires_in = std::chrono::seconds{small_int_at(v, "expires_in", 1, 86'400).value_or(3600)};
  for (std::string scopes = text_at(v, "scope", 1000); !scopes.empty();) {
    const std::size_t end = std::min(scopes.find(' '), scopes.size());
    token.scopes.push_back(scopes.substr(0, end));
    scopes.erase(0, end + 1);
  }
  return token;
}

}  // namespace

std::string picture_of(const std::vector<Image>& images, int least_width) {
  std::string url;
  for (const auto& image : images)
    if (url.empty() || image.width >= least_width) url = image.url;
  return url;
}

Result<Artist> parse_artist(string_view text) { return base::read_one<Artist>(text, unexpected("an artist"), read_artist_quietly); }
Result<Album> parse_album(string_view text) { return base::read_one<Album>(text, unexpected("an album"), read_album); }
Result<Track> parse_track(string_view text) { return base::read_one<Track>(text, unexpected("a track"), read_track); }
Result<User> parse_user(string_view text) { return base::read_one<User>(text, unexpected("a user"), read_user); }
Result<Token> parse_token(string_view text) { return base::read_one<Token>(text, unexpected("a token"), read_token); }

Result<Page<Artist>> parse_artist_search(string_view text) { return read_page_at<Artist>(text, "artists", "artist", read_artist_quietly); }
Result<Page<Artist>> parse_artist_page(string_view text) { return read_page_at<Artist>(text, "", "artist", read_artist_quietly); }
Result<Page<Album>> parse_album_page(string_view text) { return read_page_at<Album>(text, "", "album", read_album); }
Result<Page<Track>> parse_track_page(string_view text) { return read_page_at<Track>(text, "", "track", read_track); }
Result<Page<Track>> parse_track_search(string_view text) { return read_page_at<Track>(text, "tracks", "track", read_track); }

Result<base::Parsed<Artist>> parse_artists(string_view text) { return read_batch<Artist>(text, "artists", read_artist_quietly); }
Result<base::Parsed<Album>> parse_albums(string_view text) { return read_batch<Album>(text, "albums", read_album); }
Result<base::Parsed<Track>> parse_tracks(string_view text) { return read_batch<Track>(text, "tracks", read_track); }

ErrorBody parse_error(string_view text) {
  const auto v = base::parse_json(text, {.bytes = 64u << 10, .depth = 8});
  if (!v) return {};
  if (base::string_at(*v, "error")) return {text_at(*v, "error", 50), text_at(*v, "error_description", 200)};
  const auto* error = base::member(*v, "error");
  if (!error) return {};
  ErrorBody body{text_at(*error, "reason", 50), text_at(*error, "message", 200)};
  if (body.message.empty()) body = {text_at(*error, "type", 50), text_at(*error, "description", 200)};  // before 2015
  return body;
}

}  // namespace spotify
