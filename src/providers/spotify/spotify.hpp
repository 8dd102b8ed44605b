// What Spotify says, as plain values. Everything marked optional is left out for some apps or in some lists;
// empty text and empty lists mean the same. Texts are cleaned, addresses are http(s).
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/records.hpp"

namespace spotify {

struct Image {
  std::string url;
  int width = 0;  // 0: not said
  int height = 0;
};

// The address of the smallest picture that is as wide as this, else of the widest. `images`: widest first. Empty: there is none.
std::string picture_of(const std::vector<Image>& images, int least_width);
inline constexpr int small_picture = 160;  // pixels: enough for lists

struct Artist {
  std::string id;
  std::string name;
  std::string url;
  std::vector<Image> images;  // widest first
  std::vector<std::string> genres;
  std::optional<std::int64_t> followers;
  std::optional<int> popularity;  // 0 to 100
};

// An artist as named inside albums and tracks.
struct ArtistRef {
  std::string id;
  std::string name;
};

enum class AlbumType { album, single, compilation, unknown };  // there is no "EP": those are singles

struct ReleaseDate {
  std::chrono::year year{};
  std::optional<std::chrono::month> month;
  std::optional<std::chrono::day> day;
};

// One page of a list. What could not be read is counted in `skipped`.
template <class T>
struct Page : base::Parsed<T> {
  int offset = 0;
  std::optional<int> total;
  std::optional<int> next_offset;  // where the next page starts; none on the last one and where paging is capped
};

struct AlbumRef {
  std::string id;
  std::string name;
  AlbumType type = AlbumType::unknown;
  std::optional<ReleaseDate> released;
};

struct Track {
  std::string id;         // empty for local files
  std::string linked_id;  // the id that was asked for, when relinking answered with another
  std::string name;
  std::string url;
  std::vector<ArtistRef> artists;  // in billing order
  std::chrono::milliseconds duration{0};
  int disc = 1;
  int number = 0;                // counts anew on each disc
  bool explicit_lyrics = false;  // false also means unknown
  bool local = false;
  std::string isrc;  // only from /tracks, /search and top tracks
  std::optional<bool> playable;
  std::string restriction;  // market, product, explicit
  std::optional<AlbumRef> album;
};

struct Album {
  std::string id;
  std::string name;  // may be empty after a takedown
  std::string url;
  AlbumType type = AlbumType::unknown;
  std::string group;  // relation to the artist asked for: album, single, compilation, appears_on
  std::optional<ReleaseDate> released;
  std::optional<int> total_tracks;
  std::vector<Image> images;
  std::vector<ArtistRef> artists;
  std::string upc;
  std::string label;
  std::string restriction;
  std::optional<Page<Track>> tracks;  // only from /albums/{id}: the first 50
};

struct User {
  std::string account_id;  // immutable, the one to link by; missing before May 2026
  std::string id;
  std::string display_name;
  std::string url;
  std::string email;
  std::string country;
  std::string product;
  std::vector<Image> images;
};

// From the token endpoint. Access tokens are secrets: never log them.
struct Token {
  std::string access_token;
  std::string refresh_token;  // empty: keep the one you have
  std::vector<std::string> scopes;
  std::chrono::seconds expires_in{3600};
};

}  // namespace spotify
