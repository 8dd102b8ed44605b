// Spotify's objects (providers/README.md, 2.4), full and simplified, with and without what Development Mode withholds.
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>

#include "sandbox/catalogue.hpp"

namespace sandbox {

namespace json = boost::json;

struct SpotifyRef {
  enum class Kind : std::uint8_t { artist, album, track } kind;
  std::size_t performer;
  std::size_t release = 0, track = 0;
};
constexpr std::size_t various_artists = 200;  // in place of a performer

class SpotifyJson {
 public:
  SpotifyJson(Catalogue& catalogue, std::string site, bool extended) : catalogue_(catalogue), site_(std::move(site)), extended_(extended) {}

  json::object artist(std::size_t performer) const;
  json::object simple_artist(std::size_t performer) const;
  json::object album(std::size_t performer, std::size_t release, bool with_tracks) const;
  json::object simple_album(std::size_t performer, std::size_t release) const;
  json::object track(const SpotifyRef& ref, bool with_market) const;         // with ISRC and album
  json::object simple_track(const SpotifyRef& ref, bool with_market) const;  // as in track lists
  json::object tracks_page(std::size_t performer, std::size_t release, int limit, int offset, bool with_market) const;
  // One page of anything; `url` carries every parameter but limit and offset.
  static json::object page(std::string url, json::array items, int limit, int offset, int total);

  std::string api() const { return site_ + "/spotify/v1"; }

 private:
  json::array images(std::size_t performer, std::size_t release, std::initializer_list<int> sizes) const;
  json::object reference(const SpotifyRef& ref) const;

  Catalogue& catalogue_;
  std::string site_;
  bool extended_;
};

std::string spotify_id(const Codes& codes, const SpotifyRef& ref);
std::optional<SpotifyRef> read_spotify_id(Catalogue& catalogue, std::string_view id);
std::string isrc(Catalogue& catalogue, const SpotifyRef& track);
std::string_view album_group(ReleaseKind kind);  // "album", "single", "compilation", "appears_on"

}  // namespace sandbox
