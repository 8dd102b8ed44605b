// JSON from Spotify into values. Never throws on input. Errors: json.too_large, json.malformed, spotify.unexpected (well-formed, but
// not what was asked for). Optional members of a wrong type count as missing; a record without its essentials is skipped.
#pragma once
#include <string>
#include <string_view>

#include "platform/base/result.hpp"
#include "providers/spotify/spotify.hpp"

namespace spotify {

base::Result<Artist> parse_artist(std::string_view json);
base::Result<Page<Artist>> parse_artist_search(std::string_view json);  // /search?type=artist
base::Result<Page<Artist>> parse_artist_page(std::string_view json);    // /me/top/artists
base::Result<Page<Album>> parse_album_page(std::string_view json);      // /artists/{id}/albums
base::Result<Album> parse_album(std::string_view json);
base::Result<Page<Track>> parse_track_page(std::string_view json);    // /albums/{id}/tracks, /me/top/tracks
base::Result<Page<Track>> parse_track_search(std::string_view json);  // /search?type=track
base::Result<Track> parse_track(std::string_view json);
base::Result<User> parse_user(std::string_view json);
base::Result<Token> parse_token(std::string_view json);

// The batch endpoints' envelopes, for apps that still have them; unknown ids come as null and are counted.
base::Result<base::Parsed<Artist>> parse_artists(std::string_view json);  // {"artists":[…]}, also related artists
base::Result<base::Parsed<Album>> parse_albums(std::string_view json);    // {"albums":[…]}
base::Result<base::Parsed<Track>> parse_tracks(std::string_view json);    // {"tracks":[…]}, also top tracks

// An error body of either shape: an object under "error" from the API, text under "error" from the token endpoint.
struct ErrorBody {
  std::string reason;   // QUOTA_EXCEEDED, invalid_grant, …; may be empty
  std::string message;  // may be empty
};
ErrorBody parse_error(std::string_view json);

}  // namespace spotify
