#include "providers/spotify/client.hpp"

#include <algorithm>
#include <charconv>

#include "platform/base/read.hpp"
#include "platform/base/text.hpp"
#include "platform/http/query.hpp"
#include "providers/spotify/parse.hpp"

namespace spotify {

namespace {

using limits::Refusal;
using limits::Refused;
using limits::Urgency;
using std::string_view;
using namespace std::chrono_literals;

const limits::Service service{"spotify", "Spotify"};
constexpr int search_page = 10;  // the most that Development Mode allows, as for an artist's albums
constexpr int tracks_page = 50;
constexpr int search_ends = 1000;
constexpr int refusals_that_mean_missing = 3;

Refusal bad_request(std::string why) {
  return {Refused::rejected, "spotify.bad_request", "Spotify cannot be asked for this: " + std::move(why) + ".", {}};
}

Refusal bad_id() { return bad_request("the id is malformed"); }

bool ok(int status) { return status >= 200 && status < 300; }

http::OutRequest with_token(std::string url, string_view token) {
  http::OutRequest request;
  request.url = std::move(url);
  request.headers.set("Authorization", "Bearer " + std::string(token));
  request.headers.set("Accept", "application/json");
  return request;
}

// Seconds, as Spotify sends them; a day is the longest that was ever seen.
base::Duration retry_after(const http::Headers& headers) {
  const string_view text = headers.get("Retry-After");
  long seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc::result_out_of_range) return 24h;
  if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) return 60s;
  return std::clamp<base::Duration>(std::chrono::seconds{std::min(seconds, 86'400L)}, 1s, 24h);
}

std::string search_path(string_view query, string_view type, int offset) {
  http::Params params;
  params.add("q", base::clean(query, 200));
  params.add("type", std::string(type));
  params.add("limit", std::to_string(search_page));
  params.add("offset", std::to_string(offset));
  return "/search?" + http::to_query(params);
}

std::string paging(int offset, int limit) { return "limit=" + std::to_string(limit) + "&offset=" + std::to_string(offset); }

string_view word(Span span) {
  if (span == Span::short_term) return "short_term";
  return span == Span::medium_term ? "medium_term" : "long_term";
}

}  // namespace

std::string_view name(Endpoint endpoint) {
  switch (endpoint) {
    case Endpoint::search: return "search";
    case Endpoint::artist: return "artists";
    case Endpoint::artist_albums: return "albums of an artist";
    case Endpoint::album: return "albums";
    case Endpoint::album_tracks: return "tracks of an album";
    case Endpoint::track: return "tracks";
    case Endpoint::me: return "a listener's profile";
    case Endpoint::top_artists: return "a listener's top artists";
  }
  return {};
}

Client::Client(Options options, http::Client& http, limits::Gate& gate, const base::Clock& clock)
    : options_(std::move(options)), http_(http), gate_(gate), clock_(clock) {}

Answer<Page<Artist>> Client::search_artists(string_view name, int offset, Urgency urgency) {
  if (base::clean(name).empty() || offset < 0 || offset > search_ends) return bad_request("there is nothing to search for");
  return get<Page<Artist>>(Endpoint::search, search_path(name, "artist", offset), urgency, parse_artist_search);
}

Answer<Page<Track>> Client::search_tracks(string_view query, int offset, Urgency urgency) {
  if (base::clean(query).empty() || offset < 0 || offset > search_ends) return bad_request("there is nothing to search for");
  return get<Page<Track>>(Endpoint::search, search_path(query, "track", offset), urgency, parse_track_search);
}

Answer<Artist> Client::artist(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Artist>(Endpoint::artist, "/artists/" + std::string(id), urgency, parse_artist);
}

Answer<Page<Album>> Client::artist_albums(string_view id, int offset, Urgency urgency) {
  if (!base::is_plain_id(id) || offset < 0) return bad_id();
  const std::string path = "/artists/" + std::string(id) + "/albums?include_groups=album,single&" + paging(offset, search_page);
  return get<Page<Album>>(Endpoint::artist_albums, path, urgency, parse_album_page);
}

Answer<Album> Client::album(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Album>(Endpoint::album, "/albums/" + std::string(id), urgency, parse_album);
}

Answer<Page<Track>> Client::album_tracks(string_view id, int offset, Urgency urgency) {
  if (!base::is_plain_id(id) || offset < 0) return bad_id();
  return get<Page<Track>>(Endpoint::album_tracks, "/albums/" + std::string(id) + "/tracks?" + paging(offset, tracks_page), urgency,
                          parse_track_page);
}

Answer<Track> Client::track(string_view id, Urgency urgency) {
  if (!base::is_plain_id(id)) return bad_id();
  return get<Track>(Endpoint::track, "/tracks/" + std::string(id), urgency, parse_track);
}

Answer<User> Client::me(string_view access_token) { return get_as<User>(Endpoint::me, "/me", access_token, parse_user); }

Answer<Page<Artist>> Client::top_artists(string_view access_token, Span span, int offset) {
  const std::string path = "/me/top/artists?time_range=" + std::string(word(span)) + "&" + paging(std::max(offset, 0), 50);
  return get_as<Page<Artist>>(Endpoint::top_artists, path, access_token, parse_artist_page);
}

template <class T>
Answer<T> Client::get(Endpoint endpoint, const std::string& path, Urgency urgency, Parser<T> parse) {
  if (!connected()) return limits::not_connected(service);
  if (auto off = refused(endpoint)) return *off;
  std::string spent;
  for (;;) {
    const auto token = app_token(urgency, spent);
    if (!token) return token.error();
    const auto response = send(with_token(options_.base_url + path, *token), urgency);
    if (!response) return response.error();
    // A token can die before its time: it is renewed once, a second refusal stands.
    if (response->status == 401 && spent.empty()) {
      gate_.succeeded();
      spent = *token;
      continue;
    }
    return ok(response->status) ? read<T>(endpoint, *response, parse) : Answer<T>(judge(endpoint, *response, false));
  }
}

template <class T>
Answer<T> Client::get_as(Endpoint endpoint, const std::string& path, string_view access_token, Parser<T> parse) {
  const auto response = send(with_token(options_.base_url + path, access_token), Urgency::immediate);
  if (!response) return response.error();
  return ok(response->status) ? read<T>(endpoint, *response, parse) : Answer<T>(judge(endpoint, *response, true));
}

template <class T>
Answer<T> Client::read(Endpoint endpoint, const http::OutResponse& response, Parser<T> parse) {
  auto value = parse(response.body);
  if (!value) return limits::unreadable(service, gate_, value.error());
  gate_.succeeded();
  worked(endpoint);
  return std::move(*value);
}

Answer<http::OutResponse> Client::send(const http::OutRequest& request, Urgency urgency) {
  const limits::Decision decision = gate_.reserve(urgency);
  if (const auto* wait = std::get_if<limits::Wait>(&decision)) return limits::not_now(service, *wait);
  auto response = http_.send(request);
  if (!response) return limits::call_failed(service, gate_, response.error());
  return std::move(*response);
}

Refusal Client::judge(Endpoint endpoint, const http::OutResponse& response, bool for_user) {
  if (response.status == 429) return rate_limited(endpoint, response);
  if (response.status >= 500 || response.status < 400) return limits::server_failed(service, gate_, response.status);
  gate_.succeeded();
  const ErrorBody error = parse_error(response.body);
  switch (response.status) {
    case 401:
      if (for_user) return {Refused::consent, "spotify.token_expired", "The sign-in with Spotify has run out.", {}};
      return {Refused::misconfigured, "spotify.token_refused", "Spotify refuses the tokens it gives to this app.", {}};
    case 403:
      if (error.message.find("scope") != std::string::npos)
        return {Refused::consent, "spotify.missing_scope", "Spotify was not asked to share this.", {}};
      // One user may be missing from the allow list of the app while the endpoint works for others.
      if (for_user) return {Refused::off, "spotify.user_not_allowed", "Spotify does not let this app act for this user.", {}};
      return switch_off(endpoint, 24h);
    case 404:
    case 410: return {Refused::gone, "spotify.not_found", "Spotify does not know this (any more).", {}};
    default: return bad_request(error.message.empty() ? "status " + std::to_string(response.status) : error.message);
  }
}

Refusal Client::rate_limited(std::optional<Endpoint> endpoint, const http::OutResponse& response) {
  const bool quota = parse_error(response.body).reason == "QUOTA_EXCEEDED";
  Refusal wait =
      limits::told_to_wait(service, gate_, clock_.now() + retry_after(response.headers), quota ? "quota_exceeded" : "rate_limited");
  if (!endpoint || quota) return wait;
  // A withdrawn endpoint may answer 429 from the first call on instead of 403. That is a guess, so it is looked at again soon.
  const std::scoped_lock lock(capability_mutex_);
  Capability& capability = capabilities_[static_cast<std::size_t>(*endpoint)];
  if (!capability.worked && ++capability.refused_in_a_row >= refusals_that_mean_missing) {
    capability.refused_in_a_row = 0;
    capability.off_until = clock_.now() + 6h;
  }
  return wait;
}

std::optional<Refusal> Client::refused(Endpoint endpoint) const {
  const std::scoped_lock lock(capability_mutex_);
  const auto& until = capabilities_[static_cast<std::size_t>(endpoint)].off_until;
  if (!until || *until <= clock_.now()) return std::nullopt;
  return Refusal{Refused::off, "spotify.not_offered", "Spotify does not offer this to this app.", until};
}

Refusal Client::switch_off(Endpoint endpoint, base::Duration how_long) {
  const base::Time until = clock_.now() + how_long;
  const std::scoped_lock lock(capability_mutex_);
  capabilities_[static_cast<std::size_t>(endpoint)].off_until = until;
  return {Refused::off, "spotify.not_offered", "Spotify does not offer this to this app.", until};
}

void Client::worked(Endpoint endpoint) {
  const std::scoped_lock lock(capability_mutex_);
  capabilities_[static_cast<std::size_t>(endpoint)] = {.worked = true, .refused_in_a_row = 0, .off_until = {}};
}

std::vector<Missing> Client::missing() const {
  std::vector<Missing> out;
  const std::scoped_lock lock(capability_mutex_);
  for (std::size_t i = 0; i < capabilities_.size(); ++i) {
    if (const auto until = capabilities_[i].off_until; until && *until > clock_.now()) out.push_back({static_cast<Endpoint>(i), *until});
  }
  return out;
}

}  // namespace spotify
