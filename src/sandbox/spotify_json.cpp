#include "sandbox/spotify_json.hpp"

#include <algorithm>
#include <cstdio>

#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

using Kind = SpotifyRef::Kind;

std::string_view word(Kind kind) { return kind == Kind::artist ? "artist" : kind == Kind::album ? "album" : "track"; }

const Release& release_of(Catalogue& c, const SpotifyRef& ref) { return c.records(ref.performer).releases[ref.release]; }
const Track& track_of(Catalogue& c, const SpotifyRef& ref) { return release_of(c, ref).tracks[ref.track]; }

std::string_view precision(const Performer& who, const Release& release) {
  if (!who.has(by_year) || release.kind == ReleaseKind::remaster) return "day";
  return year_of(release.day) < 1994 ? "year" : year_of(release.day) < 2004 ? "month" : "day";
}

// Somebody's records were taken down by the label: what is left has neither name nor date.
bool taken_down(const Performer& who, std::size_t release) { return who.has(by_year) && release == 4; }

// One artist's numbers arrive as floats, as recorded in track_with_float_numbers.
json::value duration(const Performer& who, int ms) {
  return who.name == "Ghost Elevator 9" ? json::value(static_cast<double>(ms)) : json::value(ms);
}

}  // namespace

std::string spotify_id(const Codes& codes, const SpotifyRef& ref) {
  return codes.spotify(static_cast<std::uint64_t>(ref.kind) << 40 | ref.performer << 24 | ref.release << 8 | ref.track);
}

std::optional<SpotifyRef> read_spotify_id(Catalogue& catalogue, std::string_view id) {
  const auto thing = catalogue.codes().from_spotify(id);
  if (!thing || *thing >> 40 > 2) return std::nullopt;
  const SpotifyRef ref{static_cast<Kind>(*thing >> 40), *thing >> 24 & 0xffff, *thing >> 8 & 0xffff, *thing & 0xff};
  if (ref.performer == various_artists && ref.kind == Kind::artist) return ref;
  if (ref.performer >= cast().size() || !cast()[ref.performer].on_spotify()) return std::nullopt;
  if (ref.kind == Kind::artist) return ref;
  const auto& releases = catalogue.records(ref.performer).releases;
  if (ref.release >= releases.size() || releases[ref.release].day > catalogue.today()) return std::nullopt;
  if (ref.kind == Kind::track && ref.track >= releases[ref.release].tracks.size()) return std::nullopt;
  return ref;
}

std::string_view album_group(ReleaseKind kind) {
  switch (kind) {
    case ReleaseKind::single:
    case ReleaseKind::ep:
    case ReleaseKind::remixes: return "single";
    case ReleaseKind::compilation: return "compilation";
    case ReleaseKind::appears_on: return "appears_on";
    default: return "album";
  }
}

std::string isrc(Catalogue& catalogue, const SpotifyRef& ref) {
  const Track& t = track_of(catalogue, ref);
  const auto& songs = catalogue.records(ref.performer).songs;
  const int year = t.song >= 0 ? year_of(songs[static_cast<std::size_t>(t.song)].released) : year_of(release_of(catalogue, ref).day);
  // A live or remastered take differs from release to release, a studio take does not.
  const bool own_take = t.version != Version::studio && t.version != Version::single;
  const auto number =
      t.song < 0 ? hashed(ref.performer, ref.release, ref.track) % 90000 + 9000
                 : static_cast<std::uint64_t>(t.song) * 8 + static_cast<std::uint64_t>(t.version) + (own_take ? ref.release * 1000 : 0);
  char text[16];
  std::snprintf(text, sizeof text, "QZ%c%02u%02d%05u", 'A' + static_cast<int>(ref.performer % 26), static_cast<unsigned>(t.by % 100),
                year % 100, static_cast<unsigned>(number % 100000));
  return text;
}

json::array SpotifyJson::images(std::size_t performer, std::size_t release, std::initializer_list<int> sizes) const {
  json::array list;
  if (performer < cast().size() && cast()[performer].has(no_images)) return list;
  for (const int size : sizes)
    list.push_back(
        {{"url", site_ + "/pictures/" + std::to_string(performer) + "/" + std::to_string(release) + "/" + std::to_string(size) + ".svg"},
         {"height", size},
         {"width", size}});
  return list;
}

json::object SpotifyJson::reference(const SpotifyRef& ref) const {
  const auto id = spotify_id(catalogue_.codes(), ref);
  const std::string kind(word(ref.kind));
  return {{"external_urls", {{"spotify", site_ + "/out/spotify/" + kind + "/" + id}}},
          {"href", api() + "/" + kind + "s/" + id},
          {"id", id},
          {"type", kind},
          {"uri", "spotify:" + kind + ":" + id}};
}

json::object SpotifyJson::simple_artist(std::size_t performer) const {
  auto artist = reference({Kind::artist, performer});
  artist["name"] = performer == various_artists ? "Various Artists" : cast()[performer].name;
  return artist;
}

json::object SpotifyJson::artist(std::size_t performer) const {
  auto artist = simple_artist(performer);
  json::array genres;
  if (performer < cast().size())
    for (const auto genre : cast()[performer].genres)
      if (!genre.empty()) genres.push_back(json::value(genre));
  artist["genres"] = std::move(genres);
  artist["images"] = images(performer, 0, {640, 320, 160});
  if (extended_) {
    const int size = performer < cast().size() ? cast()[performer].size : 1;
    const auto luck = static_cast<int>(hashed(performer, 77) % 1000);
    artist["followers"] = {{"href", nullptr}, {"total", (size * size * size * 9000 + luck * size * 37)}};
    artist["popularity"] = size * 14 + luck % 14;
  }
  return artist;
}

json::object SpotifyJson::simple_album(std::size_t performer, std::size_t index) const {
  const Release& release = catalogue_.records(performer).releases[index];
  auto album = reference({Kind::album, performer, index});
  const auto exactly = precision(cast()[performer], release);
  const auto date = iso_date(release.day);
  const bool gone = taken_down(cast()[performer], index);
  album["album_type"] = release.kind == ReleaseKind::appears_on ? "compilation" : album_group(release.kind);
  album["total_tracks"] = release.tracks.size();
  album["images"] = images(performer, index + 1, {640, 300, 64});
  album["name"] = gone ? std::string() : release.name;
  album["release_date"] = gone ? "0000" : date.substr(0, exactly == "year" ? 4 : exactly == "month" ? 7 : 10);
  album["release_date_precision"] = gone ? "year" : exactly;
  album["artists"] = json::array{simple_artist(release.various ? various_artists : performer)};
  if (extended_) {
    album["available_markets"] = json::array{"AR", "AU", "BR", "CA", "DE", "FR", "GB", "JP", "US"};
    album["album_group"] = album_group(release.kind);
  }
  return album;
}

json::object SpotifyJson::album(std::size_t performer, std::size_t index, bool with_tracks) const {
  auto album = simple_album(performer, index);
  album.erase("album_group");
  const Release& release = catalogue_.records(performer).releases[index];
  char upc[16];
  std::snprintf(upc, sizeof upc, "5%011llu",
                static_cast<unsigned long long>(hashed(catalogue_.seed(), performer, index) % 100'000'000'000));
  if (with_tracks) album["tracks"] = tracks_page(performer, index, 50, 0, false);
  const auto label = std::to_string(year_of(release.day)) + " Sandbox Recordings";
  album["copyrights"] = json::array{{{"text", label}, {"type", "C"}}, {{"text", label}, {"type", "P"}}};
  album["external_ids"] = {{"upc", upc}};
  album["genres"] = json::array{};
  if (extended_) album["label"] = "Sandbox Recordings", album["popularity"] = static_cast<int>(hashed(performer, index) % 70);
  return album;
}

json::object SpotifyJson::simple_track(const SpotifyRef& ref, bool with_market) const {
  const Track& t = track_of(catalogue_, ref);
  auto track = reference({Kind::track, ref.performer, ref.release, ref.track});
  json::array artists{simple_artist(t.by)};
  if (t.guest != nobody) artists.push_back(simple_artist(t.guest));
  track["artists"] = std::move(artists);
  track["disc_number"] = t.disc;
  track["duration_ms"] = duration(cast()[ref.performer], t.duration_ms);
  track["explicit"] = t.explicit_words;
  track["is_local"] = false;
  track["name"] = t.title;
  track["preview_url"] = nullptr;
  track["track_number"] = t.number;
  if (with_market) {
    const bool playable = hashed(ref.performer, ref.release, ref.track) % 100 >= 3;
    track["is_playable"] = playable;
    if (!playable) track["restrictions"] = {{"reason", "market"}};
  }
  if (extended_) track["available_markets"] = json::array{"AR", "AU", "BR", "CA", "DE", "FR", "GB", "JP", "US"};
  return track;
}

json::object SpotifyJson::track(const SpotifyRef& ref, bool with_market) const {
  auto track = simple_track(ref, with_market);
  track["album"] = simple_album(ref.performer, ref.release);
  track["external_ids"] = {{"isrc", isrc(catalogue_, ref)}};
  if (extended_) track["popularity"] = static_cast<int>(hashed(ref.performer, ref.release, ref.track, 5) % 80);
  return track;
}

json::object SpotifyJson::tracks_page(std::size_t performer, std::size_t index, int limit, int offset, bool with_market) const {
  const auto total = static_cast<int>(catalogue_.records(performer).releases[index].tracks.size());
  json::array items;
  for (int i = offset; i < std::min(total, offset + limit); ++i)
    items.push_back(simple_track({Kind::track, performer, index, static_cast<std::size_t>(i)}, with_market));
  return page(api() + "/albums/" + spotify_id(catalogue_.codes(), {Kind::album, performer, index}) + "/tracks?", std::move(items), limit,
              offset, total);
}

json::object SpotifyJson::page(std::string url, json::array items, int limit, int offset, int total) {
  if (!url.ends_with('?')) url += '&';
  const auto at = [&](int from) { return url + "offset=" + std::to_string(from) + "&limit=" + std::to_string(limit); };
  json::object page{{"href", at(offset)},  {"limit", limit}, {"next", nullptr},          {"offset", offset},
                    {"previous", nullptr}, {"total", total}, {"items", std::move(items)}};
  if (offset + limit < total) page["next"] = at(offset + limit);
  if (offset > 0) page["previous"] = at(std::max(0, offset - limit));
  return page;
}

}  // namespace sandbox
