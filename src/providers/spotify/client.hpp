// Calls to the Spotify Web API (https://developer.spotify.com/documentation/web-api). Every call asks the gate first and never sleeps.
// Safe from any thread. Catalogue calls use an app token, fetched and renewed here; calls for a user take that user's token.
#pragma once
#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/http/client.hpp"
#include "platform/limits/answer.hpp"
#include "providers/spotify/spotify.hpp"

namespace spotify {

template <class T>
using Answer = limits::Answer<T>;

struct Options {
  std::string base_url = "https://api.spotify.com/v1";
  std::string auth_url = "https://accounts.spotify.com";
  std::string client_id;
  std::string client_secret;
};

// Endpoints that may be withdrawn from an app one by one.
enum class Endpoint { search, artist, artist_albums, album, album_tracks, track, me, top_artists };
std::string_view name(Endpoint endpoint);  // for operators: "albums of an artist"
inline constexpr std::size_t endpoint_count = 8;

// For operators: an endpoint that Spotify does not offer to this app at present.
struct Missing {
  Endpoint endpoint;
  base::Time look_again;
};

// Where to send a user who signs in (authorization code with PKCE, RFC 7636).
struct Consent {
  std::string redirect_uri;
  std::string state;
  std::string verifier;  // from new_verifier(), kept with the state until the code comes back
  std::vector<std::string> scopes;
  bool ask_again = false;  // also whoever agreed before
};
std::string new_verifier();

enum class Span { short_term, medium_term, long_term };  // about 4 weeks, 6 months, a year

class Client {
 public:
  Client(Options options, http::Client& http, limits::Gate& gate, const base::Clock& clock);

  // Whether this site has a key. Without one every call is refused as spotify.off, and nobody is asked.
  bool connected() const { return !options_.client_id.empty() && !options_.client_secret.empty(); }

  // Refusals besides those of all services: spotify.not_found (gone), spotify.not_offered (off, remembered for a day),
  // spotify.bad_credentials (misconfigured), spotify.bad_request (rejected), spotify.rate_limited and spotify.quota_exceeded (wait).
  Answer<Page<Artist>> search_artists(std::string_view name, int offset, limits::Urgency urgency);  // 10 a page
  Answer<Page<Track>> search_tracks(std::string_view query, int offset, limits::Urgency urgency);   // 10 a page, with ISRC
  Answer<Artist> artist(std::string_view id, limits::Urgency urgency);
  Answer<Page<Album>> artist_albums(std::string_view id, int offset, limits::Urgency urgency);  // albums and singles, 10 a page
  Answer<Album> album(std::string_view id, limits::Urgency urgency);                            // with its first 50 tracks
  Answer<Page<Track>> album_tracks(std::string_view id, int offset, limits::Urgency urgency);   // 50 a page, from 50 on
  Answer<Track> track(std::string_view id, limits::Urgency urgency);

  // For a user. Consent refusals mean "sign in again": spotify.sign_in_again (the refresh token is dead: forget it),
  // spotify.token_expired (refresh once), spotify.missing_scope.
  std::string authorize_url(const Consent& consent) const;
  Answer<Token> exchange_code(std::string_view code, const Consent& consent);
  Answer<Token> refresh(std::string_view refresh_token);  // keep the old refresh token when the answer has none
  Answer<User> me(std::string_view access_token);
  Answer<Page<Artist>> top_artists(std::string_view access_token, Span span, int offset);

  std::vector<Missing> missing() const;

 private:
  template <class T>
  using Parser = base::Result<T> (*)(std::string_view);
  struct Capability {
    bool worked = false;
    int refused_in_a_row = 0;  // 429s before any success
    std::optional<base::Time> off_until;
  };

  template <class T>
  Answer<T> get(Endpoint endpoint, const std::string& path, limits::Urgency urgency, Parser<T> parse);
  template <class T>
  Answer<T> get_as(Endpoint endpoint, const std::string& path, std::string_view access_token, Parser<T> parse);
  template <class T>
  Answer<T> read(Endpoint endpoint, const http::OutResponse& response, Parser<T> parse);
  Answer<http::OutResponse> send(const http::OutRequest& request, limits::Urgency urgency);
  limits::Refusal judge(Endpoint endpoint, const http::OutResponse& response, bool for_user);
  limits::Refusal rate_limited(std::optional<Endpoint> endpoint, const http::OutResponse& response);
  Answer<std::string> app_token(limits::Urgency urgency, std::string_view spent);
  Answer<Token> ask_for_token(const std::string& form, bool with_secret, limits::Urgency urgency);
  std::optional<limits::Refusal> refused(Endpoint endpoint) const;
  limits::Refusal switch_off(Endpoint endpoint, base::Duration how_long);
  void worked(Endpoint endpoint);

  const Options options_;
  http::Client& http_;
  limits::Gate& gate_;
  const base::Clock& clock_;

  std::mutex token_mutex_;  // held while a token is fetched, so that many workers fetch one
  std::string token_;
  base::Time token_ends_{};
  std::optional<base::Time> credentials_refused_until_;
  mutable std::mutex capability_mutex_;
  std::array<Capability, endpoint_count> capabilities_;
};

}  // namespace spotify
